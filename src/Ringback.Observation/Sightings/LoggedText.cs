using System.Buffers;
using System.Text;

namespace Ringback.Observation.Sightings;

/// <summary>
/// Names as logs write them. A program that writes a log makes control characters visible, each in its own way, and the
/// one odd character is often what the whole log is read for: it is given back here.
/// </summary>
/// <remarks>
/// <code>
///   #015       rsyslog (escapeControlCharactersOnReceive), three octal digits
///   \015 \x0d  tcpdump, syslog-ng, atftpd, journals; \r \n \t of programs of C and Python
///   ^M         sysklogd, less, cat -v
///   &lt;0D&gt; %0D    network monitors, web pages
/// </code>
/// Only control characters and what lies above ASCII is read so: <c>\readme</c> stays a folder and a name.
/// </remarks>
internal static class LoggedText
{
    private static readonly SearchValues<byte> Marks = SearchValues.Create("#\\^<%"u8);

    /// <summary>The name, one character to a byte.</summary>
    internal static string Read(ReadOnlySpan<byte> raw)
    {
        if (raw.IndexOfAny(Marks) < 0) return Encoding.Latin1.GetString(raw);
        StringBuilder read = new(raw.Length);
        for (int i = 0; i < raw.Length;)
        {
            if (TryEscape(raw[i..], out char c, out int length))
            {
                read.Append(c);
                i += length;
            }
            else
            {
                read.Append((char)raw[i++]);
            }
        }

        return read.ToString();
    }

    private static bool TryEscape(ReadOnlySpan<byte> text, out char c, out int length)
    {
        c = '\0';
        length = 0;
        switch (text)
        {
            case [(byte)'#' or (byte)'\\', .. var digits] when TryOctal(digits, out int value):
                return Odd(value, 4, out c, out length);
            case [(byte)'\\', (byte)'x' or (byte)'X', .. var digits] when TryHex(digits, out int value):
                return Odd(value, 4, out c, out length);
            case [(byte)'%', .. var digits] when TryHex(digits, out int value):
                return Odd(value, 3, out c, out length);
            case [(byte)'<', _, _, (byte)'>', ..] when TryHex(text[1..3], out int value):
                return Odd(value, 4, out c, out length);
            case [(byte)'^', >= (byte)'@' and <= (byte)'_' and var letter, ..]:
                return Odd(letter - '@', 2, out c, out length);
            case [(byte)'^', (byte)'?', ..]:
                return Odd(0x7F, 2, out c, out length);
            case [(byte)'\\', var letter, .. var behind] when IsEndOfWord(behind):
                return letter switch
                {
                    (byte)'r' => Odd('\r', 2, out c, out length),
                    (byte)'n' => Odd('\n', 2, out c, out length),
                    (byte)'t' => Odd('\t', 2, out c, out length),
                    (byte)'0' => Odd('\0', 2, out c, out length),
                    _ => false,
                };
            default:
                return false;
        }
    }

    /// <summary>Behind an escape a name ends, or its extension begins, or the next escape.</summary>
    private static bool IsEndOfWord(ReadOnlySpan<byte> behind) => behind is [] or [(byte)'.' or (byte)'\\', ..];

    private static bool Odd(int value, int taken, out char c, out int length)
    {
        c = (char)value;
        length = taken;
        return value is < ' ' or (>= 0x7F and <= 0xFF);
    }

    private static bool TryOctal(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        if (digits.Length < 3) return false;
        foreach (byte digit in digits[..3])
        {
            if (digit is < (byte)'0' or > (byte)'7') return false;
            value = (value * 8) + digit - '0';
        }

        return value <= 0xFF;
    }

    private static bool TryHex(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        if (digits.Length < 2 || !char.IsAsciiHexDigit((char)digits[0]) || !char.IsAsciiHexDigit((char)digits[1]))
            return false;
        value = Convert.FromHexString([(char)digits[0], (char)digits[1]])[0];
        return true;
    }
}
