namespace Ringback.Files.Configuration;

/// <summary>The name of a load inside what an editor, a copy and a human made of it.</summary>
internal static class BareName
{
    /// <summary>
    /// Extensions of firmware files. A name in a configuration never carries one: the phone adds it itself
    /// (sources.md 7940-7960 §1.3 and §4.1). <c>.zup</c> and <c>.sbin</c> are other families' (file-formats §A, §E).
    /// </summary>
    private static readonly string[] Extensions = [".loads", ".sbin", ".bin", ".sbn", ".sb2", ".zup"];

    /// <summary>The part of a line without quotes and without anything that does not print at its ends.</summary>
    /// <remarks>No name has a byte outside ASCII, so marks, blanks and Control-Z all go the same way.</remarks>
    public static (int Start, int End) Trim(string text, int start, int end)
    {
        while (start < end && !CanBound(text[start])) start++;
        while (end > start && !CanBound(text[end - 1])) end--;
        return (start, end);
    }

    /// <summary>Whether a character can stand in the name of a load of any phone family.</summary>
    public static bool CanHold(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

    /// <summary>Characters of the firmware extensions that a name ends in, doubled ones too; 0 when in none.</summary>
    public static int ExtensionLength(ReadOnlySpan<char> name)
    {
        int length = 0;
        for (int i = 0; i < Extensions.Length;)
        {
            bool ends = name[..^length].EndsWith(Extensions[i], StringComparison.OrdinalIgnoreCase);
            length += ends ? Extensions[i].Length : 0;
            i = ends ? 0 : i + 1;
        }

        return length;
    }

    private static bool CanBound(char c) => c is > ' ' and < '\x7F' and not ('"' or '\'');
}
