using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ringback.Catalogue;

/// <summary>
/// How models and families are written. A name that no record has is an error, so that no fact is lost to a slip of the
/// pen. The code that reads them is made when the program is built: every start would pay for it otherwise.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PhoneModel))]
[JsonSerializable(typeof(PhoneFamily))]
internal sealed partial class CatalogueJson : JsonSerializerContext;

/// <summary>
/// How the tables of configuration files are written; what they say of their own source is for people.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SipKeyTable))]
[JsonSerializable(typeof(DeviceTypeTable))]
[JsonSerializable(typeof(XmlElementTable))]
internal sealed partial class ConfigurationTablesJson : JsonSerializerContext;

/// <summary>A file of keys.</summary>
internal sealed record SipKeyTable(IReadOnlyList<SipKey> Keys);

/// <summary>A file of device types.</summary>
internal sealed record DeviceTypeTable(IReadOnlyList<DeviceType> Types);

/// <summary>A file of XML elements.</summary>
internal sealed record XmlElementTable(IReadOnlyList<XmlElementFact> Elements);
