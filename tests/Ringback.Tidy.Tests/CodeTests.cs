namespace Ringback.Tidy.Tests;

/// <summary>The rules of style, applied to every C# file.</summary>
public sealed class CodeTests
{
    private static IEnumerable<RepositoryFile> Both => Repository.Code("src/").Concat(Repository.Code("tests/"));

    private static IEnumerable<RepositoryFile> All => Both.Concat(Repository.Code("bench/"))
        .Concat(Repository.Code("fuzz/"));

    [Fact]
    public void Files_and_lines_are_short_and_plain() => Repository.Expect(
        Repository.Code().SelectMany(CodeRules.Layout),
        $"Split by idea: {CodeRules.MaxLines} lines, {CodeRules.MaxColumns} columns; LF, no tabs, a last line end:");

    [Fact]
    public void Namespaces_say_where_the_file_is() => Repository.Expect(
        All.SelectMany(CodeRules.Namespace), "Move the file or correct its namespace:");

    [Fact]
    public void Names_are_words_of_the_trade() => Repository.Expect(
        All.SelectMany(CodeRules.EmptyNames), "Say what it does for a phone instead:");

    [Fact]
    public void Nothing_is_left_unfinished() => Repository.Expect(
        All.SelectMany(CodeRules.UnfinishedWork), "Finish it, or leave it out:");

    [Fact]
    public void Only_the_command_line_writes_to_the_terminal() => Repository.Expect(
        Both.Where(file => !file.Path.StartsWith("src/Ringback.Cli/", StringComparison.Ordinal))
            .SelectMany(CodeRules.Terminal),
        "Write an event, a log line or a metric; only src/Ringback.Cli speaks to the terminal:");

    [Fact]
    public void Waiting_can_be_steered() => Repository.Expect(
        All.SelectMany(CodeRules.Waiting), "Wait for an event, or take the time from a TimeProvider:");

    [Fact]
    public void Tests_do_not_wait_for_time_to_pass() => Repository.Expect(
        Repository.Code("tests/").SelectMany(CodeRules.AnyDelay), "Wait for what happens, or move a clock by hand:");

    [Fact]
    public void No_test_is_switched_off() => Repository.Expect(
        Repository.Code("tests/").SelectMany(CodeRules.SwitchedOff), "Mend the test or remove it:");

    [Fact]
    public void No_catch_is_silent() => Repository.Expect(
        Repository.Code("src/").Concat(Repository.Code("bench/")).SelectMany(CodeRules.SilentCatch),
        "Say with 'when' which failure is meant, or log or return something:");
}
