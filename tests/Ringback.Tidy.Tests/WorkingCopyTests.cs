using System.Text.RegularExpressions;

namespace Ringback.Tidy.Tests;

/// <summary>The repository works on every machine and tells nothing about the one it was written on.</summary>
public sealed partial class WorkingCopyTests
{
    private static readonly string[] Launchers =
    [
        "ringback", "test", "test-long", ".ci/run", "eng/build", "eng/judges/atftp-suite", "eng/fuzz", "bench/tftp",
        "bench/micro", "bench/library", "bench/attack", "bench/explain",
        "bench/registrars",
    ];

    // Split, so that this file does not break its own rule.
    private static readonly string[] Registries =
    [
        "nuget" + ".org", "npm" + "js.", "pypi" + ".org", "pythonhosted" + ".org", "crates" + ".io", "docker" + ".io",
        "ghcr" + ".io", "mcr.microsoft" + ".com", "pkgs.dev.azure" + ".com", "deb.debian" + ".org",
        "archive.ubuntu" + ".com", "proxy.golang" + ".org",
    ];

    [Fact]
    public void Launchers_can_be_executed()
    {
        string? listed = Repository.Git(["ls-files", "-s", "--", .. Launchers]);
        Repository.Expect(
            Launchers.Where(launcher => !IsExecutable(launcher, listed)).Select(launcher => $"{launcher}:1: no 'x'"),
            "git update-index --add --chmod=+x FILE:");
    }

    [Fact]
    public void Nothing_names_a_place_of_one_machine() => Repository.Expect(
        from file in Repository.Files
        from Match place in Place().Matches(file.Text)
        select file.At(file.LineAt(place.Index), place.Value),
        "Write a path relative to the root, or a made-up one that is nobody's:");

    [Fact]
    public void Nothing_names_a_package_registry() => Repository.Expect(
        from file in Repository.Files
        from line in Enumerable.Range(0, file.Lines.Length)
        from registry in Registries
        where file.Lines[line].Contains(registry, StringComparison.OrdinalIgnoreCase)
        select file.At(line + 1, registry),
        "Where packages come from is the machine's own setting. Name the package, not the place:");

    [Theory]
    [InlineData("see /ho" + "me/anna/x", true)]
    [InlineData("C:\\Us" + "ers\\anna", true)]
    [InlineData("'/ro" + "ot/x'", true)]
    [InlineData("\"$root/eng/build\" tftp/root/x.bin /var/lib/home", false)]
    public void Places_are_told_from_their_neighbours(string text, bool found) =>
        Assert.Equal(found, Place().IsMatch(text));

    private static bool IsExecutable(string launcher, string? listed)
    {
        // What is not added yet, or lies outside git, is asked of the disk; Windows has no such bit.
        string? line = listed?.Split('\n').FirstOrDefault(
            entry => entry.EndsWith('\t' + launcher, StringComparison.Ordinal));
        if (line is not null) return line.StartsWith("100755", StringComparison.Ordinal);
        return OperatingSystem.IsWindows()
            || File.GetUnixFileMode(Path.Combine(Repository.Root, launcher)).HasFlag(UnixFileMode.UserExecute);
    }

    [GeneratedRegex(@"(?<![\w./$}])/home/\w+|(?<![\w./$}])/[r]oot/|\b[A-Za-z]:\\+Users\\", RegexOptions.IgnoreCase)]
    private static partial Regex Place();
}
