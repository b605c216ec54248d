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
    public void One_place_writes_to_the_terminal() => Repository.Expect(
        Both.Where(file => !file.Path.StartsWith("src/Ringback.Cli/Screens/Printing/", StringComparison.Ordinal)
                && !file.Path.StartsWith("tests/Ringback.Cli.Tests/", StringComparison.Ordinal))
            .SelectMany(CodeRules.Terminal),
        "Write an event, a log line or a metric, or say it with Voice; only Screens/Printing speaks to the terminal:");

    // A pragma would let a call through that prints what others wrote, or spoils a test.
    [Fact]
    public void Bans_are_lifted_only_where_it_is_agreed()
    {
        string[] agreed = ["src/Ringback.Cli/Screens/Printing/", "src/Ringback.Cli/LastNet.cs"];
        Repository.Expect(
            Repository.Code("src/").Where(f => !agreed.Any(a => f.Path.StartsWith(a, StringComparison.Ordinal)))
                .SelectMany(CodeRules.LiftedBans),
            "Use what the ban names instead, or add the file here with its reason in the code:");
    }

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
    public void Memory_that_nothing_checks_is_touched_in_the_few_files_that_call_the_system() => Assert.Equal(
        [
            "src/Ringback.Datagrams/DatagramInbox.cs", "src/Ringback.Datagrams/DatagramOutbox.cs",
            "src/Ringback.Datagrams/Kernel/Libc.cs", "src/Ringback.Datagrams/Linux/EpollPoller.cs",
            "src/Ringback.Datagrams/Linux/LinuxPort.cs", "src/Ringback.Datagrams/Linux/NeighbourRequest.cs",
            "src/Ringback.Datagrams/Linux/PacketCalls.cs", "src/Ringback.Datagrams/Linux/PacketPort.cs",
            "src/Ringback.Datagrams/Linux/PacketTap.cs", "src/Ringback.Datagrams/Linux/TapCalls.cs",
            "src/Ringback.Datagrams/Linux/TapPort.cs", "src/Ringback.Datagrams/Linux/WakeableFile.cs",
            "src/Ringback.Datagrams/NativeArray.cs",
            "src/Ringback.Datagrams/PinnedBytes.cs", "src/Ringback.Datagrams/Portable/PcapCalls.cs",
            "src/Ringback.Datagrams/Portable/PcapTap.cs", "src/Ringback.Datagrams/Portable/SocketPort.cs",
            "src/Ringback.Observation/Sightings/PhoneTrail.cs", "src/Ringback.Workbench/Proofs/ProofHtml.cs",
            "src/Ringback.Workbench/Rights/Account.cs",
        ],
        Repository.Code("src/").Where(file => CodeRules.UncheckedMemory(file).Any()).Select(file => file.Path)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void What_lies_on_the_stack_has_a_size_that_is_written_down() => Repository.Expect(
        Repository.Code("src/").SelectMany(CodeRules.StackOfAnySize),
        "Use a constant, or an array: a size from outside ends the program:");

    [Fact]
    public void No_catch_is_silent() => Repository.Expect(
        Repository.Code("src/").Concat(Repository.Code("bench/")).SelectMany(CodeRules.SilentCatch),
        "Say with 'when' which failure is meant, or log or return something:");
}
