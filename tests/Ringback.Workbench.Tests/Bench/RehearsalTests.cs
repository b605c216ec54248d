using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Simulation.Handsets;
using Ringback.Simulation.Network;

namespace Ringback.Workbench.Tests.Bench;

/// <summary>Whole conversions: a phone made of data against the running servers, over loopback.</summary>
public sealed class RehearsalTests
{
    // A phone that came up on the wrong load sits there until somebody pulls its plug.
    private const int MostPowerCycles = 6;
    private const int MostBoots = 12;

    /// <summary>From, to and how much of the network's packets are lost.</summary>
    public static TheoryData<string, string, string, double> Ways { get; } = new(
        from way in ((string From, string Goal, string Target)[])
        [
            ("P0M3-07-7-00", "sccp", "P0030801SR02"),
            ("P0M3-07-7-00", "sip", "P0S3-8-12-00"),
            ("P0030801SR02", "sip", "P0S3-8-12-00"),
            ("P0S3-8-12-00", "sccp", "P0030801SR02"),
            ("P00305000300", "sip", "P0S3-8-12-00"),
            ("P0S30203", "mgcp", "P0M3-07-7-00"),
        ]
        select (way.From, way.Goal, way.Target, way.From == "P0030801SR02" ? 0.1 : 0));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_phone_comes_up_on_the_load_that_was_wanted_and_proves_it(
        string from, string goal, string target, double loss)
    {
        await using OpenBench bench = await OpenBench.StartAsync(goal);
        Load? registered = await ConvertAsync(bench, from, target, new NetworkDice(20_260_314, loss));
        Assert.Equal(target, registered?.Text);
        PhoneCase phone = Assert.Single(bench.Running.Desk.Cases);
        Assert.Equal((ConversionStatus.Proved, target), (phone.Conversion!.Status, phone.Conversion.Target));
    }

    [Fact]
    public async Task The_journal_of_a_rehearsal_gives_the_same_case_after_a_restart()
    {
        await using OpenBench bench = await OpenBench.StartAsync("sip");
        await ConvertAsync(bench, "P0M3-06-3-00", "P0S3-8-12-00", NetworkDice.Perfect);
        await bench.Running.DisposeAsync();
        Assert.Equal(PracticeBench.Json(bench.Running.Desk),
            PracticeBench.Json(await bench.Practice.RestartedAsync("sip")));
    }

    [Fact]
    public async Task A_phone_whose_application_cannot_be_had_is_never_begun_with()
    {
        await using OpenBench bench = await OpenBench.StartAsync("sip");
        File.Delete(Path.Combine(bench.Practice.Library, "P0S3-8-12-00.sb2"));
        Load? registered = await ConvertAsync(bench, "P0M3-07-7-00", "P0M3-07-7-00", NetworkDice.Perfect);
        Assert.Equal("P0M3-07-7-00", registered?.Text);
        Assert.Single(await bench.Practice.EventsAsync<ConversionRefused>());
        // What it gets lets it come up as it is, and names no load.
        FileAsked[] served = [.. (await bench.Practice.EventsAsync<FileAsked>())
            .Where(e => e.Outcome == AskOutcome.Served)];
        Assert.DoesNotContain(served, e => e.NamesLoad is not null || RequestedFile.Recognise(e.Name).IsFirmware);
    }

    [Fact]
    public async Task The_loader_is_delivered_before_the_application()
    {
        await using OpenBench bench = await OpenBench.StartAsync("sip");
        await ConvertAsync(bench, "P0M3-07-7-00", "P0S3-8-12-00", NetworkDice.Perfect);
        Assert.Equal(["P003-8-12-00.sbn", "P0S3-8-12-00.sb2"], (await bench.Practice.EventsAsync<TransferEnded>())
            .Where(e => e.Outcome == TransferOutcome.Delivered && e.Name.Contains(".sb", StringComparison.Ordinal))
            .Select(e => e.Name).Distinct());
    }

    private static bool IsUnderWay(PhoneCase phone) => phone.Conversion?.Status == ConversionStatus.Running;

    private static async Task<Load?> ConvertAsync(OpenBench bench, string from, string target, NetworkDice dice)
    {
        HandsetFlash flash = HandsetFlash.Running(PhoneCatalogue.BuiltIn.Find("7960G")!, from);
        Load? registered = null;
        for (int cycle = 0; cycle < MostPowerCycles; cycle++)
        {
            await using Handset phone = new(new HandsetOptions
            {
                Mac = PracticeBench.Mac,
                Model = PhoneCatalogue.BuiltIn.Find("7960G")!,
                Flash = flash,
                Tftp = new IPEndPoint(IPAddress.Loopback, bench.EndPoint("tftp").Port),
                SccpPort = bench.EndPoint("sccp").Port,
                MgcpPort = bench.EndPoint("mgcp").Port,
                Speed = 1000,
                Repeat = TimeSpan.FromMilliseconds(200),
                Dice = dice,
            });
            registered = await phone.RunAsync(MostBoots, Deadline.Token) is { } load ? Load.Parse(load) : null;
            flash = phone.Flash;
            // A phone that hurries may register before the last acknowledgement of its image is in: then its next
            // boot, in which it finds its flash up to date, is the proof.
            if (registered?.Text == target && !bench.Running.Desk.Cases.Any(IsUnderWay)) break;
        }

        return registered;
    }
}
