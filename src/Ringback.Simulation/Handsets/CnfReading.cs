using System.Text;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// How a 7940 or 7960 reads a <c>.cnf</c> file, a byte at a time (sources.md 7940-7960-code §4 for the loader,
/// 7940-7960 §6.1 for a SIP application).
/// </summary>
internal static class CnfReading
{
    private const int LongestFolder = 63;

    /// <summary>The load that a universal loader is told of: the last one that it accepts; null for none.</summary>
    internal static string? Load(byte[] content) =>
        Values(content, isLoader: true).LastOrDefault(v => v.Key == "image_version" && IsLoad(v.Value)).Value;

    /// <summary>The folder in which the phone's own file is asked for; null for none.</summary>
    internal static string? Folder(byte[] content) =>
        Values(content, isLoader: true)
            .LastOrDefault(v => v is { Key: "tftp_cfg_dir", Value.Length: > 0 and <= LongestFolder }).Value;

    /// <summary>The server that a universal loader shall ask instead; null for none.</summary>
    internal static string? OtherServer(byte[] content) =>
        Values(content, isLoader: true).LastOrDefault(v => v is { Key: "dyn_tftp_addr", Value.Length: > 0 }).Value;

    /// <summary>What a SIP or MGCP application is told, by keys in lower case; of a key given twice the last.</summary>
    internal static IReadOnlyDictionary<string, string> Settings(byte[] content)
    {
        Dictionary<string, string> settings = [];
        foreach ((string key, string value) in Values(content, isLoader: false)) settings[key] = value;
        return settings;
    }

    /// <summary>A name that the loader takes for a load's: <c>P0?3</c> or <c>PD?3</c>, and whatever follows.</summary>
    internal static bool IsLoad(string value) =>
        value.Length >= 4 && value[0] is 'P' or 'p' && value[1] is '0' or 'D' or 'd' && value[3] == '3';

    private static List<(string Key, string Value)> Values(byte[] content, bool isLoader)
    {
        string text = Encoding.Latin1.GetString(content);
        // These end the file for the loader; what they do to an application is not known.
        int end = isLoader ? text.AsSpan().IndexOfAny('\0', '\x1a', '\xff') : -1;
        if (end >= 0) text = text[..end];
        List<(string, string)> values = [];
        for (int at = 0; at < text.Length;)
        {
            int start = SkipBlanks(text, at);
            bool isComment = start < text.Length && text[start] is '#' or ';';
            // With CR alone a SIP application loses everything behind its first comment.
            ReadOnlySpan<char> ends = isComment && !isLoader ? "\n" : "\r\n";
            int length = text.AsSpan(at).IndexOfAny(ends);
            int next = length < 0 ? text.Length : at + length;
            if (!isComment && Line(text[at..next], out string? key, out string? value)) values.Add((key!, value!));
            at = next + 1;
        }

        return values;
    }

    private static bool Line(string line, out string? key, out string? value)
    {
        key = value = null;
        int start = SkipBlanks(line, 0), at = start;
        while (at < line.Length && (char.IsAsciiLetterOrDigit(line[at]) || line[at] == '_')) at++;
        int colon = SkipBlanks(line, at);
        if (at == start || colon >= line.Length || line[colon] != ':') return false;
        key = line[start..at].ToLowerInvariant();
        int from = SkipBlanks(line, colon + 1);
        if (from >= line.Length) return false;
        if (line[from] is '"' or '\'')
        {
            int close = line.IndexOf(line[from], from + 1);
            if (close < 0) return false;
            value = line[(from + 1)..close];
            return true;
        }

        int end = line.AsSpan(from).IndexOfAny(" \t#;");
        value = end < 0 ? line[from..] : line[from..(from + end)];
        return value.Length > 0;
    }

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t') at++;
        return at;
    }
}
