using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Journal;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion;
using Ringback.Phones.Lines;
using Ringback.Simulation.Handsets;
using Ringback.Simulation.Network;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Shelves;

namespace Ringback.Cli.Rehearsals;

/// <summary>
/// A conversion with a simulated phone against the real servers on free loopback ports. Succeeds only when the
/// workbench has its proof and the phone's own flash agrees.
/// </summary>
internal sealed class Rehearsal(RehearsalOptions options, Action<RehearsalLine> tell) : IDisposable
{
    // A phone that came up on the wrong load sits there until somebody pulls its plug; so does this one.
    private const int MostPowerCycles = 6;
    private const int MostBoots = 12;

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private string? _temporary;
    private IReadOnlyList<string> _practice = [];

    private TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_temporary is null) return;
        // Our own files one by one: whatever else came to lie there is not ours to delete.
        foreach (string name in _practice) File.Delete(Path.Combine(_temporary, name));
        if (!Directory.EnumerateFileSystemEntries(_temporary).Any()) Directory.Delete(_temporary);
    }

    internal async Task<RehearsalResult> RunAsync(CancellationToken cancel)
    {
        string library = options.Library ?? MakePracticeLibrary();
        WorkbenchOptions bench = new()
        {
            Addresses = [IPAddress.Loopback],
            Library = library,
            Goal = options.Goal,
            TftpPort = 0,
            SccpPort = 0,
            SipPort = 0,
            MgcpPort = 0,
            HttpPort = 0,
            Catalogue = options.Catalogue,
        };
        FolderShelf shelf = new(null, library, _time, NullLogger.Instance);
        PlanOutcome outcome = ConversionPlanner.Plan(PhoneFacts.Of(options.Model, options.From), options.Goal,
            shelf.Current.Packages, options.Catalogue, practiceAllowed: true);
        if (outcome is PlanRefusal refusal)
            return new RehearsalResult { Reached = false, Refusal = refusal, Took = Elapsed };

        ConversionPlan plan = (ConversionPlan)outcome;
        await using MemoryJournal journal = new();
        await using RunningWorkbench running = await RunningWorkbench
            .StartAsync(bench, shelf, journal, _time, NullLoggerFactory.Instance, Watch, cancel).ConfigureAwait(false);
        string? registered = await ConvertAsync(running, plan, cancel).ConfigureAwait(false);
        PhoneCase? phone = running.Desk.CaseOf(options.Mac);
        return new RehearsalResult
        {
            Reached = IsTarget(plan, registered)
                && phone?.Conversion is { Status: ConversionStatus.Proved, Target: { } target }
                && target == plan.Target.Text,
            Plan = plan,
            Phone = phone,
            RegisteredWith = registered,
            Took = Elapsed,
        };
    }

    private async Task<string?> ConvertAsync(RunningWorkbench bench, ConversionPlan plan, CancellationToken cancel)
    {
        HandsetFlash flash = HandsetFlash.Running(options.Model, options.From.Text);
        NetworkDice dice = new(options.Seed, options.Loss);
        string? registered = null;
        for (int cycle = 0; cycle < MostPowerCycles; cycle++)
        {
            if (cycle > 0) tell(new DisplayLine(Elapsed, "nothing more happens: somebody pulls its plug and waits"));
            await using Handset phone = new(new HandsetOptions
            {
                Mac = options.Mac,
                Model = options.Model,
                Flash = flash,
                Tftp = new IPEndPoint(IPAddress.Loopback, PortOf(bench, "tftp")),
                SccpPort = PortOf(bench, "sccp"),
                MgcpPort = PortOf(bench, "mgcp"),
                HttpPort = PortOf(bench, "http"),
                Speed = options.Speed,
                // The servers' timers run in real time, so the phone's TFTP timers are not hurried as its restarts are.
                Repeat = TimeSpan.FromSeconds(1),
                Dice = dice,
            });
            phone.Displayed += text => tell(new DisplayLine(Elapsed, text));
            registered = await phone.RunAsync(MostBoots, cancel).ConfigureAwait(false);
            flash = phone.Flash;
            if (IsTarget(plan, registered) && IsProved(bench)) break;
        }

        return registered;
    }

    private static bool IsTarget(ConversionPlan plan, string? load) =>
        plan.Target.Text.Equals(load, StringComparison.OrdinalIgnoreCase);

    private bool IsProved(RunningWorkbench bench) => bench.Desk.Cases.Any(c =>
        c.Mac == options.Mac && c.Conversion is { Status: ConversionStatus.Proved });

    private void Watch(Recorded recorded)
    {
        foreach (StoryLine line in recorded.Told) tell(new TellingLine(Elapsed, line.Tone, line.Text));
    }

    private static int PortOf(RunningWorkbench bench, string service) =>
        bench.Listening.First(d => d.Service == service).Port;

    private string MakePracticeLibrary()
    {
        _temporary = Directory.CreateTempSubdirectory("ringback-rehearsal-").FullName;
        _practice = PracticeLibrary.WriteFiles(
            _temporary, PracticeShelf.For(options.Model, options.From, options.Goal, options.Catalogue));
        return _temporary;
    }
}
