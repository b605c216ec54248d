using System.Text.RegularExpressions;

namespace Ringback.Tidy.Tests;

/// <summary>Every code that the program can print is explained.</summary>
public sealed partial class FindingTests
{
    // The only places that hold codes; a code written elsewhere would escape this test, so it is not to be.
    private static readonly string[] Places =
    [
        "src/Ringback.Catalogue/Problems/FirmwareProblem.cs", "src/Ringback.Files/Lint/LintCode.cs",
        "src/Ringback.Phones/Findings/FindingCode.cs",
    ];

    [Fact]
    public void Every_code_is_documented()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "findings.md"));
        string[] codes =
        [
            .. Places.SelectMany(p => Code().Matches(File.ReadAllText(Path.Combine(Repository.Root, p))))
                .Select(m => m.Groups[1].Value),
        ];
        Assert.True(codes.Length > 20, "The codes are not where this test looks for them.");
        Repository.Expect(codes.Where(c => !page.Contains($"### {c}\n", StringComparison.Ordinal)),
            "Explain it in docs/findings.md with cause, looks and cure:");
    }

    [GeneratedRegex("const string \\w+ = \"([a-z0-9-]+)\";")]
    private static partial Regex Code();
}
