using System.Globalization;
using System.Text;

namespace Ringback.Wire.Dhcp;

/// <summary>How an option's bytes are read.</summary>
public enum DhcpOptionKind
{
    /// <summary>Bytes without a meaning for us.</summary>
    Bytes,

    /// <summary>One address.</summary>
    Address,

    /// <summary>One address or more.</summary>
    Addresses,

    /// <summary>Pairs of addresses.</summary>
    AddressPairs,

    /// <summary>Text.</summary>
    Text,

    /// <summary>One byte, 0 or 1.</summary>
    Bool,

    /// <summary>A number of one byte.</summary>
    Number8,

    /// <summary>A number of two bytes.</summary>
    Number16,

    /// <summary>A number of four bytes.</summary>
    Number32,

    /// <summary>Numbers of one byte.</summary>
    Number8List,

    /// <summary>Numbers of two bytes.</summary>
    Number16List,
}

/// <summary>A row of the table.</summary>
/// <param name="Code">The option's number.</param>
/// <param name="Name">Its name, as RFC 2132 has it, in lower case with hyphens.</param>
/// <param name="Kind">How its bytes are read.</param>
/// <param name="Minimum">The fewest bytes of a kind that has no length of its own.</param>
public sealed record DhcpOptionRow(byte Code, string Name, DhcpOptionKind Kind, int Minimum = 1);

/// <summary>
/// The options of RFC 2132 and those of later RFCs that phones, relays and boot clients use. An option without a row
/// is kept and passed on as bytes.
/// </summary>
public static class DhcpOptionTable
{
    private static readonly DhcpOptionRow?[] ByCode = Index();

    /// <summary>All rows, by number.</summary>
    public static IEnumerable<DhcpOptionRow> Rows => ByCode.OfType<DhcpOptionRow>();

    /// <summary>The row of a number; null for one that is not known.</summary>
    public static DhcpOptionRow? Find(byte code) => ByCode[code];

    /// <summary>True when a value may have this many bytes; always, for an option without a row.</summary>
    public static bool Fits(byte code, int length) => Find(code) is not { } row || row.Kind switch
    {
        DhcpOptionKind.Address or DhcpOptionKind.Number32 => length == 4,
        DhcpOptionKind.Number16 => length == 2,
        DhcpOptionKind.Number8 or DhcpOptionKind.Bool => length == 1,
        DhcpOptionKind.Addresses => length >= row.Minimum && length % 4 == 0,
        DhcpOptionKind.AddressPairs => length > 0 && length % 8 == 0,
        DhcpOptionKind.Number16List => length > 0 && length % 2 == 0,
        _ => length >= row.Minimum,
    };

    /// <summary>An option for people: its name and its value in the way of its kind.</summary>
    public static string Describe(DhcpOption option)
    {
        DhcpOptionRow? row = Find(option.Code);
        string name = row?.Name ?? string.Create(CultureInfo.InvariantCulture, $"option-{option.Code}");
        ReadOnlySpan<byte> value = option.Value.Span;
        DhcpOptionKind kind = Fits(option.Code, value.Length) ? row?.Kind ?? default : DhcpOptionKind.Bytes;
        return $"{name} {kind switch
        {
            DhcpOptionKind.Address or DhcpOptionKind.Addresses or DhcpOptionKind.AddressPairs =>
                Join(value, 4, bytes => Ipv4Address.Read(bytes).ToString()),
            DhcpOptionKind.Text => Printable(option.ReadText()),
            DhcpOptionKind.Bool or DhcpOptionKind.Number8 or DhcpOptionKind.Number8List => Join(value, 1, Number),
            DhcpOptionKind.Number16 or DhcpOptionKind.Number16List => Join(value, 2, Number),
            DhcpOptionKind.Number32 => Number(value),
            _ => Convert.ToHexString(value),
        }}";
    }

    /// <summary>
    /// Makes an option of what a person wrote: addresses and numbers with commas between, text as it is, and bytes as
    /// hexadecimal digits.
    /// </summary>
    public static bool TryParse(byte code, string text, out DhcpOption option)
    {
        List<byte> bytes = [];
        DhcpOptionKind kind = Find(code)?.Kind ?? DhcpOptionKind.Bytes;
        bool isRead = kind switch
        {
            DhcpOptionKind.Text => CanBeText(text) && Add(bytes, Encoding.Latin1.GetBytes(text)),
            DhcpOptionKind.Bytes => AddHexadecimal(bytes, text),
            DhcpOptionKind.Address or DhcpOptionKind.Addresses or DhcpOptionKind.AddressPairs =>
                text.Split(',').All(part => Ipv4Address.TryParse(part.Trim(), out Ipv4Address address)
                    && AddNumber(bytes, address.Bits, 4)),
            DhcpOptionKind.Bool => text is "0" or "1" && AddNumber(bytes, text == "1" ? 1u : 0u, 1),
            _ => text.Split(',').All(part => uint.TryParse(
                part, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture,
                out uint number) && AddNumber(bytes, number, SizeOf(kind))),
        };
        option = new DhcpOption(code, bytes.ToArray());
        return isRead && code is not (DhcpOptionCode.Pad or DhcpOptionCode.End) && Fits(code, bytes.Count);
    }

    /// <summary>True for what one byte to a character can say; anything else would become question marks.</summary>
    public static bool CanBeText(string text) => text.All(c => c <= byte.MaxValue);

    private static int SizeOf(DhcpOptionKind kind) => kind switch
    {
        DhcpOptionKind.Number8 or DhcpOptionKind.Number8List => 1,
        DhcpOptionKind.Number16 or DhcpOptionKind.Number16List => 2,
        _ => 4,
    };

    private static bool Add(List<byte> bytes, ReadOnlySpan<byte> more)
    {
        bytes.AddRange(more);
        return true;
    }

    private static bool AddNumber(List<byte> bytes, uint number, int size)
    {
        for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) bytes.Add((byte)(number >> shift));
        return size == 4 || number >> (size * 8) == 0;
    }

    private static bool AddHexadecimal(List<byte> bytes, string text)
    {
        string digits = text.Replace(":", "", StringComparison.Ordinal);
        return digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) && Add(bytes, Convert.FromHexString(digits));
    }

    private delegate string Shown(ReadOnlySpan<byte> bytes);

    private static string Join(ReadOnlySpan<byte> value, int size, Shown shown)
    {
        StringBuilder text = new();
        for (int at = 0; at < value.Length; at += size)
            text.Append(at > 0 ? ", " : "").Append(shown(value.Slice(at, size)));
        return text.ToString();
    }

    private static string Number(ReadOnlySpan<byte> bytes)
    {
        uint number = 0;
        foreach (byte b in bytes) number = (number << 8) | b;
        return number.ToString(CultureInfo.InvariantCulture);
    }

    private static string Printable(string text) =>
        string.Create(text.Length, text, (span, from) =>
        {
            for (int i = 0; i < span.Length; i++) span[i] = char.IsControl(from[i]) ? '?' : from[i];
        });

    private static DhcpOptionRow?[] Index()
    {
        DhcpOptionRow?[] rows = new DhcpOptionRow?[256];
        foreach (DhcpOptionRow row in DhcpOptionRows.All) rows[row.Code] = row;
        return rows;
    }
}
