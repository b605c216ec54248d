using System.Text.RegularExpressions;

namespace Ringback.Tidy.Tests;

/// <summary>A fact that cites a source cites one that docs/sources.md describes.</summary>
public sealed partial class SourceTests
{
    [Fact]
    public void Each_source_that_is_cited_stands_in_the_list_of_sources()
    {
        HashSet<string> described = [.. Described()];
        Assert.Contains("7940-7960 §2.3", described);
        Repository.Expect(
            from file in Repository.Files
            where file.Path != "docs/sources.md" && !file.Path.EndsWith("SourceTests.cs", StringComparison.Ordinal)
            from Match citation in Citation().Matches(file.Text)
            let cited = $"{citation.Groups["topic"].Value} {citation.Groups["section"].Value}".TrimEnd()
            where !described.Contains(cited)
            select file.At(file.LineAt(citation.Index), $"cites {cited}"),
            "Describe what is cited in docs/sources.md, or cite what is there:");
    }

    [Theory]
    [InlineData("sources.md other-phones §2.10", "other-phones §2.10")]
    [InlineData("sources.md 7940-7960-code §3, and more", "7940-7960-code §3")]
    [InlineData("sources.md 7940-7960 §4.1.", "7940-7960 §4.1")]
    [InlineData("sources.md file-formats §A)", "file-formats §A")]
    public void A_citation_is_a_topic_and_a_section(string text, string citation)
    {
        Match match = Citation().Match(text);
        Assert.Equal(citation, $"{match.Groups["topic"].Value} {match.Groups["section"].Value}");
    }

    // "§1.1–§1.4" and "§2 to §4" describe what lies between; a described §2.3 describes §2 as a whole too.
    private static IEnumerable<string> Described()
    {
        string page = Repository.Files.Single(file => file.Path == "docs/sources.md").Text;
        foreach (Match topic in Topic().Matches(page))
        {
            string name = topic.Groups["name"].Value;
            yield return name;
            foreach (Match range in SectionRange().Matches(topic.Groups["body"].Value))
            {
                string first = range.Groups["first"].Value, last = range.Groups["last"].Value;
                foreach (string section in last.Length == 0 ? [first] : Between(first, last))
                {
                    yield return $"{name} §{section}";
                    yield return $"{name} §{section.Split('.')[0]}";
                }
            }
        }
    }

    private static IEnumerable<string> Between(string first, string last)
    {
        string[] from = first.Split('.'), to = last.Split('.');
        for (int number = int.Parse(from[^1]); number <= int.Parse(to[^1]); number++)
        {
            yield return from.Length == 1 ? $"{number}" : $"{from[0]}.{number}";
        }
    }

    [GeneratedRegex(@"sources\.md\s+(?://+\s*)?(?<topic>[a-z0-9]+(?:-[a-z0-9]+)*)"
        + @"(?: (?<section>§(?:[A-Z]|\d+(?:\.\d+)?)))?")]
    private static partial Regex Citation();

    [GeneratedRegex(@"^## Topic (?<name>[a-z0-9-]+):(?<body>.*?)(?=^## |\z)",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Topic();

    [GeneratedRegex(@"§(?<first>[A-Z]|\d+(?:\.\d+)?)(?:(?:–| to )§(?<last>\d+(?:\.\d+)?))?")]
    private static partial Regex SectionRange();
}
