using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ringback.Catalogue.Tables;

namespace Ringback.Files.Profiles;

/// <summary>The tag dictionary: which names a text profile may use, and how their values are stored.</summary>
/// <remarks>sources.md other-phones §1.5.</remarks>
public sealed class ProfileTags
{
    private readonly Dictionary<string, ProfileTag> _byName;
    private readonly Dictionary<int, ProfileTag> _byNumber = [];

    private ProfileTags(string name, IReadOnlyList<ProfileTag> all)
    {
        Name = name;
        All = all;
        _byName = new Dictionary<string, ProfileTag>(StringComparer.OrdinalIgnoreCase);
        foreach (ProfileTag tag in all)
        {
            _byName.TryAdd(tag.Name, tag);
            // 112 is SRST and Proxy4: whichever is written compiles, the first one is shown.
            _byNumber.TryAdd(tag.Tag, tag);
        }
    }

    /// <summary>
    /// The dictionary of the 7905's and 7912's SIP loads. An ATA has other tags: bring the <c>ptag.dat</c> of its
    /// package and read it with <see cref="Read"/>.
    /// </summary>
    public static ProfileTags BuiltIn { get; } = LoadBuiltIn();

    /// <summary>Whose tags they are.</summary>
    public string Name { get; }

    /// <summary>All of them, in the order of the dictionary.</summary>
    public IReadOnlyList<ProfileTag> All { get; }

    /// <summary>The tag of a name, in any letter case; null when there is none.</summary>
    public ProfileTag? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The tag of a number; null when there is none.</summary>
    public ProfileTag? Find(int number) => _byNumber.GetValueOrDefault(number);

    /// <summary>
    /// Reads a dictionary of Cisco's form: <c>tag,format,name,size[,context]</c> a line, <c>#</c> for comments. Lines
    /// that are none of this are counted and passed over.
    /// </summary>
    /// <param name="name">What to call it.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="unread">Lines that cannot be understood, from 1.</param>
    public static ProfileTags Read(string name, string text, out IReadOnlyList<int> unread)
    {
        List<ProfileTag> tags = [];
        List<int> bad = [];
        int number = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            number++;
            ReadOnlySpan<char> line = raw.Trim();
            if (line.IsEmpty || line[0] == '#') continue;
            if (TryReadLine(line.ToString(), out ProfileTag? tag)) tags.Add(tag!);
            else bad.Add(number);
        }

        unread = bad;
        return new ProfileTags(name, tags);
    }

    private static bool TryReadLine(string line, out ProfileTag? tag)
    {
        tag = null;
        string[] fields = line.Split(',', StringSplitOptions.TrimEntries);
        if (fields.Length < 4 || fields[2].Length == 0) return false;
        if (ProfileNumber.TryParse(fields[0], out long number) && number is > 0 and <= ProfileVarint.Largest
            && ProfileNumber.TryParse(fields[1], out long format)
            && int.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out int size))
        {
            tag = new ProfileTag((int)number, fields[2], Format(format), size,
                (format & 0x4000) != 0, (format & 0x8000) != 0);
        }

        return tag is not null;
    }

    /// <summary>The bits of the dictionary's format field. An address is marked as a number too.</summary>
    private static ProfileFormat Format(long bits) => bits switch
    {
        _ when (bits & 0x80) != 0 => ProfileFormat.AddressAndPort,
        _ when (bits & 0x40) != 0 => ProfileFormat.Shorts,
        _ when (bits & 0x02) != 0 => ProfileFormat.Address,
        _ when (bits & 0x20) != 0 => ProfileFormat.Switch,
        _ when (bits & 0x200) != 0 => ProfileFormat.Hexadecimal,
        _ when (bits & 0x04) != 0 => ProfileFormat.Number,
        _ when (bits & 0x08) != 0 => ProfileFormat.Digits,
        _ => ProfileFormat.Text,
    };

    private static ProfileTags LoadBuiltIn()
    {
        ProfileDictionary dictionary = EmbeddedTable.Json(
            typeof(ProfileTags), "sip-7905-7912.json", ProfileTagsJson.Form.ProfileDictionary);
        return new ProfileTags(dictionary.Name, dictionary.Tags);
    }
}

/// <summary>The file of a dictionary.</summary>
internal sealed record ProfileDictionary(string Name, string Evidence, string Source, IReadOnlyList<ProfileTag> Tags);

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ProfileDictionary))]
internal sealed partial class ProfileTagsJson : JsonSerializerContext
{
    internal static ProfileTagsJson Form { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    });
}
