using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Lines;
using Ringback.Phones.Tests.Conversion.Routes;
using Ringback.Files.Tests.Firmware;

namespace Ringback.Phones.Tests.Conversion;

/// <summary>A person who asks for a plan and a phone that is led get the same one.</summary>
public sealed class RouteChoiceTests
{
    private static readonly PhoneModel Phone = PhoneCatalogue.BuiltIn.Find("7960")!;

    private static readonly (string Name, byte[] Content)[] Goals =
        [.. SamplePackages.Sip812, .. SamplePackages.Sccp812, .. SamplePackages.Mgcp77];

    private static readonly (string Name, byte[] Content)[] Ladder =
    [
        .. Goals, .. SamplePackages.Unsigned("P0S30203"), .. SamplePackages.Unsigned("P0S3-04-4-00"),
        .. SamplePackages.Signed("P0S3-05-3-00"), .. SamplePackages.Signed("P0S3-06-3-00"),
        .. SamplePackages.Signed("P00305000300"),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void From_every_load_to_every_goal_the_steps_are_those_of_the_phone(bool ladder)
    {
        IReadOnlyList<FirmwarePackage> packages = SamplePackages.Assemble(ladder ? Ladder : Goals);
        string[] starts = [.. RouteSamples.Starts(Phone).Select(s => s.From).OfType<string>().Where(f => f[0] == 'P')];
        string[] differences =
        [
            .. from start in starts
               from goal in (string[])[.. RouteSamples.Goals(Phone), "sccp", "sip", "mgcp"]
               let led = Led(start, goal, packages)
               let planned = Planned(start, goal, packages)
               where led != planned
               select $"{start} → {goal}: {led} and not {planned}",
        ];
        Assert.Empty(differences);
    }

    [Fact]
    public void Without_the_ladder_the_way_beside_it_is_the_plan_and_Ciscos_own_is_told_with_what_it_lacks()
    {
        Route route = Assert.IsType<Route>(Ask("P00303020214", "sip", SamplePackages.Assemble(Goals)));
        Assert.Equal(["P003-8-12-00", "P0S3-8-12-00"], route.Steps.Select(s => s.Load));
        Assert.Contains(route.Warnings, w => w.Code == "direct-jump");
        Assert.Empty(route.Missing);
        RouteAlternative own = Assert.Single(route.Alternatives);
        Assert.Contains("P00305000300.bin", own.Risk);
        Assert.Equal("P00305000300", own.Steps[0].Load);
    }

    [Fact]
    public void With_nothing_at_hand_Ciscos_own_way_says_what_is_missing()
    {
        Route route = Assert.IsType<Route>(Ask("P00303020214", "sip", []));
        Assert.Equal("P00305000300", route.Steps[0].Load);
        Assert.Contains("P00305000300.bin", route.Missing);
    }

    private static string Led(string from, string goal, IReadOnlyList<FirmwarePackage> packages) =>
        Goal.TryParse(goal, out Goal? wanted) && ConversionPlanner.Plan(
            PhoneFacts.Of(Phone, Load.Parse(from)), wanted, packages, PhoneCatalogue.BuiltIn, practiceAllowed: false)
            is ConversionPlan plan ? Said(plan.Steps) : "no";

    private static string Planned(string from, string goal, IReadOnlyList<FirmwarePackage> packages) =>
        Ask(from, goal, packages) is Route { Missing.Count: 0 } route
            ? Said(route.Steps.Where(s => s.Load is not null && s.OnlyWhen is null))
            : "no";

    private static RouteOutcome Ask(string from, string goal, IReadOnlyList<FirmwarePackage> packages) =>
        RouteChoice.Plan(new RouteQuestion(Phone, Point(from), Wanted(goal), packages, PhoneCatalogue.BuiltIn));

    private static Goal Wanted(string text) =>
        Goal.TryParse(text, Phone.FirmwareFamily, out Goal? goal, out _) ? goal : throw new ArgumentException(text);

    private static RoutePoint Point(string text) =>
        RoutePoint.TryParse(text, Phone, out RoutePoint? point, out _) ? point : throw new ArgumentException(text);

    private static string Said(IEnumerable<RouteStep> steps) => string.Join("; ", steps.Select(s => s.Title));
}
