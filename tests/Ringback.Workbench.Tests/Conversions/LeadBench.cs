using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Journal;
using Ringback.Phones.Cases;
using Ringback.Simulation.Handsets;
using Ringback.Simulation.Network;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Desk;

namespace Ringback.Workbench.Tests.Conversions;

/// <summary>One phone that is led by the real servers, with the mishaps that its dice hold for it.</summary>
internal sealed class LeadBench : IAsyncDisposable
{
    private const int MostPowerCycles = 14;
    private const int MostBoots = 40;

    private readonly CancellationToken _deadline = Deadline.Token;
    private readonly CollectedLibrary _library;
    private readonly ConversionPair _pair;
    private readonly MemoryJournal _journal = new();
    private readonly Mishaps _mishaps;
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private RunningWorkbench? _bench;

    internal LeadBench(CollectedLibrary library, ConversionPair pair, Mishaps mishaps)
    {
        _library = library;
        _pair = pair;
        _mishaps = mishaps;
    }

    internal HandsetQuirks Quirks { get; init; } = new();

    internal HandsetFlash? Flash { get; set; }

    internal ConcurrentQueue<string> Story { get; } = [];

    private RunningWorkbench Bench => _bench ?? throw new InvalidOperationException("It is not open.");

    private PhoneCase? Phone => Bench.Desk.Cases.FirstOrDefault(c => c.Mac == Mac);

    private static MacAddress Mac { get; } = MacAddress.Parse("02AB5C000001");

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        await _journal.DisposeAsync();
    }

    /// <summary>Leads the phone; null when it came up on the goal and proved it, else what is wrong.</summary>
    internal async Task<string?> LeadAsync()
    {
        PhoneModel model = PhoneCatalogue.BuiltIn.Find(_pair.Model)!;
        HandsetFlash flash = Flash ?? HandsetFlash.Running(model, _pair.From);
        string? registered = null;
        for (int cycle = 0; cycle < MostPowerCycles; cycle++)
        {
            if (_bench is null || _mishaps.RestartsServer(cycle)) await RestartAsync();
            using CancellationTokenSource plug = CancellationTokenSource.CreateLinkedTokenSource(_deadline);
            await using Handset phone = new(Options(model, flash));
            phone.PhaseChanged += phase => _mishaps.Phase(phase, plug);
            _mishaps.Plug(plug);
            registered = await RunAsync(phone, plug);
            _mishaps.Plug(null);
            flash = phone.Flash;
            string end = plug.IsCancellationRequested ? "the plug is pulled" : "it stays";
            Tell($"-- {end}: {registered}, {flash.Load}");
            if (phone.IsBricked) return "it is bricked";
            if (_pair.Goal.Equals(registered, StringComparison.OrdinalIgnoreCase)
                && Phone?.Conversion?.Status is ConversionStatus.Proved) break;
        }

        Flash = flash;
        ConversionState? state = Phone?.Conversion;
        return state is { Status: ConversionStatus.Proved } && state.Target == _pair.Goal && registered == _pair.Goal
            ? null
            : $"it registered with {registered ?? "nothing"} and has {flash.Load ?? "no load"}; "
                + $"{state?.Status} {state?.Target} {state?.Reason}";
    }

    private async Task<string?> RunAsync(Handset phone, CancellationTokenSource plug)
    {
        try
        {
            return await phone.RunAsync(MostBoots, plug.Token);
        }
        catch (OperationCanceledException) when (!_deadline.IsCancellationRequested)
        {
            return null;
        }
    }

    private HandsetOptions Options(PhoneModel model, HandsetFlash flash) => new()
    {
        Mac = Mac,
        Model = model,
        Flash = flash,
        Tftp = new IPEndPoint(IPAddress.Loopback, Door("tftp")),
        SccpPort = Door("sccp"),
        SipPort = Door("sip"),
        MgcpPort = Door("mgcp"),
        Speed = 2000,
        Repeat = TimeSpan.FromMilliseconds(_mishaps.Loss == 0 ? 2000 : 150),
        Dice = _mishaps.Dice,
        Quirks = Quirks,
        Log = line => Tell("   " + line),
    };

    private void Tell(string line) => Story.Enqueue(FormattableString.Invariant(
        $"{TimeProvider.System.GetElapsedTime(_start).TotalSeconds,6:0.00} {line}"));

    private int Door(string service) => Bench.Listening.First(d => d.Service == service).Port;

    private async Task RestartAsync()
    {
        if (_bench is not null)
        {
            await _bench.DisposeAsync();
            Tell("-- the server is started again");
        }

        WorkbenchOptions options = new()
        {
            Addresses = [IPAddress.Loopback],
            Library = _library.Folder,
            Goal = Goal.TryParse(_pair.Goal, out Goal? goal) ? goal : null,
            TftpPort = 0,
            SccpPort = 0,
            SipPort = 0,
            MgcpPort = 0,
        };
        _bench = await RunningWorkbench.StartAsync(
            options, _library.Shelf, _journal, TimeProvider.System, NullLoggerFactory.Instance, Watch, _deadline);
    }

    private void Watch(Recorded recorded)
    {
        _mishaps.Progress();
        foreach (StoryLine line in recorded.Told) Tell(line.Text);
    }
}

/// <summary>What goes wrong, by a seed: packets, power, and the server.</summary>
internal sealed class Mishaps(int seed, double loss, int powerCuts, int serverRestarts)
{
    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();
    private CancellationTokenSource? _plug;
    private int _cuts = powerCuts;
    private int _restarts = serverRestarts;
    private int _moments = int.MaxValue;

    internal int Seed { get; } = seed;

    internal double Loss { get; } = loss;

    internal NetworkDice Dice { get; } = new(seed, loss);

    internal static Mishaps None => new(0, 0, 0, 0);

    internal bool RestartsServer(int cycle) => cycle > 0 && _restarts-- > 0;

    /// <summary>The plug of this power cycle; the next cut comes after a random number of moments.</summary>
    internal void Plug(CancellationTokenSource? plug)
    {
        lock (_lock)
        {
            _plug = plug;
            _moments = _cuts > 0 ? _random.Next(1, 40) : int.MaxValue;
        }
    }

    /// <summary>The phone begins something: a moment at which its power may fail.</summary>
    /// <remarks>Power that fails while boot code is written breaks a phone, whatever serves it (§4.3).</remarks>
    internal void Phase(HandsetPhase phase, CancellationTokenSource plug)
    {
        if (phase is HandsetPhase.WritingBootCode or HandsetPhase.Off) return;
        Moment(plug);
    }

    /// <summary>The bench has heard of something.</summary>
    internal void Progress()
    {
        lock (_lock)
        {
            if (_plug is { } plug) Moment(plug);
        }
    }

    private void Moment(CancellationTokenSource plug)
    {
        lock (_lock)
        {
            if (--_moments > 0 || _cuts == 0 || plug != _plug) return;
            _cuts--;
            _moments = int.MaxValue;
            plug.Cancel();
        }
    }
}
