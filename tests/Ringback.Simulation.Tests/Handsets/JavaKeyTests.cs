using Ringback.Simulation.Handsets;

namespace Ringback.Simulation.Tests.Handsets;

/// <summary>The two signing keys, and what follows a factory reset.</summary>
public sealed class JavaKeyTests
{
    private const string BeforeBoth = "SCCP41.8-2-1S";
    private const string Bridge = "SCCP41.8-5-2S";
    private const string Newest = "SCCP41.9-4-2SR3-1S";
    private const string Default = "term41.default.loads";

    [Theory]
    [InlineData(BeforeBoth, "SCCP41.8-5-3S")]
    [InlineData(BeforeBoth, Newest)]
    [InlineData("SCCP41.8-3-2S", Newest)]
    public async Task A_release_before_8_3_3_asks_for_a_new_list_at_every_boot_and_for_no_part(string from, string to)
    {
        ScriptedBench bench = new();
        bench.With(to).With(ScriptedBench.Sep, PhoneFiles.Sccp(to));
        HandsetRun first = await bench.RunAsync("7941G", from);
        HandsetRun second = await bench.RunAsync("7941G", first.Flash);
        Assert.Equal((from, from), (first.Registered, second.Registered));
        string[] boot = [ScriptedBench.Trust, ScriptedBench.Sep, to + ".loads"];
        Assert.Equal([.. boot, .. boot], bench.Asked);
        Assert.Contains("Load Authentication Failed", first.Shown);
    }

    [Fact]
    public async Task Over_a_bridge_it_gets_there()
    {
        ScriptedBench bench = new();
        bench.With(Bridge, Newest).With(ScriptedBench.Sep, PhoneFiles.Sccp(Bridge));
        HandsetRun bridged = await bench.RunAsync("7941G", BeforeBoth);
        bench.With(ScriptedBench.Sep, PhoneFiles.Sccp(Newest));
        HandsetRun done = await bench.RunAsync("7941G", bridged.Flash);
        Assert.Equal((Bridge, Newest), (bridged.Registered, done.Registered));
    }

    [Theory]
    [InlineData(false, Newest)]
    [InlineData(true, Bridge)]
    public async Task A_phone_that_knows_the_old_key_only_refuses_the_new_one_on_any_release(
        bool onlyOld, string registered)
    {
        ScriptedBench bench = new();
        bench.With(Newest).With(ScriptedBench.Sep, PhoneFiles.Sccp(Newest));
        HandsetRun run = await bench.RunAsync("7941G", Bridge, new HandsetQuirks { KnowsOldKeyOnly = onlyOld });
        Assert.Equal(registered, run.Registered);
    }

    [Fact]
    public async Task After_a_factory_reset_the_default_list_comes_first()
    {
        ScriptedBench bench = new();
        bench.With("SCCP42.8-3-2S").With("XMLDefault.cnf.xml", PhoneFiles.Sccp());
        HandsetFlash flash = Reset("7942G", "SIP42.8-4-2S");
        HandsetRun run = await bench.RunAsync("7942G", flash);
        Assert.Equal(("SCCP42.8-3-2S", false), (run.Registered, run.Flash.IsReset));
        Assert.Equal(["term42.default.loads", "jar42sccp.8-3-2.sbn", "cnu42.8-3-2.sbn", "apps42.8-3-2.sbn",
            "dsp42.8-3-2.sbn", "cvm42sccp.8-3-2.sbn", ScriptedBench.Trust, ScriptedBench.Sep, "XMLDefault.cnf.xml"],
            bench.Asked);
    }

    [Theory]
    [InlineData("7906G", "SCCP11.9-4-2SR1-1S", "term06.default.loads")]
    [InlineData("7961G-GE", Newest, "term61.default.loads")]
    [InlineData("7971G-GE", "SCCP70.9-4-2SR3-1S", "term71.default.loads")]
    public async Task Each_model_has_a_default_list_of_its_own(string model, string load, string list)
    {
        ScriptedBench bench = new();
        bench.With(load).With(ScriptedBench.Sep, PhoneFiles.Sccp());
        HandsetRun run = await bench.RunAsync(model, Reset(model, load));
        Assert.Equal((load, list), (run.Registered, bench.Asked[0]));
    }

    [Fact]
    public async Task Without_a_default_list_it_goes_on_with_its_files()
    {
        ScriptedBench bench = new();
        bench.With(ScriptedBench.Sep, PhoneFiles.Sccp());
        HandsetRun run = await bench.RunAsync("7941G", Reset("7941G", Bridge));
        Assert.Equal((Bridge, false), (run.Registered, run.Flash.IsReset));
        Assert.Equal([Default, ScriptedBench.Trust, ScriptedBench.Sep], bench.Asked);
    }

    [Fact]
    public async Task Resident_code_that_knows_the_old_key_asks_on_until_there_is_an_old_set()
    {
        ScriptedBench bench = new();
        HandsetQuirks quirks = new() { DefaultManifestLoop = true };
        bench.With(Newest).With(ScriptedBench.Sep, PhoneFiles.Sccp());
        HandsetRun stuck = await bench.RunAsync("7941G", Reset("7941G", Newest), quirks, mostBoots: 3);
        Assert.Null(stuck.Registered);
        Assert.Equal([Default, Default, Default, Default, Default, Default], bench.Asked);
        bench.With(Bridge);
        Assert.Equal(Bridge, (await bench.RunAsync("7941G", stuck.Flash, quirks)).Registered);
    }

    private static HandsetFlash Reset(string model, string load) =>
        ScriptedBench.Flash(model, load).AfterFactoryReset(ScriptedBench.Model(model));
}
