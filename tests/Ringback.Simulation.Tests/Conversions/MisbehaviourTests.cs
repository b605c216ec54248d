using Ringback.Catalogue;
using Ringback.Simulation.Handsets;

namespace Ringback.Simulation.Tests.Conversions;

/// <summary>Phones that do what is documented of some of them.</summary>
public sealed class MisbehaviourTests
{
    [Fact]
    public void A_loader_that_loops_on_its_trust_list_is_told_each_time_that_there_is_none()
    {
        LedResult result = new LedPhone(ConversionPage.Library,
            new ConversionPair("7960", "P0S3-07-2-00", "P0S3-8-12-00"), Mishaps.None)
        {
            Quirks = new HandsetQuirks { EarlyLoaderCtlsepLoop = true },
        }.Lead();
        string[] told = [.. result.Story.Where(l => l.Contains("its security trust list", StringComparison.Ordinal))];
        Assert.NotEmpty(told);
        Assert.All(told, line => Assert.Contains("there is none", line));
    }

    [Fact]
    public void A_phone_that_knows_the_older_key_only_crosses_the_bridge() => Reaches(
        new ConversionPair("7970G", "SCCP70.8-2-1S", "SIP70.9-4-2SR3-1S"), new HandsetQuirks(), "jar70sccp.8-5-2");

    [Fact]
    public void A_phone_that_asks_for_a_capital_jar_gets_it() => Reaches(
        new ConversionPair("7970G", "SCCP70.8-2-1S", "SCCP70.8-5-2S"), new HandsetQuirks { AsksCapitalJar = true },
        "Jar70");

    [Fact]
    public void A_phone_that_was_reset_and_asks_again_for_its_list_gets_the_older_set()
    {
        ConversionPair pair = new("7906G", "SCCP11.8-2-1S", "SCCP11.9-4-2SR3-1S");
        PhoneModel model = PhoneCatalogue.BuiltIn.Find(pair.Model)!;
        Reaches(pair, new HandsetQuirks { DefaultManifestLoop = true }, "jar11sccp.8-5-2",
            HandsetFlash.Running(model, pair.From).AfterFactoryReset(model));
    }

    [Fact]
    public void A_phone_that_takes_no_SCCP_after_8_0_4_keeps_its_load_and_the_reason_is_told()
    {
        ConversionPair pair = new("7940G", "P0S3-8-12-00", "P0030801SR02");
        LedPhone phone = new(ConversionPage.Library, pair, Mishaps.None)
        {
            Quirks = new HandsetQuirks { RefusesSccpNewerThan804 = true },
        };
        LedResult result = phone.Lead();
        Assert.True(result.End is LedEnd.Refused, Told(result));
        Assert.Contains("image-rejected", result.Reason);
        Assert.Equal("P0S3-8-12-00", phone.Flash.Load);
    }

    [Fact]
    public void A_loader_that_lacks_the_key_keeps_its_load_and_the_missing_bridge_is_named()
    {
        LibraryShelf shelf = new(ConversionPage.Files(["P0030801SR02"]));
        LedPhone phone = new(shelf, new ConversionPair("7960G", "P0S3-07-5-00", "P0030801SR02"), Mishaps.None);
        LedResult result = phone.Lead();
        Assert.True(result.End is LedEnd.Refused, Told(result));
        Assert.Contains("P0S3-8-12-00.loads, P003-8-12-00.sbn", result.Reason);
        Assert.Equal(("P003-07-5-00", "P0S3-07-5-00"), (phone.Flash.Loader, phone.Flash.Load));
    }

    [Fact]
    public void A_phone_whose_image_id_is_the_one_that_is_offered_gets_the_next()
    {
        ConversionPair pair = new("7912G", "CP7912060000SCCP040101A", "CP7912080001SIP060412A");
        PhoneModel model = PhoneCatalogue.BuiltIn.Find(pair.Model)!;
        LedPhone phone = new(ConversionPage.Library, pair, Mishaps.None)
        {
            Flash = HandsetFlash.Running(model, pair.From) with { ImageId = 0x060412A },
        };
        LedResult result = phone.Lead();
        Assert.True(result.End is LedEnd.Proved, Told(result));
        Assert.Equal(0x060412Bu, phone.Flash.ImageId);
    }

    [Fact]
    public void An_old_7905_that_checks_no_signatures_takes_the_unsigned_image()
    {
        ConversionPair pair = new("7905G", "CP7905060000SCCP040101A", "CP7905080001SIP060412A");
        PhoneModel model = PhoneCatalogue.BuiltIn.Find(pair.Model)!;
        Reaches(pair, new HandsetQuirks(), ".zup",
            HandsetFlash.Running(model, pair.From) with { ChecksSignatures = false });
    }

    private static void Reaches(
        ConversionPair pair, HandsetQuirks quirks, string told, HandsetFlash? flash = null)
    {
        LedPhone phone = new(ConversionPage.Library, pair, Mishaps.None) { Quirks = quirks };
        if (flash is not null) phone.Flash = flash;
        LedResult result = phone.Lead();
        Assert.True(result.End is LedEnd.Proved, Told(result));
        Assert.Contains(result.Story, line => line.Contains(told, StringComparison.Ordinal));
    }

    private static string Told(LedResult result) => $"{result.Words}\n{string.Join('\n', result.Story)}";
}
