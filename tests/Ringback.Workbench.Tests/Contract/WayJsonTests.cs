using System.Collections.Immutable;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Contract;

namespace Ringback.Workbench.Tests.Contract;

/// <summary>The way of a phone, and where on it the phone stands.</summary>
public sealed class WayJsonTests
{
    private static readonly IReadOnlyList<FirmwarePackage> Packages = FirmwarePackages.Assemble(
        ((string[])["P0030801SR02", "P0S3-8-12-00"]).SelectMany(load =>
            PracticeFirmware.TryPackageOf(load, out IReadOnlyList<PracticeFile>? files) ? files : [])
            .Select(f => FirmwareFile.Inspect(f.Name, f.Content.Span)));

    [Fact]
    public void Nothing_is_done_before_it_is_begun() =>
        Assert.All(Way(null).Steps, s => Assert.Equal(WayPlace.Later, s.Place));

    [Fact]
    public void What_is_done_is_not_told_once_more_as_what_comes()
    {
        string[] titles = [.. Way(null).Steps.Select(s => s.Title)];
        Assert.True(titles.Length > 1);
        IReadOnlyList<WayStepJson> steps = Way(Running(titles, 1)).Steps;
        Assert.Equal(titles, steps.Select(s => s.Title));
        Assert.Equal([WayPlace.Done, WayPlace.Now], steps.Take(2).Select(s => s.Place));
        Assert.NotNull(steps[1].Plan);
    }

    [Fact]
    public void A_phone_for_which_nothing_is_left_to_plan_is_at_what_it_has_not_shown_yet()
    {
        string[] planned = [.. Way(null).Steps.Select(s => s.Title)], titles = [.. planned, "Show it"];
        IReadOnlyList<WayStepJson> steps = Way(Running(titles, planned.Length)).Steps;
        Assert.Equal(titles, steps.Select(s => s.Title));
        Assert.Equal(WayPlace.Now, steps[^1].Place);
        Assert.All(steps.SkipLast(1), s => Assert.Equal(WayPlace.Done, s.Place));
    }

    [Fact]
    public void A_phone_that_has_done_every_step_has_them_all_behind_it()
    {
        string[] titles = [.. Way(null).Steps.Select(s => s.Title)];
        IReadOnlyList<WayStepJson> steps = Way(Running(titles, titles.Length)).Steps;
        Assert.Equal(titles, steps.Select(s => s.Title));
        Assert.All(steps, s => Assert.Equal(WayPlace.Done, s.Place));
    }

    [Fact]
    public void Of_the_step_that_goes_on_what_the_phone_had_whole_since_the_beginning_is_taken()
    {
        string[] titles = [.. Way(null).Steps.Select(s => s.Title)];
        DateTimeOffset begun = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
        BootAsk had = new("SEP02AB5C0079A0.cnf.xml", RequestedKind.SepXml, begun, begun, null)
        {
            Ended = TransferOutcome.Delivered,
        };
        Boot boot = new(begun, null, BootSign.Hunt)
        {
            Asks = [had, had with { Name = "P0030801SR02.loads", At = begun.AddDays(-1) },
                had with { Name = "P0030801SR02.sbn", Ended = TransferOutcome.Stalled }],
        };
        IReadOnlyList<WayStepJson> steps = Way(Running(titles, 1) with { BegunAt = begun }, boot).Steps;
        Assert.Equal(["SEP<MAC>.cnf.xml"], steps[1].Taken);
        Assert.Empty(steps[0].Taken);
    }

    [Fact]
    public void What_is_done_says_when_and_by_what()
    {
        string[] titles = [.. Way(null).Steps.Select(s => s.Title)];
        DateTimeOffset at = new(2026, 3, 14, 9, 30, 0, TimeSpan.Zero);
        WayStepJson done = Way(Running(titles, 1) with { Done = [new StepDone(0, at, "it asks")] }).Steps[0];
        Assert.Equal((at, "it asks"), (done.DoneAt, done.By));
    }

    private static WayJson Way(ConversionState? conversion, params ImmutableArray<Boot> boots)
    {
        PhoneCase phone = new()
        {
            Mac = MacAddress.Parse("02AB5C0079A0"), Model = "7960", Family = "7940-7960", Conversion = conversion,
            Boots = boots,
            Shown = new Beliefs { BootCode = BootCode.Universal },
        };
        return WayJson.Of(phone, Goal.Of(PhoneProtocol.Sccp), null, Packages, PhoneCatalogue.BuiltIn, true)!;
    }

    private static ConversionState Running(string[] titles, int step) => new("sccp", ConversionStatus.Running,
        "P0030801SR02", BootCode.Universal, titles, step, null, [], null, null);
}
