using Ringback.Catalogue;
using Ringback.Simulation.Handsets;
using Ringback.Simulation.Network;
using Ringback.Simulation.Tests.Lan;

namespace Ringback.Simulation.Tests.Handsets;

public sealed class HandsetTests
{
    [Fact]
    public void Every_model_of_four_families_can_be_simulated()
    {
        string[] able = [.. PhoneCatalogue.BuiltIn.Models
            .Where(m => Handset.CanSimulate(m, PhoneCatalogue.BuiltIn)).Select(m => m.Model).Order()];
        Assert.Equal(
            ["7902G", "7905G", "7906G", "7911G", "7912G", "7931G", "7940", "7940G", "7941G", "7941G-GE", "7942G",
                "7945G", "7960", "7960G", "7961G", "7961G-GE", "7962G", "7965G", "7970G", "7971G-GE", "7975G",
                "ATA 186", "ATA 188"],
            able);
    }

    [Fact]
    public void A_model_that_cannot_be_simulated_is_refused()
    {
        PhoneModel model = ScriptedBench.Model("7921G");
        Assert.Throws<ArgumentException>(() => new Handset(new HandsetOptions
        {
            Mac = default, Model = model, Flash = new HandsetFlash(), Tftp = new(0, 69),
        }));
    }

    [Theory]
    [InlineData("7941G", "SCCP42.9-4-2SR3-1S")]
    [InlineData("7941G", "P0S3-8-12-00")]
    [InlineData("7960G", "SCCP41.9-4-2SR3-1S")]
    [InlineData("7912G", "CP7905080003SCCP070409A")]
    [InlineData("7960G", "nonsense")]
    public void A_phone_runs_loads_of_its_own_family(string model, string load) =>
        Assert.Throws<ArgumentException>(() => ScriptedBench.Flash(model, load));

    [Fact]
    public void A_factory_reset_of_a_universal_loader_keeps_the_application_and_erases_what_it_was_told()
    {
        HandsetFlash flash = ScriptedBench.Flash("7960G", "P0S3-8-12-00") with
        {
            Line = new HandsetLine(new(ScriptedBench.Address, 5060), "1600"), HasTrustList = true,
        };
        HandsetFlash reset = flash.AfterFactoryReset(ScriptedBench.Model("7960G"));
        Assert.Equal(flash with { Line = null, HasTrustList = false }, reset);
        Assert.True(reset.HasGoodImage);
    }

    [Fact]
    public void A_loader_alone_is_no_good_image()
    {
        HandsetFlash flash = ScriptedBench.Flash("7960G", "P003-8-12-00");
        Assert.Equal((null, "P003-8-12-00", false), (flash.Load, flash.Loader, flash.HasGoodImage));
    }

    [Theory]
    [InlineData("7941G", "SCCP41.8-5-2S", "SIP41.9-4-2SR3-1S", 1)]
    [InlineData("7941G", "SCCP41.8-5-2S", "SIP41.9-4-2SR3-1S", 2)]
    [InlineData("7912G", "CP7912080004SCCP080108A", "CP7912080001SIP060412A", 3)]
    [InlineData("7912G", "CP7912080004SCCP080108A", "CP7912080001SIP060412A", 4)]
    public async Task A_network_that_loses_packets_delays_it(string model, string from, string to, int seed)
    {
        ScriptedBench bench = new(new NetworkDice(seed, 0.1, 0.05, TimeSpan.FromMilliseconds(40)));
        bench.With(to).With(ScriptedBench.Sep, PhoneFiles.Sip(model == "7941G" ? to : null))
            .With("gk000e84c060a6", PhoneFiles.Profile(
                $"upgradecode:3,0x601,0x0400,0x0100,0.0.0.0,69,0x1,{to}.sbin",
                $"Proxy:192.0.2.1\nOutBoundProxy:192.0.2.1:{LanRegistrars.SipPort}"));
        Assert.Equal(to, (await bench.RunAsync(model, from, mostBoots: 20)).Registered);
    }

    [Fact]
    public async Task Its_log_says_what_it_did()
    {
        ScriptedBench bench = new();
        bench.With("SCCP70.8-3-3S").With(ScriptedBench.Sep, PhoneFiles.Sccp("SCCP70.8-3-3S"));
        List<string> log = [];
        HandsetOptions options = bench.Options("7970G", ScriptedBench.Flash("7970G", "SCCP70.8-2-1S"));
        await using Handset phone = new(options with { Log = log.Add });
        Assert.Equal("SCCP70.8-3-3S", await bench.RunAsync(phone, 4));
        Assert.Contains("asks for SCCP70.8-3-3S.loads", log);
        Assert.Contains("writes SCCP70.8-3-3S", log);
        Assert.Contains("shows Registering", log);
    }
}
