using System.Text.RegularExpressions;

namespace Ringback.Tidy.Tests;

/// <summary>What is written for people leads somewhere.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] AtTheRoot = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"];

    private static IEnumerable<RepositoryFile> Documents => Repository.Files.Where(
        file => AtTheRoot.Contains(file.Path)
            || (file.Path.StartsWith("docs/", StringComparison.Ordinal)
                && file.Path.EndsWith(".md", StringComparison.Ordinal)));

    [Fact]
    public void Code_fences_are_closed() => Repository.Expect(
        from document in Documents
        let fences = Fence().Matches(document.Text)
        where fences.Count % 2 != 0
        select document.At(document.LineAt(fences[^1].Index), "this fence has no partner"),
        "Close the code block:");

    [Fact]
    public void Links_lead_somewhere() => Repository.Expect(
        from document in Documents
        from link in Links(document.Text)
        let why = Broken(document, link.Groups["target"].Value)
        where why is not null
        select document.At(document.LineAt(link.Index), why),
        "Correct the link, or write what it leads to:");

    [Fact]
    public void What_is_promised_of_security_has_its_test()
    {
        RepositoryFile page = Documents.Single(document => document.Path == "docs/security.md");
        HashSet<string> classes = [.. Repository.Code("tests/").SelectMany(file => TestClass().Matches(file.Text))
            .Select(match => match.Groups["name"].Value)];
        MatchCollection rows = PromiseRow().Matches(page.Text);
        Assert.NotEmpty(rows);
        Repository.Expect(
            from row in rows
            let named = CodeSpan().Matches(row.Groups["tests"].Value).Select(m => m.Value.Trim('`')).ToList()
            where named.Count == 0 || named.Exists(name => !classes.Contains(name))
            select page.At(page.LineAt(row.Index), string.Join(", ", named)),
            "Name the test class that shows it, as it is called now:");
    }

    [Theory]
    [InlineData("[a](b.md) `[a](c.md)` ![d](e.png \"f\")\n```\n[a](g.md)\n```\n", new[] { "b.md", "e.png" })]
    [InlineData("[a](https://example.org/x)", new[] { "https://example.org/x" })]
    public void Links_are_found_outside_code(string text, string[] targets) =>
        Assert.Equal(targets, Links(text).Select(link => link.Groups["target"].Value));

    [Theory]
    [InlineData("## `serve`: the workbench, 24/7", "serve-the-workbench-247")]
    [InlineData("# How a phone boots", "how-a-phone-boots")]
    public void Headings_are_anchors(string heading, string anchor) => Assert.Equal([anchor], Anchors(heading));

    private static MatchCollection Links(string text) => Link().Matches(CodeSpan().Replace(text, Blank));

    private static string Blank(Match match) =>
        string.Concat(match.Value.Select(c => c == '\n' ? '\n' : ' '));

    private static string? Broken(RepositoryFile document, string target)
    {
        if (Elsewhere().IsMatch(target)) return null;
        string[] parts = target.Split('#', 2);
        string path = parts[0].Length == 0
            ? document.Path
            : Path.GetRelativePath(
                Repository.Root,
                Path.Combine(Repository.Root, Path.GetDirectoryName(document.Path)!, Uri.UnescapeDataString(parts[0])))
                .Replace('\\', '/');
        string full = Path.Combine(Repository.Root, path);
        if (!File.Exists(full) && !Directory.Exists(full)) return $"{path} does not exist";
        if (parts.Length == 1 || !path.EndsWith(".md", StringComparison.Ordinal)) return null;
        string text = Repository.Files.FirstOrDefault(file => file.Path == path)?.Text ?? File.ReadAllText(full);
        return Anchors(text).Contains(parts[1]) || text.Contains($"id=\"{parts[1]}\"", StringComparison.Ordinal)
            ? null
            : $"{path} has no heading for #{parts[1]}";
    }

    // As the common hosts make them: lower case, letters, digits, '-' and '_' kept, spaces to '-'.
    private static IEnumerable<string> Anchors(string text) =>
        Heading().Matches(text).Select(heading => NotInAnchor()
            .Replace(heading.Groups["title"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"^ {0,3}(```|~~~)", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^ {0,3}(?<fence>```|~~~)[^\n]*\n.*?^ {0,3}\k<fence>|`[^`\n]+`",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\[[^\]]*\]\(\s*<?(?<target>[^)\s>]+)>?(\s+""[^""]*"")?\s*\)")]
    private static partial Regex Link();

    [GeneratedRegex("^([a-z][a-z0-9+.-]*:|//)", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"^#{1,6}\s+(?<title>[^\n]+)", RegexOptions.Multiline)]
    private static partial Regex Heading();

    // The third column of a table's row; the head and the line below it have no tests.
    [GeneratedRegex(@"^\| (?!who can reach)(?!---)[^|]+\|[^|]+\|(?<tests>[^|]+)\|$", RegexOptions.Multiline)]
    private static partial Regex PromiseRow();

    [GeneratedRegex(@"\bclass (?<name>\w+Tests)\b")]
    private static partial Regex TestClass();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
