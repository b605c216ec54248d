using System.Text.RegularExpressions;

namespace Ringback.Tidy.Tests;

/// <summary>A row of the table of folders.</summary>
/// <param name="Project">The project, without <c>Ringback.</c></param>
/// <param name="Folder">The folder below it, or <see cref="FolderLayers.Root"/>.</param>
/// <param name="MayUse">The folders of the same project that it may use.</param>
/// <param name="Line">Where the row stands.</param>
internal sealed record FolderLayer(string Project, string Folder, IReadOnlyList<string> MayUse, int Line);

/// <summary>A folder that uses another one of its project.</summary>
/// <param name="Project">The project, without <c>Ringback.</c></param>
/// <param name="Folder">The folder that uses.</param>
/// <param name="Used">The folder that is used.</param>
/// <param name="Where">The file and line, with what is used.</param>
internal sealed record FolderUse(string Project, string Folder, string Used, string Where);

/// <summary>
/// Which folder uses which, read from the text: by the directives and names that spell a namespace, and by the types of
/// the folders above, which need no directive.
/// </summary>
internal static partial class FolderLayers
{
    /// <summary>Stands for the files that lie in no folder of the project.</summary>
    public const string Root = "(root)";

    /// <summary>The table.</summary>
    public static IReadOnlyList<FolderLayer> Read(RepositoryFile page) =>
    [
        .. Row().Matches(page.Text).Select(row => new FolderLayer(
            row.Groups["project"].Value, row.Groups["folder"].Value,
            row.Groups["uses"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            page.LineAt(row.Index))),
    ];

    /// <summary>The projects and folders that have code.</summary>
    public static IReadOnlyList<(string Project, string Folder)> Folders(IEnumerable<RepositoryFile> sources) =>
        [.. sources.Select(file => (ProjectOf(file), FolderOf(file))).Distinct()];

    /// <summary>Every use of another folder of the same project.</summary>
    public static IEnumerable<FolderUse> Uses(IReadOnlyList<RepositoryFile> sources) =>
        from project in sources.GroupBy(ProjectOf)
        let types = project.GroupBy(FolderOf).ToDictionary(
            folder => folder.Key,
            folder => folder.SelectMany(file => Declared().Matches(file.Text))
                .Select(type => type.Groups["name"].Value).ToHashSet())
        let homes = types.SelectMany(folder => folder.Value, (folder, name) => (folder.Key, name))
            .ToLookup(home => home.name, home => home.Key)
        from file in project
        from use in UsesOf(file, types, homes)
        select use;

    /// <summary>A circle in what is allowed, as a path that ends where it begins; null when there is none.</summary>
    public static IReadOnlyList<string>? Circle(IEnumerable<FolderLayer> rows)
    {
        Dictionary<string, IReadOnlyList<string>> may = rows.ToDictionary(row => row.Folder, row => row.MayUse);
        HashSet<string> sound = [];
        return may.Keys.Select(folder => Follow(folder, [])).FirstOrDefault(found => found is not null);

        IReadOnlyList<string>? Follow(string folder, List<string> path)
        {
            if (path.Contains(folder)) return [.. path.SkipWhile(at => at != folder), folder];
            if (sound.Contains(folder)) return null;
            foreach (string next in may.GetValueOrDefault(folder, []))
                if (Follow(next, [.. path, folder]) is { } found) return found;
            sound.Add(folder);
            return null;
        }
    }

    private static IEnumerable<FolderUse> UsesOf(
        RepositoryFile file, Dictionary<string, HashSet<string>> types, ILookup<string, string> homes)
    {
        string project = ProjectOf(file), own = FolderOf(file);
        // What a comment says is no use, but what it refers to is. Lengths stay, so that lines stay true.
        string code = Comment().Replace(file.Text, comment =>
            string.Join(' ', Reference().Matches(comment.Value)).PadRight(comment.Length));
        foreach (Match spelled in Spelled().Matches(code))
        {
            string[] parts = spelled.Value.Split('.');
            if (parts[1] != project || IsOwnNamespace(code, spelled)) continue;
            string used = Enumerable.Range(0, parts.Length - 1).Select(n => string.Join('/', parts[2..^n]))
                .FirstOrDefault(types.ContainsKey, Root);
            if (used != own) yield return Use(used, spelled);
        }

        foreach (Match word in Word().Matches(code))
        {
            string name = word.Groups["name"].Value, before = word.Groups["before"].Value;
            foreach (string folder in homes[name])
            {
                bool isSeen = before.Length > 0 && folder.Split('/')[^1] == before
                    || IsAbove(folder, own) && !types[own].Contains(name);
                if (folder != own && isSeen) yield return Use(folder, word);
            }
        }

        FolderUse Use(string used, Match at) =>
            new(project, own, used, file.At(file.LineAt(at.Index), $"{own} uses {used}: {at.Value.Trim()}"));
    }

    private static bool IsAbove(string folder, string own) =>
        (folder == Root && own != Root) || own.StartsWith(folder + "/", StringComparison.Ordinal);

    private static bool IsOwnNamespace(string code, Match spelled) =>
        code.AsSpan(0, spelled.Index).EndsWith("namespace ", StringComparison.Ordinal);

    private static string ProjectOf(RepositoryFile file) => file.Path.Split('/')[1]["Ringback.".Length..];

    private static string FolderOf(RepositoryFile file) =>
        file.Path.Split('/') is [_, _, .. [_, ..] folders, _] ? string.Join('/', folders) : Root;

    [GeneratedRegex(@"^\| `(?<project>\w+)` \| `(?<folder>[\w/()]+)` \| (—|(?<uses>[\w/(), ]+)) \|$",
        RegexOptions.Multiline)]
    private static partial Regex Row();

    // Only a type at the margin is seen by the folders below; one inside another is named through it.
    [GeneratedRegex(@"^((public|internal|sealed|static|abstract|readonly|partial|ref|unsafe) )*"
        + @"(class|record struct|record|struct|interface|enum|delegate [\w<>?\[\],.]+) (?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex(@"\bRingback(\.\w+)+")]
    private static partial Regex Spelled();

    [GeneratedRegex(@"((?<before>\w+)\.)?(?<name>\b[A-Z]\w*)")]
    private static partial Regex Word();

    [GeneratedRegex(@"cref=""[^""]*""")]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?<![:""])//[^\n]*")]
    private static partial Regex Comment();
}
