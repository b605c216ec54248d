using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Journal;
using Ringback.Phones.Conversion;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Simulation.Handsets;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Shelves;

namespace Ringback.Workbench.Tests.Conversions;

/// <summary>
/// What <c>plan</c> says and what a phone is led to are one decision, with Cisco's ladder in the library and without.
/// </summary>
public sealed class SamePlanTests
{
    private const int AtOnce = 6;

    /// <summary>A phone that has come up on its old load stays there until somebody pulls its plug.</summary>
    private const int MostPowerCycles = 6;

    private static readonly MacAddress Mac = MacAddress.Parse("02AB5C000001");

    private static readonly string[] Goals = ["P0030801SR02", "P0S3-8-12-00", "P0M3-07-7-00"];

    /// <summary>Each start of a phone whose ways differ by what it runs, and each library.</summary>
    public static TheoryData<string, string, bool> Starts { get; } = new(
        from start in ConversionPair.StartsOfFamilies
        where !IsJava(start.Model)
        from ladder in (bool[])[true, false]
        select new TheoryDataRow<string, string, bool>(start.Model, start.From, ladder));

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task The_first_step_that_a_phone_takes_is_the_first_of_the_plan(string model, string from, bool ladder)
    {
        using ScratchFolder scratch = new();
        PracticeLibrary.WriteFiles(scratch["library"], Library(ladder));
        FolderShelf shelf = new(null, scratch["library"], TimeProvider.System, NullLogger.Instance);
        ConcurrentBag<string> differences = [];
        ParallelOptions options = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = Deadline.Token };
        IEnumerable<string> goals = ConversionPair.GoalsOf(model).Where(g => !g.StartsWith('P') || Goals.Contains(g));
        await Parallel.ForEachAsync(goals, options, async (goal, _) =>
        {
            if (Planned(model, from, goal, shelf.Current.Packages) is not { } planned) return;
            string? taken = await FirstTakenAsync(model, from, goal, scratch["library"], shelf);
            bool isSame = taken is null ? planned.Length == 0 : planned.Contains(taken);
            if (!isSame) differences.Add($"{goal}: {taken ?? "nothing"} and not {string.Join(", ", planned)}");
        });
        Assert.Empty(differences);
    }

    private static bool IsJava(string model) =>
        FirmwareFamilies.Find(PhoneCatalogue.BuiltIn.Find(model)!.FirmwareFamily) is { IsJava: true };

    private static IEnumerable<PracticeFile> Library(bool ladder) => ladder
        ? ConversionPair.Library
        : ConversionPair.Library.Where(f => !f.Name.StartsWith('P')
            || Goals.Any(g => f.Name.Contains(g[4..], StringComparison.Ordinal)));

    /// <summary>
    /// The firmware of the plan's first step; none where the library lacks it, and null where there is no step.
    /// </summary>
    private static string[]? Planned(
        string model, string from, string goal, IReadOnlyList<FirmwarePackage> packages)
    {
        PhoneModel phone = PhoneCatalogue.BuiltIn.Find(model)!;
        RouteQuestion question = new(
            phone, Point(from, phone), Wanted(goal), packages, PhoneCatalogue.BuiltIn);
        if (RouteChoice.Plan(question) is not Route { Steps: [var first, ..] } route) return null;
        return route.Missing.Count > 0
            ? []
            : [.. first.Files.Where(f => !f.IsWritten).Select(f => f.Name)];
    }

    private static Goal Wanted(string text) =>
        Goal.TryParse(text, out Goal? goal) ? goal : throw new ArgumentException(text);

    private static RoutePoint Point(string text, PhoneModel model) =>
        RoutePoint.TryParse(text, model, out RoutePoint? point, out LoadFault why)
            ? point
            : throw new ArgumentException($"'{text}' is no point of a {model.Model}'s: {why}", nameof(text));

    /// <summary>The first firmware that a phone takes from the real servers; null when it takes none.</summary>
    private static async Task<string?> FirstTakenAsync(
        string model, string from, string goal, string library, FolderShelf shelf)
    {
        string? taken = null;
        await using MemoryJournal journal = new();
        WorkbenchOptions options = new()
        {
            Addresses = [IPAddress.Loopback],
            Library = library,
            Goal = Goal.TryParse(goal, out Goal? wanted) ? wanted : null,
            TftpPort = 0,
            SccpPort = 0,
            SipPort = 0,
            MgcpPort = 0,
        };
        await using RunningWorkbench bench = await RunningWorkbench.StartAsync(options, shelf, journal,
            TimeProvider.System, NullLoggerFactory.Instance, null, Deadline.Token);
        PhoneModel phone = PhoneCatalogue.BuiltIn.Find(model)!;
        HandsetFlash flash = HandsetFlash.Running(phone, from);
        for (int cycle = 0; cycle < MostPowerCycles && taken is null; cycle++)
        {
            using CancellationTokenSource plug = CancellationTokenSource.CreateLinkedTokenSource(Deadline.Token);
            await using Handset handset = new(Options(bench, phone, flash));
            handset.PhaseChanged += phase =>
            {
                if (phase is not (HandsetPhase.WritingBootCode or HandsetPhase.WritingApplication)) return;
                taken ??= LastFirmware(journal);
                plug.Cancel();
            };
            await RunAsync(handset, plug.Token);
            flash = handset.Flash;
        }

        return taken;
    }

    /// <summary>What it asks for is recorded before it gets it, and it writes nothing before it has it.</summary>
    private static string? LastFirmware(MemoryJournal journal) =>
        journal.ReadAsync(default, JournalQuery.Everything, Deadline.Token).ToBlockingEnumerable(Deadline.Token)
            .Select(e => e.Event).OfType<FileAsked>()
            .LastOrDefault(e => e.Outcome is AskOutcome.Served && RequestedFile.Recognise(e.Name).IsFirmware)?.Name;

    private static HandsetOptions Options(RunningWorkbench bench, PhoneModel phone, HandsetFlash flash)
    {
        int Door(string service) => bench.Listening.First(d => d.Service == service).Port;
        return new HandsetOptions
        {
            Mac = Mac,
            Model = phone,
            Flash = flash,
            Tftp = new IPEndPoint(IPAddress.Loopback, Door("tftp")),
            SccpPort = Door("sccp"),
            SipPort = Door("sip"),
            MgcpPort = Door("mgcp"),
            Speed = 2000,
        };
    }

    private static async Task RunAsync(Handset handset, CancellationToken plug)
    {
        try
        {
            _ = await handset.RunAsync(4, plug);
        }
        catch (OperationCanceledException) when (!Deadline.Token.IsCancellationRequested)
        {
            // It writes something, and that is all that was to be seen.
        }
    }
}
