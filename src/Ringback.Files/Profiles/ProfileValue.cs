using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Ringback.Files.Profiles;

/// <summary>Values of ordinary tags, between text and bytes.</summary>
internal static class ProfileValue
{
    /// <summary>The bytes of a value; null with the reason when the text is none of this tag's.</summary>
    internal static byte[]? Compile(ProfileTag tag, string text, out string why)
    {
        byte[]? value = tag.Format switch
        {
            ProfileFormat.Text => Characters(tag, text, _ => true),
            ProfileFormat.Digits => Characters(tag, text, c => char.IsAsciiDigit(c) || c == '.'),
            ProfileFormat.Address => Address(text),
            ProfileFormat.AddressAndPort => AddressAndPort(text),
            ProfileFormat.Number or ProfileFormat.Hexadecimal => Number(text, 4),
            ProfileFormat.Switch => text is "0" or "1" ? [(byte)(text[0] - '0')] : null,
            _ => Shorts(tag, text),
        };
        why = value is null ? Expected(tag) : "";
        return value;
    }

    /// <summary>The text of a value; null when the bytes are not of the tag's form.</summary>
    internal static string? Show(ProfileTag tag, ReadOnlySpan<byte> value) => tag.Format switch
    {
        ProfileFormat.Text or ProfileFormat.Digits => IsPrintable(value) ? Encoding.ASCII.GetString(value) : null,
        ProfileFormat.Address when value.Length == 4 => ShowAddress(value),
        ProfileFormat.AddressAndPort when value.Length == 6 =>
            Text($"{ShowAddress(value)}.{BinaryPrimitives.ReadUInt16BigEndian(value[4..])}"),
        ProfileFormat.Number when value.Length == 4 => Text($"{BinaryPrimitives.ReadInt32BigEndian(value)}"),
        ProfileFormat.Hexadecimal when value.Length == 4 => Text($"0x{BinaryPrimitives.ReadUInt32BigEndian(value):x}"),
        ProfileFormat.Switch when value is [0 or 1] => Text($"{value[0]}"),
        ProfileFormat.Shorts when value.Length % 2 == 0 && value.Length > 0 => ShowShorts(value),
        _ => null,
    };

    internal static byte[]? Number(string text, int bytes)
    {
        if (!ProfileNumber.TryParse(text, bytes, out uint bits)) return null;
        byte[] value = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(value, bits);
        return value[(4 - bytes)..];
    }

    /// <summary>Four dotted numbers; a lone 0 is 0.0.0.0, as profiles often have it.</summary>
    internal static byte[]? Address(string text)
    {
        if (text == "0") return new byte[4];
        string[] parts = text.Split('.');
        return parts.Length == 4 ? Dotted(parts) : null;
    }

    internal static string ShowAddress(ReadOnlySpan<byte> value) =>
        Text($"{value[0]}.{value[1]}.{value[2]}.{value[3]}");

    internal static bool IsPrintable(ReadOnlySpan<byte> value) =>
        !value.ContainsAnyExceptInRange((byte)' ', (byte)'~') && (value.IsEmpty || value[0] != ' ' && value[^1] != ' ');

    private static byte[]? AddressAndPort(string text)
    {
        if (text == "0") return new byte[6];
        string[] parts = text.Split('.');
        if (parts.Length != 5 || Dotted(parts[..4]) is not { } address || Number(parts[4], 2) is not { } port)
            return null;
        return [.. address, .. port];
    }

    private static byte[]? Dotted(string[] parts)
    {
        byte[] bytes = new byte[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!byte.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out bytes[i])) return null;
        }

        return bytes;
    }

    private static byte[]? Characters(ProfileTag tag, string text, Func<char, bool> fits)
    {
        if (text.Length > tag.Size - 1) return null;
        foreach (char c in text)
        {
            if (c is < ' ' or > '~' || !fits(c)) return null;
        }

        return Encoding.ASCII.GetBytes(text);
    }

    private static byte[]? Shorts(ProfileTag tag, string text)
    {
        string[] parts = text.Split(',');
        if (parts.Length * 2 > tag.Size) return null;
        List<byte> value = [];
        foreach (string part in parts)
        {
            if (Number(part, 2) is not { } number) return null;
            value.AddRange(number);
        }

        return [.. value];
    }

    private static string ShowShorts(ReadOnlySpan<byte> value)
    {
        List<string> numbers = [];
        for (int i = 0; i < value.Length; i += 2)
            numbers.Add(Text($"{BinaryPrimitives.ReadUInt16BigEndian(value[i..])}"));
        return string.Join(',', numbers);
    }

    private static string Expected(ProfileTag tag) => tag.Format switch
    {
        ProfileFormat.Text => $"{tag.Name} takes at most {tag.Size - 1} plain characters",
        ProfileFormat.Digits => $"{tag.Name} takes at most {tag.Size - 1} digits or dots",
        ProfileFormat.Address => $"{tag.Name} takes an address such as 192.0.2.10",
        ProfileFormat.AddressAndPort => $"{tag.Name} takes an address and a port such as 192.0.2.10.9001",
        ProfileFormat.Number => $"{tag.Name} takes a whole number of 32 bits",
        ProfileFormat.Hexadecimal => $"{tag.Name} takes a number of 32 bits such as 0x2",
        ProfileFormat.Switch => $"{tag.Name} takes 0 or 1",
        _ => $"{tag.Name} takes at most {tag.Size / 2} numbers of 16 bits with commas between them",
    };

    private static string Text(FormattableString s) => FormattableString.Invariant(s);
}
