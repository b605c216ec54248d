using System.Reflection;
using System.Text.RegularExpressions;
using Ringback.Catalogue.Problems;

namespace Ringback.Tidy.Tests;

/// <summary>The one table of problem codes, its names for the compiler, and its pages are one.</summary>
public sealed partial class ProblemTests
{
    private static readonly string[] Pages = ["findings.md", "doctor.md"];

    private static IEnumerable<string> Codes => ProblemTable.BuiltIn.Kinds.Select(k => k.Code);

    private static IEnumerable<string> Explained => Pages.SelectMany(p => Heading()
        .Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", p))).Select(m => m.Groups[1].Value));

    [Fact]
    public void Every_code_of_the_table_is_explained_once()
    {
        Repository.Expect(Codes.Except(Explained),
            "Explain it in docs/findings.md (a check of doctor: docs/doctor.md) with cause, looks and cure:");
        Repository.Expect(Explained.GroupBy(c => c).Where(g => g.Count() > 1).Select(g => g.Key), "Explain it once:");
    }

    [Fact]
    public void Nothing_is_explained_that_the_table_does_not_have() =>
        Repository.Expect(Explained.Except(Codes), "Add it to Problems/Data/problems.txt, or take it out of the page:");

    [Fact]
    public void The_names_for_the_compiler_are_the_codes_of_the_table()
    {
        string[] names =
        [
            .. typeof(ProblemCode).GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(f => $"{f.Name} {f.GetRawConstantValue()}"),
        ];
        Assert.Equal(Codes.Select(c => $"{Pascal(c)} {c}"), names);
    }

    [Fact]
    public void Every_row_has_a_title_and_a_source() =>
        Repository.Expect(ProblemTable.BuiltIn.Kinds.Where(k => k.Title.Length == 0 || k.Source.Length == 0)
            .Select(k => k.Code), "Say what it is and where it is known from:");

    [Fact]
    public void No_problem_is_made_with_a_code_that_only_its_letters_name() =>
        Repository.Expect(Repository.Code("src/").SelectMany(f => Literal().Matches(f.Text)
            .Select(m => f.At(f.LineAt(m.Index), m.Value))), "Name the code by ProblemCode:");

    private static string Pascal(string code) =>
        string.Concat(code.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    [GeneratedRegex("^### ([a-z0-9-]+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("(new Problem|Problem\\.Of|Problem\\.OfFile)\\(\\s*\"")]
    private static partial Regex Literal();
}
