using Ringback.Catalogue;
using Ringback.Simulation.Handsets;

namespace Ringback.Workbench.Tests.Conversions;

/// <summary>Phones that do what is documented of some of them, led by the real servers.</summary>
public sealed class MisbehaviourTests(CollectedLibrary library) : IClassFixture<CollectedLibrary>
{
    [Fact]
    public Task A_loader_that_loops_on_its_trust_list_gets_a_dummy_and_goes_on() => ReachesAsync(
        new ConversionPair("7960", "P0S3-07-2-00", "P0S3-8-12-00"), new HandsetQuirks { EarlyLoaderCtlsepLoop = true },
        "ctlsep-loop");

    [Fact]
    public Task A_phone_that_knows_the_older_key_only_crosses_the_bridge() => ReachesAsync(
        new ConversionPair("7970G", "SCCP70.8-2-1S", "SIP70.9-4-2SR3-1S"), new HandsetQuirks(), "cross the bridge");

    [Fact]
    public Task A_phone_that_asks_for_a_capital_jar_gets_it() => ReachesAsync(
        new ConversionPair("7970G", "SCCP70.8-2-1S", "SCCP70.8-5-2S"), new HandsetQuirks { AsksCapitalJar = true },
        "Jar70");

    [Fact]
    public async Task A_phone_that_was_reset_and_asks_again_for_its_list_gets_the_older_set()
    {
        ConversionPair pair = new("7906G", "SCCP11.8-2-1S", "SCCP11.9-4-2SR3-1S");
        PhoneModel model = PhoneCatalogue.BuiltIn.Find(pair.Model)!;
        await using LeadBench bench = new(library, pair, Mishaps.None)
        {
            Quirks = new HandsetQuirks { DefaultManifestLoop = true },
            Flash = HandsetFlash.Running(model, pair.From).AfterFactoryReset(model),
        };
        Assert.Null(await bench.LeadAsync());
        Assert.Contains(bench.Story, line => line.Contains("jar11sccp.8-5-2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_phone_that_takes_no_SCCP_after_8_0_4_keeps_its_load_and_the_reason_is_told()
    {
        ConversionPair pair = new("7940G", "P0S3-8-12-00", "P0030801SR02");
        await using LeadBench bench = new(library, pair, Mishaps.None)
        {
            Quirks = new HandsetQuirks { RefusesSccpNewerThan804 = true },
        };
        string? fault = await bench.LeadAsync();
        Assert.Contains("Refused", fault);
        Assert.Contains("image-rejected", fault);
        Assert.Equal("P0S3-8-12-00", bench.Flash!.Load);
        Assert.True(bench.Flash.HasGoodImage);
    }

    [Fact]
    public async Task A_phone_whose_image_id_is_the_one_that_is_offered_gets_the_next()
    {
        ConversionPair pair = new("7912G", "CP7912060000SCCP040101A", "CP7912080001SIP060412A");
        PhoneModel model = PhoneCatalogue.BuiltIn.Find(pair.Model)!;
        await using LeadBench bench = new(library, pair, Mishaps.None)
        {
            Flash = HandsetFlash.Running(model, pair.From) with { ImageId = 0x060412A },
        };
        Assert.Null(await bench.LeadAsync());
        Assert.Contains(bench.Story, line => line.Contains("0x060412b", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_old_7905_that_checks_no_signatures_takes_the_unsigned_image()
    {
        ConversionPair pair = new("7905G", "CP7905060000SCCP040101A", "CP7905080001SIP060412A");
        PhoneModel model = PhoneCatalogue.BuiltIn.Find(pair.Model)!;
        await using LeadBench bench = new(library, pair, Mishaps.None)
        {
            Flash = HandsetFlash.Running(model, pair.From) with { ChecksSignatures = false },
        };
        Assert.Null(await bench.LeadAsync());
        Assert.Contains(bench.Story, line => line.Contains(".zup", StringComparison.Ordinal));
    }

    private async Task ReachesAsync(ConversionPair pair, HandsetQuirks quirks, string told)
    {
        await using LeadBench bench = new(library, pair, Mishaps.None) { Quirks = quirks };
        string? fault = await bench.LeadAsync();
        Assert.True(fault is null, $"{fault}\n{string.Join('\n', bench.Story)}");
        Assert.Contains(bench.Story, line => line.Contains(told, StringComparison.Ordinal));
    }
}
