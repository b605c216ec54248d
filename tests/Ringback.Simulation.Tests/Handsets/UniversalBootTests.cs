using Ringback.Simulation.Handsets;

namespace Ringback.Simulation.Tests.Handsets;

/// <summary>7940 and 7960 with the universal loader, and what some of them do otherwise.</summary>
public sealed class UniversalBootTests
{
    private const string Sccp = "P0030801SR02";
    private const string Sip = "P0S3-8-12-00";
    private const string Mgcp = "P0M3-07-7-00";

    [Theory]
    [InlineData(Sccp, Sip)]
    [InlineData(Sccp, Mgcp)]
    [InlineData(Sip, Sccp)]
    [InlineData(Sip, Mgcp)]
    [InlineData(Mgcp, Sccp)]
    [InlineData(Mgcp, Sip)]
    public async Task Every_protocol_leads_to_every_other(string from, string to)
    {
        ScriptedBench bench = new();
        bench.With(to).With(ScriptedBench.Sep, PhoneFiles.Xml("loadInformation", to))
            .With("SIPDefault.cnf", PhoneFiles.Cnf(to));
        HandsetRun run = await bench.RunAsync("7960G", from);
        Assert.Equal((to, 3), (run.Registered, run.Boots));
        Assert.Equal(to + ".sb2", bench.Asked.Last(n => n.Contains(".sb", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("P0030801SR02.loads", 1)]
    [InlineData("P0030801SR02.sbn", 1)]
    [InlineData("P0030801SR02.sb2", 2)]
    public async Task A_damaged_file_is_not_taken(string name, int boots)
    {
        ScriptedBench bench = new();
        bench.With(Sccp).With(ScriptedBench.Sep, PhoneFiles.Xml("loadInformation", Sccp))
            .With("SIPDefault.cnf", PhoneFiles.Cnf(Sip));
        bench.Files[name] = PhoneFiles.Damaged(bench.Files[name]);
        HandsetRun run = await bench.RunAsync("7960G", Sip);
        Assert.Equal((Sip, boots), (run.Registered, run.Boots));
    }

    [Theory]
    [InlineData("P0030801SR02.loads", "P00308010100.loads", 1)]
    [InlineData("P0030801SR02.sbn", "P00308010100.sbn", 1)]
    [InlineData("P0030801SR02.sb2", "P00308010100.sb2", 2)]
    [InlineData("P0030801SR02.sb2", "P0030801SR02.sbn", 2)]
    [InlineData("P0030801SR02.loads", "SCCP41.9-4-2SR3-1S.loads", 1)]
    public async Task A_file_with_another_content_is_not_taken(string name, string content, int boots)
    {
        ScriptedBench bench = new();
        bench.With(Sccp, "P00308010100", "SCCP41.9-4-2SR3-1S")
            .With(ScriptedBench.Sep, PhoneFiles.Xml("loadInformation", Sccp))
            .With("SIPDefault.cnf", PhoneFiles.Cnf(Sip));
        bench.With(name, bench.Files[content]);
        HandsetRun run = await bench.RunAsync("7960G", Sip);
        Assert.Equal((Sip, boots), (run.Registered, run.Boots));
        Assert.Contains("File Auth Error", run.Shown);
    }

    [Theory]
    [InlineData("P00305000300")]
    [InlineData("P0S3-06-3-00")]
    public async Task A_signed_load_from_before_takes_the_loader_away(string older)
    {
        ScriptedBench bench = new();
        bench.With(older).With(ScriptedBench.Sep, PhoneFiles.Xml("loadInformation", older))
            .With("SIPDefault.cnf", PhoneFiles.Cnf(older));
        HandsetRun run = await bench.RunAsync("7960G", Sccp);
        Assert.Equal((older, null), (run.Registered, run.Flash.Loader));
        Assert.Equal([ScriptedBench.Trust, ScriptedBench.Sep, older + ".loads", older + ".sbn", "OS79XX.TXT"],
            bench.Asked.Take(5));
    }

    [Fact]
    public async Task An_unsigned_image_is_never_asked_for_and_the_way_back_can_be_switched_off()
    {
        ScriptedBench bench = new();
        bench.With("P00303020214", "P00305000300")
            .With(ScriptedBench.Sep, PhoneFiles.Xml("loadInformation", "P00303020214"));
        HandsetRun unsigned = await bench.RunAsync("7960G", Sccp);
        bench.With(ScriptedBench.Sep, PhoneFiles.Xml("loadInformation", "P00305000300"));
        HandsetQuirks stays = new() { LoaderTakesOlderSignedImages = false };
        HandsetRun signed = await bench.RunAsync("7960G", Sccp, stays);
        Assert.Equal((Sccp, Sccp), (unsigned.Registered, signed.Registered));
        Assert.Contains("P00303020214.sbn", bench.Asked);
        Assert.DoesNotContain(bench.Asked, n => n.EndsWith(".bin", StringComparison.Ordinal)
            || n == "P00305000300.sbn");
    }

    [Theory]
    [InlineData("P0S3-07-2-00", true, true)]
    [InlineData("P0S3-07-2-00", false, false)]
    [InlineData("P0S3-07-5-00", true, false)]
    public async Task An_early_loader_asks_for_its_trust_list_until_there_is_one(string load, bool quirk, bool loops)
    {
        ScriptedBench bench = new();
        HandsetQuirks quirks = new() { EarlyLoaderCtlsepLoop = quirk };
        await bench.RunAsync("7940G", load, quirks, mostBoots: 1);
        Assert.Equal(loops ? 10 : 1, bench.Asked.Count(n => n == ScriptedBench.Trust));
        Assert.Equal(!loops, bench.Asked.Contains(ScriptedBench.Sep));
    }

    [Fact]
    public async Task With_a_trust_list_an_early_loader_asks_for_its_own_file_until_there_is_one()
    {
        ScriptedBench bench = new();
        HandsetQuirks quirks = new() { EarlyLoaderCtlsepLoop = true };
        HandsetFlash flash = ScriptedBench.Flash("7940G", "P0S3-07-2-00") with { Load = null };
        bench.With(ScriptedBench.Trust, [(byte)' ']);
        await bench.RunAsync("7940G", flash, quirks, mostBoots: 1);
        Assert.Equal(10, bench.Asked.Count(n => n == ScriptedBench.Sep));
        bench.With(ScriptedBench.Sep, []);
        HandsetRun empty = await bench.RunAsync("7940G", flash, quirks, mostBoots: 1);
        Assert.Contains("Protocol Application Invalid", empty.Shown);
        bench.With("P0S3-07-2-00").With(ScriptedBench.Sep, PhoneFiles.Xml("loadInformation8", "P0S3-07-2-00"))
            .With("SIPDefault.cnf", PhoneFiles.Cnf("P0S3-07-2-00"));
        Assert.Equal("P0S3-07-2-00", (await bench.RunAsync("7940G", flash, quirks)).Registered);
    }

    [Theory]
    [InlineData("P00308010200", "P00308000400", 2)]
    [InlineData("P00308000400", "P00308000400", 1)]
    public async Task Some_units_fetch_a_newer_SCCP_application_twice_and_start_the_old_one(
        string to, string registered, int fetched)
    {
        ScriptedBench bench = new();
        bench.With(to).With(ScriptedBench.Sep, PhoneFiles.Xml("loadInformation", to));
        HandsetQuirks quirks = new() { RefusesSccpNewerThan804 = true };
        string from = fetched == 1 ? "P00308000200" : "P00308000400";
        HandsetRun run = await bench.RunAsync("7960G", from, quirks);
        Assert.Equal(registered, run.Registered);
        Assert.Equal(to, run.Flash.Loader);
        Assert.Equal(fetched, bench.Asked.Count(n => n == to + ".sb2"));
    }

    [Theory]
    [InlineData("P0S3-07-5-00", null, false)]
    [InlineData("P0S3-07-5-00", true, true)]
    [InlineData("P0M3-07-7-00", null, true)]
    [InlineData("P0M3-07-7-00", false, false)]
    [InlineData("P0S3-8-11-00", null, false)]
    [InlineData("P0S3-8-12-00", null, true)]
    public async Task Only_a_loader_that_knows_the_newer_key_takes_what_is_signed_with_it(
        string from, bool? knows, bool takes)
    {
        ScriptedBench bench = new();
        bench.With(Sccp).With(ScriptedBench.Sep, PhoneFiles.Xml("loadInformation", Sccp))
            .With("SIPDefault.cnf", PhoneFiles.Cnf(from));
        HandsetRun run = await bench.RunAsync("7960G", from, new HandsetQuirks { KnowsNewKey = knows });
        Assert.Equal(takes ? Sccp : from, run.Registered);
    }

    [Fact]
    public async Task The_loader_of_8_12_is_bridge_enough_to_the_newer_key()
    {
        ScriptedBench bench = new();
        HandsetFlash flash = ScriptedBench.Flash("7960G", "P003-8-12-00") with { Load = "P0S3-07-5-00" };
        bench.With(Sccp).With(ScriptedBench.Sep, PhoneFiles.Xml("loadInformation", Sccp));
        Assert.Equal(Sccp, (await bench.RunAsync("7960G", flash)).Registered);
    }
}
