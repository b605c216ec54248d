using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Ringback.Catalogue.Tables;

/// <summary>
/// What the program was built with: each folder of code has its data in a folder <c>Data</c> below it, and the name of
/// a resource says both. Tables are text, one row a line, columns between bars, <c>#</c> for remarks; the rest is JSON.
/// </summary>
public static class EmbeddedTable
{
    /// <summary>The rows of a table, each with its columns trimmed.</summary>
    /// <param name="owner">A type of the folder that the data belongs to.</param>
    /// <param name="file">The file's name.</param>
    public static IReadOnlyList<string[]> Rows(Type owner, string file)
    {
        using StreamReader reader = new(Open(owner, file));
        return Rows(reader);
    }

    /// <summary>The same of any text.</summary>
    public static IReadOnlyList<string[]> Rows(TextReader reader)
    {
        List<string[]> rows = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#') rows.Add(line.Split('|', StringSplitOptions.TrimEntries));
        }

        return rows;
    }

    /// <summary>What a JSON file says.</summary>
    /// <param name="owner">A type of the folder that the data belongs to.</param>
    /// <param name="file">Its name, with the folders below <c>Data</c> before it, each with a dot behind.</param>
    /// <param name="form">How it is written.</param>
    public static T Json<T>(Type owner, string file, JsonTypeInfo<T> form)
    {
        using Stream data = Open(owner, file);
        return JsonSerializer.Deserialize(data, form)!;
    }

    /// <summary>What a JSON file of one record says, for tables that every start reads.</summary>
    /// <param name="owner">A type of the folder that the data belongs to.</param>
    /// <param name="file">Its name, with the folders below <c>Data</c> before it, each with a dot behind.</param>
    /// <param name="form">Asks for everything that the record may say.</param>
    internal static T Record<T>(Type owner, string file, Func<TableRecord, T> form)
        where T : class
    {
        using Stream data = Open(owner, file);
        return TableRecord.Read(data, file, form);
    }

    /// <summary>The names of all files below a folder of <c>Data</c>, as the other members take them.</summary>
    public static IEnumerable<string> Files(Type owner, string folder)
    {
        string prefix = PrefixOf(owner);
        return owner.Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith($"{prefix}{folder}.", StringComparison.Ordinal)).Select(n => n[prefix.Length..]);
    }

    private static Stream Open(Type owner, string file) =>
        owner.Assembly.GetManifestResourceStream(PrefixOf(owner) + file)
        ?? throw new InvalidOperationException($"{owner.Assembly.GetName().Name} was built without {file}.");

    private static string PrefixOf(Type owner) => owner.Namespace + ".Data.";
}
