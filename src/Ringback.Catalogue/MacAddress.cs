using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ringback.Catalogue;

/// <summary>
/// A phone's Ethernet address, which is also its name: file names and device names carry its twelve hexadecimal
/// digits in upper case (<c>SEP000E84C060A6.cnf.xml</c>).
/// </summary>
public readonly record struct MacAddress : ISpanParsable<MacAddress>, IComparable<MacAddress>
{
    /// <summary>Hexadecimal digits of an address.</summary>
    public const int Digits = 12;

    private readonly ulong _value;

    /// <summary>Creates the address from its 48 bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than 48 bits are set.</exception>
    public MacAddress(ulong value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 0xFFFF_FFFF_FFFFUL);
        _value = value;
    }

    /// <summary>The 48 bits.</summary>
    public ulong ToUInt64() => _value;

    /// <inheritdoc/>
    public static MacAddress Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <inheritdoc/>
    public static MacAddress Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out MacAddress mac)
            ? mac
            : throw new FormatException($"'{s}' is not a MAC address: twelve hexadecimal digits are wanted.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out MacAddress result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, IFormatProvider?, out MacAddress)"/>
    public static bool TryParse(ReadOnlySpan<char> s, out MacAddress result) => TryParse(s, null, out result);

    /// <summary>
    /// Reads twelve hexadecimal digits in either case, also with <c>:</c>, <c>-</c> or <c>.</c> between.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out MacAddress result)
    {
        result = default;
        ulong value = 0;
        int digits = 0;
        foreach (char c in s)
        {
            if (c is ':' or '-' or '.') continue;
            if (!char.IsAsciiHexDigit(c) || ++digits > Digits) return false;
            value = (value << 4) | (uint)(char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
        }

        if (digits != Digits) return false;
        result = new MacAddress(value);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(MacAddress other) => _value.CompareTo(other._value);

    /// <summary>Orders by value.</summary>
    public static bool operator <(MacAddress left, MacAddress right) => left._value < right._value;

    /// <summary>Orders by value.</summary>
    public static bool operator >(MacAddress left, MacAddress right) => left._value > right._value;

    /// <summary>Orders by value.</summary>
    public static bool operator <=(MacAddress left, MacAddress right) => left._value <= right._value;

    /// <summary>Orders by value.</summary>
    public static bool operator >=(MacAddress left, MacAddress right) => left._value >= right._value;

    /// <summary>Writes what <see cref="ToString"/> gives as UTF-8; false when there is no room for it.</summary>
    public bool TryFormat(Span<byte> destination, out int written) =>
        _value.TryFormat(destination, out written, "X12", CultureInfo.InvariantCulture);

    /// <summary>Twelve upper-case digits, as phones write it in file names.</summary>
    public override string ToString() => _value.ToString("X12", CultureInfo.InvariantCulture);
}
