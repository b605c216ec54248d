using Ringback.Files.Firmware;
using Ringback.Simulation.Handsets;

namespace Ringback.Simulation.Tests.Handsets;

/// <summary>What a Java phone does not take: it stays on the load it has, and registers with that.</summary>
public sealed class JavaRefusalTests
{
    private const string Old = "SCCP41.8-5-2S";
    private const string New = "SCCP41.9-4-2SR3-1S";
    private const string List = New + ".loads";

    private static readonly string[] Parts =
    [
        "jar41sccp.9-4-2SR3-1.sbn", "cnu41.9-4-2SR3-1.sbn", "apps41.9-4-2SR3-1.sbn", "dsp41.9-4-2SR3-1.sbn",
        "cvm41sccp.9-4-2SR3-1.sbn",
    ];

    public static TheoryData<string> Files => [List, .. Parts];

    [Theory]
    [MemberData(nameof(Files))]
    public Task A_damaged_file_is_not_taken(string name) => ExpectRefusalAsync(name, PhoneFiles.Damaged);

    [Theory]
    [MemberData(nameof(Files))]
    public Task A_file_that_ends_early_is_not_taken(string name) => ExpectRefusalAsync(name, c => c[..^4]);

    [Theory]
    [MemberData(nameof(Files))]
    public Task An_unsigned_file_is_not_taken(string name) => ExpectRefusalAsync(name, content =>
        SignedEnvelope.TryRead(content, out SignedEnvelope? envelope, out _)
            ? envelope.Payload(content).ToArray()
            : throw new InvalidOperationException(name));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_of_another_release_under_its_name_is_not_taken(string name)
    {
        ScriptedBench other = new();
        other.With("SCCP41.9-3-1S");
        await ExpectRefusalAsync(name, _ =>
            other.Files[name.Replace("9-4-2SR3-1", "9-3-1", StringComparison.Ordinal)]);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_missing_file_leaves_it_on_the_old_load(string name)
    {
        ScriptedBench bench = new();
        bench.With(New).With(ScriptedBench.Sep, PhoneFiles.Sccp(New));
        bench.Files.Remove(name);
        await ExpectOldAsync(bench, name);
    }

    [Fact]
    public async Task A_set_of_another_family_is_not_taken()
    {
        ScriptedBench bench = new();
        bench.With("SCCP42.9-4-2SR3-1S").With(ScriptedBench.Sep, PhoneFiles.Sccp("SCCP42.9-4-2SR3-1S"));
        await ExpectOldAsync(bench, "SCCP42.9-4-2SR3-1S.loads");
    }

    [Fact]
    public async Task A_load_of_a_7940_is_not_taken()
    {
        ScriptedBench bench = new();
        bench.With("P0S3-8-12-00").With(ScriptedBench.Sep, PhoneFiles.Sccp("P0S3-8-12-00"));
        await ExpectOldAsync(bench, "P0S3-8-12-00.loads");
    }

    [Theory]
    [InlineData(true, Old)]
    [InlineData(false, New)]
    public async Task Letter_case_of_the_name_counts_for_a_strict_phone(bool strict, string registered)
    {
        ScriptedBench bench = new();
        bench.IgnoresCase = true;
        bench.With(New).With(ScriptedBench.Sep, PhoneFiles.Sccp(New.ToLowerInvariant()));
        HandsetRun run = await bench.RunAsync("7941G", Old, new HandsetQuirks { CaseStrict = strict });
        Assert.Equal(registered, run.Registered, ignoreCase: true);
    }

    [Theory]
    [InlineData(false, "SCCP70.8-2-1S")]
    [InlineData(true, "SCCP70.8-3-3S")]
    public async Task Capital_jar_is_found_by_a_server_that_ignores_case(bool ignoresCase, string registered)
    {
        ScriptedBench bench = new();
        bench.IgnoresCase = ignoresCase;
        bench.With("SCCP70.8-3-3S").With(ScriptedBench.Sep, PhoneFiles.Sccp("SCCP70.8-3-3S"));
        HandsetRun run =
            await bench.RunAsync("7970G", "SCCP70.8-2-1S", new HandsetQuirks { AsksCapitalJar = true });
        Assert.Equal(registered, run.Registered);
        Assert.Contains("Jar70sccp.8-3-3.sbn", bench.Asked);
    }

    [Theory]
    [InlineData("SIP42.9-4-2SR3-1S", 4, false, true)]
    [InlineData("SIP42.9-4-2SR3-1S", 4, true, true)]
    [InlineData("SIP42.9-4-2SR3-1S", 2, false, true)]
    [InlineData("SIP42.9-4-2SR3-1S", 2, true, false)]
    [InlineData("SIP42.9-4-2SR3-1S", 7, false, false)]
    [InlineData("SIP42.9-4-2SR3-1S", 7, true, false)]
    [InlineData("SIP42.8-3-3S", 1, false, false)]
    [InlineData("SIP42.8-3-3S", 1, true, false)]
    public async Task Late_hardware_takes_only_lists_whose_number_does(string load, int word, bool mask, bool takes)
    {
        ScriptedBench bench = new();
        bench.With(load).With(ScriptedBench.Sep, PhoneFiles.Sip(load));
        HandsetQuirks late = new() { HardwareWord = word, HardwareWordIsMask = mask };
        HandsetRun run = await bench.RunAsync("7942G", "SIP42.9-3-1SR1S", late);
        Assert.Equal(takes ? load : "SIP42.9-3-1SR1S", run.Registered);
        Assert.Equal(!takes, run.Shown.Contains("Load rejected - hardware compatibility mismatch"));
    }

    private static async Task ExpectRefusalAsync(string name, Func<byte[], byte[]> spoil)
    {
        ScriptedBench bench = new();
        bench.With(New).With(ScriptedBench.Sep, PhoneFiles.Sccp(New));
        bench.Files[name] = spoil(bench.Files[name]);
        HandsetRun run = await ExpectOldAsync(bench, name);
        Assert.Contains(run.Shown, s => s.StartsWith("Load", StringComparison.Ordinal));
    }

    /// <summary>It asked for the file last, registered with the old load, and its flash is as it was.</summary>
    private static async Task<HandsetRun> ExpectOldAsync(ScriptedBench bench, string last)
    {
        HandsetRun run = await bench.RunAsync("7941G", Old);
        Assert.Equal((Old, 1), (run.Registered, run.Boots));
        Assert.Equal(ScriptedBench.Flash("7941G", Old), run.Flash);
        Assert.Equal(last, bench.Asked[^1]);
        return run;
    }
}
