using System.Diagnostics.CodeAnalysis;

namespace Ringback.Wire.Syslog;

/// <summary>
/// One line that a phone or another device says on UDP 514. Two specifications, and what phones make of them:
/// <code>
///   &lt;165&gt;1 2026-11-25T16:14:00Z SEP000E84C060A6 app 12 ID [data x="y"] text      RFC 5424 section 6
///   &lt;34&gt;Nov 25 16:14:00 SEP000E84C060A6 app[12]: text                             RFC 3164 section 4.1
///   &lt;189&gt;45: *Mar  1 00:00:10.123: %SYS-5-CONFIG_I: text                           Cisco IOS
///   text                                                                           debug output of a 7905/7912
/// </code>
/// </summary>
/// <remarks>
/// Everything may be missing but the text, and what is not understood is text. All strings can be shown as they are:
/// bytes that are no UTF-8 and characters that would not be seen are written out.
/// </remarks>
public sealed record SyslogMessage
{
    /// <summary>Bytes of a line that are read; RFC 5424 section 6.1 asks receivers to take 2048.</summary>
    public const int LongestLine = 2048;

    /// <summary>Lines of a datagram that are read.</summary>
    public const int MostLines = 64;

    private const int MacDigits = 12;

    // By these, phones and analogue adapters name themselves to a call manager.
    private static readonly string[] DevicePrefixes = ["SEP", "ATA"];

    /// <summary>Facility and severity; null when the line does not begin with them.</summary>
    public SyslogPriority? Priority { get; init; }

    /// <summary>
    /// When it was said by the clock of who says it, as it is written; null when it is not. A phone that was not told
    /// the time is somewhere in its past.
    /// </summary>
    public string? Time { get; init; }

    /// <summary>The name or address that the sender gives itself; null when it gives none.</summary>
    public string? Host { get; init; }

    /// <summary>The program or part that speaks; null when it is not said.</summary>
    public string? Tag { get; init; }

    /// <summary>What is said.</summary>
    public required string Text { get; init; }

    /// <summary>True when the line was longer than <see cref="LongestLine"/>.</summary>
    public bool IsCut { get; init; }

    /// <summary>
    /// The twelve digits, in upper case, of the phone whose device name (<c>SEP000E84C060A6</c>) stands as host or as
    /// tag; null when neither is one.
    /// </summary>
    public string? Mac => MacIn(Host) ?? MacIn(Tag);

    /// <summary>Reads one line.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> line, [NotNullWhen(true)] out SyslogMessage? message, out SyslogMalformation why)
    {
        line = line.Trim("\r\n\0 \t"u8);
        message = null;
        why = line.IsEmpty ? SyslogMalformation.Empty : SyslogMalformation.None;
        if (line.IsEmpty) return false;
        bool isCut = line.Length > LongestLine;
        message = SyslogLine.Read(SyslogText.Show(isCut ? line[..LongestLine] : line)) with { IsCut = isCut };
        return true;
    }

    /// <summary>
    /// Reads a datagram of one line or several. A line that does not say who speaks is said by who spoke before it.
    /// </summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="leftOut">Lines beyond <see cref="MostLines"/>, empty ones too.</param>
    public static IReadOnlyList<SyslogMessage> ReadLines(ReadOnlySpan<byte> datagram, out int leftOut)
    {
        List<SyslogMessage> messages = new(1);
        datagram = datagram.Trim("\r\n\0"u8);
        while (!datagram.IsEmpty && messages.Count < MostLines)
        {
            int end = datagram.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? datagram : datagram[..end];
            datagram = end < 0 ? [] : datagram[(end + 1)..];
            if (!TryRead(line, out SyslogMessage? read, out _)) continue;
            bool goesOn = read is { Priority: null } && messages.Count > 0;
            messages.Add(goesOn ? messages[^1] with { Text = read.Text, IsCut = read.IsCut } : read);
        }

        leftOut = datagram.IsEmpty ? 0 : datagram.Count((byte)'\n') + 1;
        return messages;
    }

    private static string? MacIn(string? name)
    {
        if (name is null) return null;
        // A phone with a domain puts it behind its name.
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        ReadOnlySpan<char> first = dot < 0 ? name : name.AsSpan(0, dot);
        foreach (string prefix in DevicePrefixes)
        {
            if (first.Length != prefix.Length + MacDigits
                || !first.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) continue;
            string digits = first[prefix.Length..].ToString().ToUpperInvariant();
            if (digits.All(char.IsAsciiHexDigit)) return digits;
        }

        return null;
    }
}
