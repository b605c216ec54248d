using System.Text;
using Ringback.Catalogue.Loads;

namespace Ringback.Files.Configuration;

/// <summary>
/// <c>OS79XX.TXT</c>, the dual-boot file: one load name without extension, and nothing else. It is the first file that
/// a phone from before the universal loader asks for (sources.md 7940-7960 §2.4).
/// </summary>
/// <remarks>
/// Of six public files two end in a blank and CR LF, two in CR LF and one in LF (file-formats §H), and phones have
/// failed on an extra line and on a blank. So this type says which byte is wrong, and what to serve instead.
/// </remarks>
public sealed class DualBootFile
{
    private const int MostStrayBytes = 16;

    // A phone compares the first four characters (§2.4), so fewer can name nothing. 64 is far above any known name of
    // any family, and keeps out what is no name at all.
    private const int ShortestName = 4;
    private const int LongestName = 64;

    private DualBootFile(string? name, bool isClean, IReadOnlyList<StrayByte> stray, int extraLines, string explanation)
    {
        Name = name;
        Load = Load.TryParse7940(name, out Load? load) ? load : null;
        IsClean = isClean;
        Stray = stray;
        ExtraLines = extraLines;
        Explanation = explanation;
        ServedBytes = Encoding.ASCII.GetBytes(name ?? "");
    }

    /// <summary>The bare load name that a phone must get; null when no usable name stands in the file.</summary>
    public string? Name { get; }

    /// <summary>The name as a load of this family; null when it is another family's, or when there is none.</summary>
    public Load? Load { get; }

    /// <summary>Whether the file is exactly the name, so that the oldest phone reads it right.</summary>
    public bool IsClean { get; }

    /// <summary>The bytes that are not part of the name, by their offset in the file; at most the first 16.</summary>
    public IReadOnlyList<StrayByte> Stray { get; }

    /// <summary>Lines after the one with the name, empty ones too; the end of the name's own line makes none.</summary>
    public int ExtraLines { get; }

    /// <summary>
    /// What is wrong, as the end of a sentence about the file: <c>it has a blank (0x20) after the name and ends in line
    /// feed (0x0A)</c>.
    /// </summary>
    public string Explanation { get; }

    /// <summary>What a phone should get: the name's ASCII bytes; empty when there is no name.</summary>
    public ReadOnlyMemory<byte> ServedBytes { get; }

    /// <summary>Reads any bytes as a dual-boot file.</summary>
    public static DualBootFile Read(ReadOnlySpan<byte> content)
    {
        LosslessText file = LosslessText.Read(content);
        (int start, int end) = FirstLineWithText(file.Characters);
        if (NameIn(file.Characters, start, end) is not { } place)
        {
            string why = DualBootExplanation.OfNone(file, start, end);
            return new DualBootFile(null, false, StrayIn(content, file, 0, 0), 0, why);
        }

        string name = file.Characters[place.Start..place.End];
        int extra = DualBootExplanation.LinesAfter(file.Characters, end).Count;
        bool clean = content.Length == name.Length;
        string explanation = clean ? "it holds exactly the name" : DualBootExplanation.Of(file, place, end);
        return new DualBootFile(name, clean, StrayIn(content, file, place.Start, place.End), extra, explanation);
    }

    private static (int Start, int End) FirstLineWithText(string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = LineEnds.EndOfLine(text, start);
            (int first, int last) = BareName.Trim(text, start, end);
            if (first < last) return (first, end);
            start = end + LineEnds.LengthAt(text, end);
        }

        return (text.Length, text.Length);
    }

    private static DualBootPlace? NameIn(string text, int start, int lineEnd)
    {
        (start, int end) = BareName.Trim(text, start, lineEnd);
        int cut = start;
        while (cut < end && BareName.CanHold(text[cut])) cut++;

        int extension = BareName.ExtensionLength(text.AsSpan(start, cut - start));
        DualBootPlace place = new(start, cut - extension, cut);
        ReadOnlySpan<char> name = text.AsSpan(start, place.End - start);
        if (name.Length is < ShortestName or > LongestName) return null;

        // With other words on its line, a name must be one of this family's: any other first word may be prose.
        return cut == end || Load.TryParse7940(name, out _) ? place : null;
    }

    private static List<StrayByte> StrayIn(ReadOnlySpan<byte> content, LosslessText file, int nameStart, int nameEnd)
    {
        List<StrayByte> stray = [];
        int next = nameStart;
        for (int offset = 0; offset < content.Length && stray.Count < MostStrayBytes; offset++)
        {
            if (next < nameEnd && offset == file.AsciiByteOf(next)) next++;
            else stray.Add(StrayBytes.At(offset, content[offset]));
        }

        return stray;
    }
}

/// <summary>Where the name stands in a dual-boot file, in characters.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">After its last character.</param>
/// <param name="WordEnd">After its extension; equal to <paramref name="End"/> when it has none.</param>
internal readonly record struct DualBootPlace(int Start, int End, int WordEnd);
