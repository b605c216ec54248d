using System.Text.RegularExpressions;
using Ringback.Console.Words;

namespace Ringback.Console.Tests.Words;

public sealed partial class TextsTests
{
    private static readonly string Sources = Path.Combine(FindRoot(), "src", "Ringback.Console");

    [Fact]
    public void Every_text_that_is_asked_for_is_there()
    {
        HashSet<string> known = [.. Texts.English.Keys];
        string[] missing = [.. Files("*.razor").Concat(Files("*.cs")).SelectMany(file =>
            Asked().Matches(File.ReadAllText(file)).Select(m => m.Groups["key"].Value)
                // A key that ends in a dot is put together with a word that is known only then.
                .Where(key => key.EndsWith('.') ? !known.Any(k => k.StartsWith(key, StringComparison.Ordinal))
                    : !known.Contains(key))
                .Select(key => $"{Path.GetFileName(file)}: {key}"))];
        Assert.Empty(missing);
    }

    [Fact]
    public void No_page_has_words_of_its_own()
    {
        string[] found = [.. Files("*.razor").SelectMany(file =>
            OwnWords().Matches(Markup(File.ReadAllText(file)))
                .Select(m => m.Groups["words"].Value.Trim())
                .Where(words => words != "Ringback")
                .Select(words => $"{Path.GetFileName(file)}: {words}"))];
        Assert.Empty(found);
    }

    [Fact]
    public void Every_text_can_have_in_it_what_it_asks_for()
    {
        foreach (string key in Texts.English.Keys)
            Assert.NotEqual("", Texts.English[key, 1, 2, 3]);
    }

    private static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Sources, pattern, SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));

    /// <summary>The page without its code and directives.</summary>
    private static string Markup(string page)
    {
        int code = page.IndexOf("\n@code", StringComparison.Ordinal);
        return Transition().Replace(code < 0 ? page : page[..code], "");
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Ringback.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The sources are not there.");
    }

    [GeneratedRegex("""(?:\bT|\btexts)\[(?:[\w.() ]+ \? )?"(?<key>[\w.-]+)"(?=[\],+ ])""")]
    private static partial Regex Asked();

    // Text between two tags of one line; what Razor puts in begins with @.
    [GeneratedRegex(@">(?<words>[^<>@{}()=;]*[A-Za-z]{3,}[^<>@{}()=;]*)</")]
    private static partial Regex OwnWords();

    [GeneratedRegex(@"@\*.*?\*@|^@\w+.*$", RegexOptions.Multiline)]
    private static partial Regex Transition();
}
