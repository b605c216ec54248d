using System.Reflection;

namespace Ringback.Phones.Firmware;

/// <summary>The tables of this folder: text, one row a line, columns between bars, <c>#</c> for remarks.</summary>
internal static class FirmwareData
{
    /// <summary>The rows of a table that the program was built with, each with its columns trimmed.</summary>
    internal static IReadOnlyList<string[]> Rows(string file)
    {
        Assembly assembly = typeof(FirmwareData).Assembly;
        using Stream data = assembly.GetManifestResourceStream($"{typeof(FirmwareData).Namespace}.Data.{file}")!;
        using StreamReader reader = new(data);
        return Rows(reader);
    }

    /// <summary>The same of any text.</summary>
    internal static IReadOnlyList<string[]> Rows(TextReader reader)
    {
        List<string[]> rows = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#') rows.Add(line.Split('|', StringSplitOptions.TrimEntries));
        }

        return rows;
    }
}
