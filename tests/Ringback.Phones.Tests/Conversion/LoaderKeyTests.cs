using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Files.Tests.Firmware;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Phones.Lines;
using Ringback.Phones.Tests.Cases;

namespace Ringback.Phones.Tests.Conversion;

/// <summary>The name in its DHCP tells which keys a loader has, whatever the phone is said to run.</summary>
public sealed class LoaderKeyTests
{
    private const string New = "P0030801SR02";
    private const string Bridge = "P0S3-8-12-00";

    private static readonly IReadOnlyList<FirmwarePackage> Packages =
        SamplePackages.Assemble([.. SamplePackages.Sip812, .. SamplePackages.Sccp812]);

    [Theory]
    [InlineData("P0S3-07-5-00", null, Bridge)]
    [InlineData("P0S3-07-5-00", true, New)]
    [InlineData(Bridge, null, New)]
    [InlineData(Bridge, false, Bridge)]
    public void What_a_loader_shows_of_its_keys_decides_about_the_bridge(string runs, bool? both, string first) =>
        Assert.Equal(first, First(runs, both, new FirmwareProgress()));

    [Fact]
    public void A_loader_that_refuses_the_list_all_the_same_gets_the_bridge() =>
        Assert.Equal(Bridge, First("P0S3-07-5-00", true, new FirmwareProgress { Distrusted = New }));

    [Fact]
    public void The_bridges_loader_is_believed_where_no_later_boot_was_seen() => Assert.Equal(New,
        First("P0S3-07-5-00", false,
            new FirmwareProgress { Loader = "P003-8-12-00", LoaderTimes = 1, IsLoaderIn = true }));

    [Theory]
    [InlineData(true, New)]
    [InlineData(false, Bridge)]
    public void A_loader_that_takes_nothing_of_the_bridges_list_has_its_loader(bool isBelieved, string next)
    {
        Story story = new Story().Asks("CTLSEP000E84C060A6.tlv", "SEP000E84C060A6.cnf.xml")
            .Told("SIP000E84C060A6.cnf", Bridge).Takes(Bridge + ".loads", 458);
        if (!isBelieved) story.Wait(5).Takes(Bridge + ".loads", 458);
        story.Wait(24);
        Assert.Equal(next, Named(story, "SIPDefault.cnf"));
        // Its next question finds it as the last one left it.
        Assert.Equal(next, Named(story.Told("SIPDefault.cnf", next), "SIP000E84C060A6.cnf"));
    }

    [Fact]
    public void A_loader_that_asks_for_the_bridges_loader_did_not_have_it() => Assert.Equal(Bridge, Named(new Story()
        .Asks("CTLSEP000E84C060A6.tlv").Told("SIP000E84C060A6.cnf", Bridge).Takes(Bridge + ".loads", 458)
        .Gets("P003-8-12-00.sbn").Ends("P003-8-12-00.sbn", TransferOutcome.Stalled).Wait(24), "SIPDefault.cnf"));

    private static string? Named(Story story, string asked)
    {
        Assert.True(Goal.TryParse("sccp", out Goal? goal));
        return ConversionDecision.Decide(new ConversionQuestion(story.Case, RequestedFile.Recognise(asked), goal,
            PhoneCatalogue.BuiltIn.Find("7940G"), Packages, PhoneCatalogue.BuiltIn, IsSimulated: false))
            .Plan!.Current!.Load;
    }

    private static string? First(string runs, bool? both, FirmwareProgress progress)
    {
        PhoneFacts facts = PhoneFacts.Of(PhoneCatalogue.BuiltIn.Find("7940G")!, Load.Parse(runs)) with
        {
            HoldsBothKeys = both, Progress = progress,
        };
        Assert.True(Goal.TryParse("sccp", out Goal? goal));
        return Assert.IsType<ConversionPlan>(ConversionPlanner.Plan(
            facts, goal, Packages, PhoneCatalogue.BuiltIn, practiceAllowed: false)).Current!.Load;
    }
}
