using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Ringback.Files.Firmware;

/// <summary>One entry of a trust list.</summary>
/// <param name="Role">What it is trusted for: <c>CCM+TFTP</c>, <c>CAPF</c>, <c>TVS</c>; null when not stated.</param>
/// <param name="Name">Its DNS name, or else the subject of its certificate; null when neither is there.</param>
public sealed record TrustRecord(string? Role, string? Name);

/// <summary>The records behind the envelope of a CTL or ITL file.</summary>
/// <remarks>sources.md other-phones §3.8: each a list of tag, u16 length, value; the first is its length.</remarks>
public sealed record TrustList
{
    /// <summary>More records than any list has; more are walked and not kept.</summary>
    private const int MostRecords = 64;

    private const int TagAndLength = 3;
    private const int LengthField = TagAndLength + 2;
    private const int LongestName = 256;

    private TrustList()
    {
    }

    /// <summary>The records, in the file's order.</summary>
    public required IReadOnlyList<TrustRecord> Records { get; init; }

    /// <summary>True when the last record ends where the file does.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>True when the bytes begin like a record, whole or not.</summary>
    public static bool BeginsLikeOne(ReadOnlySpan<byte> payload) =>
        payload.Length >= TagAndLength && payload[0] == 1 && U16(payload, 1) == 2;

    /// <summary>Walks the records; false when the bytes do not begin with one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out TrustList? list)
    {
        list = null;
        List<TrustRecord> records = [];
        ReadOnlySpan<byte> rest = payload;
        while (rest.Length >= LengthField && BeginsLikeOne(rest))
        {
            int length = U16(rest, TagAndLength);
            if (length < LengthField || length > rest.Length) break;
            if (!TryReadRecord(rest[LengthField..length], out TrustRecord? record)) break;
            if (records.Count < MostRecords) records.Add(record);
            rest = rest[length..];
        }

        if (records.Count == 0) return false;
        list = new TrustList { Records = records, IsWhole = rest.IsEmpty };
        return true;
    }

    private static bool TryReadRecord(ReadOnlySpan<byte> fields, [NotNullWhen(true)] out TrustRecord? record)
    {
        record = null;
        string? role = null, dns = null, subject = null;
        while (!fields.IsEmpty)
        {
            if (fields.Length < TagAndLength) return false;
            int end = TagAndLength + U16(fields, 1);
            if (end > fields.Length) return false;
            ReadOnlySpan<byte> value = fields[TagAndLength..end];
            if (fields[0] == 2) dns = Text(value);
            else if (fields[0] == 3) subject = Text(value);
            else if (fields[0] == 4 && value.Length == 2) role = RoleWord(U16(value, 0));
            fields = fields[end..];
        }

        record = new TrustRecord(role, dns ?? subject);
        return true;
    }

    private static string RoleWord(int role) => role switch
    {
        0 => "SAST",
        1 => "CCM",
        2 => "CCM+TFTP",
        3 => "TFTP",
        4 => "CAPF",
        5 => "SRST",
        7 => "HTTPS",
        21 => "TVS",
        _ => FormattableString.Invariant($"role {role}"),
    };

    private static string? Text(ReadOnlySpan<byte> value)
    {
        int end = value.IndexOf((byte)0);
        if (end >= 0) value = value[..end];
        if (value.Length > LongestName) value = value[..LongestName];
        return value.IsEmpty ? null : Encoding.Latin1.GetString(value);
    }

    private static int U16(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadUInt16BigEndian(bytes[offset..]);
}
