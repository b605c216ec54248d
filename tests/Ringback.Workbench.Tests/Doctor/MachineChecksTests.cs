using Ringback.Catalogue.Problems;
using Ringback.Journal;
using Ringback.Workbench.Doctor;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Tests.Doctor;

/// <summary>Rights, clock, disk, and addresses left behind.</summary>
public sealed class MachineChecksTests
{
    [Theory]
    [InlineData("000001ffffffffff", "1024", ProblemSeverity.Ok, ProblemSeverity.Ok)]
    [InlineData("0000000000000400", "1024", ProblemSeverity.Ok, ProblemSeverity.Warning)]
    [InlineData("0000000000002000", "1024", ProblemSeverity.Error, ProblemSeverity.Ok)]
    [InlineData("0000000000000000", "0", ProblemSeverity.Ok, ProblemSeverity.Warning)]
    [InlineData("0000000000000000", "69", ProblemSeverity.Warning, ProblemSeverity.Warning)]
    public void Linux_rights_are_read(string rights, string firstOpen, ProblemSeverity ports, ProblemSeverity frames) =>
        Assert.Equal([ports, frames],
            RightsCheck.Judge($"Name:\tx\nCapEff:\t{rights}\n", firstOpen, 69).Select(c => c.Severity));

    [Fact]
    public void Rights_that_cannot_be_read_are_unknown() =>
        Assert.Equal(ProblemSeverity.Unknown, Assert.Single(RightsCheck.Judge("", null, 69)).Severity);

    [Fact]
    public void A_clock_before_the_program_was_made_is_wrong()
    {
        DateTimeOffset built = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal("clock-before-build", ClockCheck.Judge(built.AddDays(-2), built).Code);
        Assert.Equal("clock-sane", ClockCheck.Judge(built.AddHours(-12), built).Code);
        Assert.Equal("clock-sane", ClockCheck.Judge(built.AddYears(1), built).Code);
    }

    [Fact]
    public void The_program_was_made_when_a_file_of_it_was_written()
    {
        Assert.True(File.Exists(ClockCheck.ProgramFile));
        Assert.StartsWith(AppContext.BaseDirectory, ClockCheck.ProgramFile);
    }

    [Theory]
    [InlineData(0, "yes\n", "clock-synchronised")]
    [InlineData(0, "no\n", "clock-not-synchronised")]
    [InlineData(1, "Failed to connect to bus", "clock-unknown")]
    public void Timedatectl_is_read(int exitCode, string output, string code) =>
        Assert.Equal(code, ClockCheck.JudgeSynchronisation(new ToolOutcome(exitCode, output, null)).Code);

    [Theory]
    [InlineData(10, 100, "disk-nearly-full")]
    [InlineData(10_000, 100_000, "disk-writable")]
    [InlineData(4, 100, "disk-full")]
    [InlineData(4_000, 4_000_000, "disk-full")]
    [InlineData(5_000, 4_000_000, "disk-writable")]
    public void A_disk_without_room_is_told(long megabytes, long total, string code)
    {
        DiskSpace disk = new(megabytes * 1024 * 1024, total * 1024 * 1024);
        Assert.Equal(code, DiskCheck.JudgeRoom("data", "/d", disk).Code);
    }

    [Fact]
    public void Every_fate_of_a_leftover_has_its_code()
    {
        string[] codes =
        [
            .. Enum.GetValues<LeftoverFate>().Select(f =>
                BenchAddressCheck.Tell(new Leftover(f, "eth0", "192.168.77.1/24", "so", "type this")).Code),
        ];
        Assert.Equal(
            [
                "bench-address-undone", "bench-address-undone", "bench-address-in-use", "bench-address-elsewhere",
                "bench-address-stuck", "bench-address-unreadable",
            ],
            codes);
    }
}
