using System.Text.RegularExpressions;

namespace Ringback.Tidy.Tests;

/// <summary>Every code that doctor can print is explained, and nothing is explained that it cannot print.</summary>
public sealed partial class CheckupTests
{
    private static readonly string[] Places =
    [
        "src/Ringback.Workbench/Doctor/CheckupCodes.cs", "src/Ringback.Workbench/Network/CardWarnings.cs",
    ];

    private static string[] Codes =>
    [
        .. Places.SelectMany(p => Code().Matches(File.ReadAllText(Path.Combine(Repository.Root, p))))
            .Select(m => m.Groups[1].Value),
    ];

    private static string[] Explained =>
    [
        .. Heading().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "doctor.md")))
            .Select(m => m.Groups[1].Value),
    ];

    [Fact]
    public void Every_code_of_a_check_is_documented()
    {
        Assert.True(Codes.Length > 40, "The codes are not where this test looks for them.");
        Repository.Expect(Codes.Except(Explained), "Explain it in docs/doctor.md with cause and cure:");
    }

    [Fact]
    public void No_code_is_documented_twice() =>
        Repository.Expect(Explained.GroupBy(c => c).Where(g => g.Count() > 1).Select(g => g.Key),
            "Explain it once in docs/doctor.md:");

    [GeneratedRegex("const string \\w+ = \"([a-z0-9-]+)\";")]
    private static partial Regex Code();

    [GeneratedRegex("^### ([a-z0-9-]+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
