using System.Buffers.Binary;
using System.Text;

namespace Ringback.Files.Profiles;

/// <summary>
/// The entries that tell a phone to fetch something: <c>upgradecode</c> and its siblings. They are not in the tag
/// dictionary.
/// </summary>
/// <remarks>
/// sources.md other-phones §1.4 and §1.5, big-endian:
/// <code>
/// 0x1100 upgradecode, 0x1101 upgradelang  u8 type, u32 hardware, u16, u16, IPv4, u16 port, u32 image id, name NUL
/// 0x1102 tftpurl2                         at most 31 characters, NUL
/// 0x1103 upgradelogo, 0x1104 upgradexml   u32 id, IPv4, name NUL
/// </code>
/// 0x1105 (EncryptKeyEx) is stored under a key of the phone's own that is not known, so it is never written.
/// </remarks>
internal static class UpgradeEntry
{
    internal const int EncryptKeyEx = 0x1105;

    private const int Url = 0x1102;
    private const int LongestUrl = 31;

    /// <summary>What a name field may hold; no documented name is near it.</summary>
    private const int LongestName = 127;

    private static readonly Dictionary<string, int> Numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["upgradecode"] = 0x1100,
        ["upgradelang"] = 0x1101,
        ["tftpurl2"] = Url,
        ["upgradelogo"] = 0x1103,
        ["upgradexml"] = 0x1104,
        ["EncryptKeyEx"] = EncryptKeyEx,
    };

    internal static bool IsOne(string name, out int tag) => Numbers.TryGetValue(name, out tag);

    /// <summary>True for an upgrade that is switched off: <c>none</c> or 0 instead of its fields.</summary>
    internal static bool IsNone(string name, string value) => IsOne(name, out int tag)
        && tag is not (Url or EncryptKeyEx)
        && (value is "0" || value.Equals("none", StringComparison.OrdinalIgnoreCase));

    internal static string? NameOf(int tag) => Numbers.FirstOrDefault(n => n.Value == tag).Key;

    internal static byte[]? Compile(int tag, string text, out string why)
    {
        string[] fields = text.Split(',', StringSplitOptions.TrimEntries);
        (byte[]? value, why) = tag switch
        {
            0x1100 or 0x1101 => (Image(fields), "it takes type,hardware,a,b,address,port,image id,file, such as "
                + "3,0x601,0x0400,0x0100,0.0.0.0,69,0x080108a,CP7912080004SCCP080108A.sbin"),
            Url => (text.Length <= LongestUrl ? Name(text) : null, $"it takes at most {LongestUrl} plain characters"),
            EncryptKeyEx => ((byte[]?)null, "how a phone stores this key is not known; set it on the phone, and "
                + "encrypt the profile with --key-ex"),
            _ => (File(fields), "it takes id,address,file, such as 2,0.0.0.0,logo.bmp"),
        };
        return value;
    }

    internal static string? Show(int tag, ReadOnlySpan<byte> value) => tag switch
    {
        0x1100 or 0x1101 => ShowImage(value),
        Url => ShowName(value),
        0x1103 or 0x1104 => ShowFile(value),
        _ => null,
    };

    private static byte[]? Image(string[] fields)
    {
        if (fields.Length != 8) return null;
        string type = fields[0].Equals("none", StringComparison.OrdinalIgnoreCase) ? "0" : fields[0];
        return Join(ProfileValue.Number(type, 1), ProfileValue.Number(fields[1], 4), ProfileValue.Number(fields[2], 2),
            ProfileValue.Number(fields[3], 2), ProfileValue.Address(fields[4]), ProfileValue.Number(fields[5], 2),
            ProfileValue.Number(fields[6], 4), Name(fields[7]));
    }

    private static byte[]? File(string[] fields) => fields.Length != 3
        ? null
        : Join(ProfileValue.Number(fields[0], 4), ProfileValue.Address(fields[1]), Name(fields[2]));

    private static byte[]? Name(string text)
    {
        byte[] name = Encoding.Latin1.GetBytes(text);
        return name.Length <= LongestName && ProfileValue.IsPrintable(name) ? [.. name, 0] : null;
    }

    private static byte[]? Join(params ReadOnlySpan<byte[]?> fields)
    {
        List<byte> value = [];
        foreach (byte[]? field in fields)
        {
            if (field is null) return null;
            value.AddRange(field);
        }

        return [.. value];
    }

    private static string? ShowImage(ReadOnlySpan<byte> value)
    {
        const int nameOffset = 19;
        if (value.Length < nameOffset || ShowName(value[nameOffset..]) is not { } name) return null;
        string address = ProfileValue.ShowAddress(value[9..]);
        return FormattableString.Invariant(
            $"{value[0]},0x{U32(value[1..]):x},0x{U16(value[5..]):x4},0x{U16(value[7..]):x4},{address},")
            + FormattableString.Invariant($"{U16(value[13..])},0x{U32(value[15..]):x},{name}");
    }

    private static string? ShowFile(ReadOnlySpan<byte> value)
    {
        const int nameOffset = 8;
        if (value.Length < nameOffset || ShowName(value[nameOffset..]) is not { } name) return null;
        return FormattableString.Invariant($"{U32(value)},{ProfileValue.ShowAddress(value[4..])},{name}");
    }

    private static string? ShowName(ReadOnlySpan<byte> value) =>
        !value.IsEmpty && value[^1] == 0 && ProfileValue.IsPrintable(value[..^1]) && !value.Contains((byte)',')
            ? Encoding.ASCII.GetString(value[..^1])
            : null;

    private static ushort U16(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadUInt16BigEndian(value);

    private static uint U32(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadUInt32BigEndian(value);
}
