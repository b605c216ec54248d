using System.Buffers;
using Ringback.Files.Configuration;

namespace Ringback.Phones.Identification;

/// <summary>
/// The name that a phone means: without <c>./</c> and leading <c>/</c>, with <c>/</c> for <c>\</c>, without control
/// characters and outer blanks, and without whatever an extra line of <c>OS79XX.TXT</c> put before the extension.
/// </summary>
/// <remarks>
/// Old loads append the extension to the raw content of <c>OS79XX.TXT</c>, so the stray bytes stand in the middle:
/// <c>P0030702T023⏎.bin</c> (sources.md 7940-7960 §2.4).
/// </remarks>
internal sealed record MeantName
{
    private const int MostStrayBytesTold = 8;

    /// <summary>Characters for which a name has to be looked at closely: not to be kept, or part of a path.</summary>
    private static readonly SearchValues<char> Telling = SearchValues.Create(
        [.. Enumerable.Range(0, ' ' + 1).Select(c => (char)c), '\u007f', '\u00a0', '/', '\\']);

    private MeantName(string raw) => Raw = raw;

    /// <summary>As the phone wrote it.</summary>
    internal string Raw { get; }

    /// <summary>The path that it means.</summary>
    internal string Path { get; private init; } = "";

    /// <summary>The bytes that should not be there.</summary>
    internal IReadOnlyList<StrayByte> Stray { get; private init; } = [];

    /// <summary>True when a prefix or a separator had to be forgiven.</summary>
    internal bool ForeignPath { get; private init; }

    /// <summary>True when the name tries to leave its folder.</summary>
    internal bool Escapes { get; private init; }

    internal static MeantName Read(string raw)
    {
        // Nearly every name is what it should be.
        bool plain = !raw.AsSpan().ContainsAny(Telling) && raw is not ("." or "..");
        return plain ? new MeantName(raw) { Path = raw, Escapes = IsDrive(raw) } : ReadClosely(raw);
    }

    private static MeantName ReadClosely(string raw)
    {
        List<StrayByte> stray = [];
        bool[] dropped = Dropped(raw);
        System.Text.StringBuilder kept = new(raw.Length);
        for (int i = 0; i < raw.Length; i++)
        {
            if (!dropped[i]) kept.Append(raw[i]);
            else if (stray.Count < MostStrayBytesTold) stray.Add(StrayBytes.At(i, (byte)raw[i]));
        }

        string slashed = kept.Replace('\\', '/').ToString();
        string[] parts = slashed.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string path = string.Join('/', parts.Where(p => p != "."));
        return new MeantName(raw)
        {
            Path = path,
            Stray = stray,
            ForeignPath = path != kept.ToString(),
            Escapes = Array.Exists(parts, p => p == "..") || (parts.Length > 0 && IsDrive(parts[0])),
        };
    }

    /// <summary>Which characters of the name are not part of it.</summary>
    private static bool[] Dropped(string raw)
    {
        bool[] dropped = new bool[raw.Length];
        int lineEnd = raw.AsSpan().IndexOfAny('\r', '\n');
        int dot = raw.LastIndexOf('.');
        // An extra line: everything from the first line end to the extension came from the file behind the name.
        if (lineEnd >= 0)
        {
            int upTo = dot > lineEnd ? dot : raw.Length;
            Array.Fill(dropped, true, lineEnd, upTo - lineEnd);
        }

        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] is < ' ' or '\u007f') dropped[i] = true;
        }

        DropBlanks(raw, dropped, raw.Length - 1, -1);
        if (dot > 0) DropBlanks(raw, dropped, dot - 1, -1);
        DropBlanks(raw, dropped, 0, 1);
        return dropped;
    }

    private static void DropBlanks(string raw, bool[] dropped, int from, int step)
    {
        for (int i = from; i >= 0 && i < raw.Length && (dropped[i] || raw[i] is ' ' or '\u00a0'); i += step)
            dropped[i] = true;
    }

    private static bool IsDrive(string part) => part.Length >= 2 && part[1] == ':' && char.IsAsciiLetter(part[0]);
}
