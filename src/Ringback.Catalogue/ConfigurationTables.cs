using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ringback.Catalogue.Tables;

namespace Ringback.Catalogue;

/// <summary>One key of a SIP <c>.cnf</c> file.</summary>
/// <param name="Key">Its spelling; <c>{n}</c> stands for a number from 1 to <paramref name="Last"/>.</param>
/// <param name="Kind"><c>load</c>, <c>text</c>, <c>number</c>, <c>word</c> or <c>address</c>.</param>
/// <param name="In75">Whether SIP 7.5 has it.</param>
/// <param name="In812">Whether SIP 8.12 has it.</param>
/// <param name="System">Whether the phone shows it and is not meant to take it from a file.</param>
/// <param name="Password">Whether it is one; a longer value locks its owner out.</param>
/// <param name="Unverified">Whether the limit is a report and not the firmware's own.</param>
/// <param name="Last">The greatest number in place of <c>{n}</c>.</param>
/// <param name="Lowest">The least number.</param>
/// <param name="Highest">The greatest number.</param>
/// <param name="Longest">The most characters that the phone keeps.</param>
/// <param name="Words">The words it takes, in any letter case.</param>
/// <param name="Default">What holds without the key.</param>
/// <remarks>sources.md 7940-7960 §6.2, from the key tables in the firmware.</remarks>
public sealed record SipKey(
    string Key, string Kind, bool In75 = true, bool In812 = true, bool System = false, bool Password = false,
    bool Unverified = false, int Last = 0, int? Lowest = null, int? Highest = null, int? Longest = null,
    IReadOnlyList<string>? Words = null, string? Default = null);

/// <summary>A number by which configurations and registrations call a model (sources.md other-phones §2.10).</summary>
/// <param name="Id">The number in <c>loadInformation&lt;id&gt;</c>, never padded with zeros.</param>
/// <param name="Model">The model.</param>
/// <param name="Unverified">Whether it is an assumption.</param>
/// <param name="Loads">How the names of its loads begin; null when that is not known.</param>
public sealed record DeviceType(int Id, string Model, bool Unverified = false, IReadOnlyList<string>? Loads = null);

/// <summary>An element that some phone's XML parser knows.</summary>
/// <param name="Element">Its name.</param>
/// <param name="File"><c>default</c>, <c>device</c>, <c>both</c>, <c>sip</c> or <c>rings</c>.</param>
/// <param name="Source">The section of docs/sources.md.</param>
/// <param name="Parent">The element that it stands in; null for any.</param>
/// <param name="Longest">The most characters that the phone keeps.</param>
/// <param name="Password">Whether it is one.</param>
public sealed record XmlElementFact(
    string Element, string File, string Source, string? Parent = null, int? Longest = null, bool Password = false);

/// <summary>What configuration files may say, as data.</summary>
public sealed class ConfigurationTables
{
    private readonly FrozenDictionary<string, SipKey> _keys;

    private ConfigurationTables()
    {
        SipKeys = Read("sip-keys", ConfigurationTablesJson.Default.SipKeyTable).Keys;
        DeviceTypes = Read("device-types", ConfigurationTablesJson.Default.DeviceTypeTable).Types;
        Elements = Read("xml-elements", ConfigurationTablesJson.Default.XmlElementTable).Elements;
        _keys = SipKeys.SelectMany(Expanded).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The tables that the program was built with.</summary>
    public static ConfigurationTables BuiltIn { get; } = new();

    /// <summary>The SIP keys.</summary>
    public IReadOnlyList<SipKey> SipKeys { get; }

    /// <summary>The device types.</summary>
    public IReadOnlyList<DeviceType> DeviceTypes { get; }

    /// <summary>The XML elements.</summary>
    public IReadOnlyList<XmlElementFact> Elements { get; }

    /// <summary>The key of that name in any letter case, numbers included; null when no firmware has it.</summary>
    public SipKey? FindKey(string key) => _keys.GetValueOrDefault(key);

    /// <summary>The device type of that number; null when unknown.</summary>
    public DeviceType? FindType(int id) => DeviceTypes.FirstOrDefault(t => t.Id == id);

    private static IEnumerable<KeyValuePair<string, SipKey>> Expanded(SipKey key) => key.Last == 0
        ? [KeyValuePair.Create(key.Key, key)]
        : Enumerable.Range(1, key.Last).Select(n => KeyValuePair.Create(
            key.Key.Replace("{n}", n.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), key));

    private static T Read<T>(string table, JsonTypeInfo<T> form) =>
        EmbeddedTable.Json(typeof(ConfigurationTables), $"Tables.{table}.json", form);
}

/// <summary>How the tables are written; what they say of their own source is for people.</summary>
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
