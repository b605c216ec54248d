using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Files.Tests.Firmware;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion;
using Ringback.Phones.Lines;

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
