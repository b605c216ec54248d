using System.Globalization;
using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Cases;
using Ringback.Phones.Findings;
using Ringback.Simulation.Handsets;
using Ringback.Simulation.Network;

namespace Ringback.Simulation.Tests.Conversions;

/// <summary>How a conversion stands when nobody does anything about it any more, by the phone's true state.</summary>
internal enum LedEnd
{
    /// <summary>It came up on the goal, the case says so, and it is so.</summary>
    Proved,

    /// <summary>The case says that it is proved, and it is not so.</summary>
    ProvedFalsely,

    /// <summary>Refused with a reason, and the phone runs what it ran.</summary>
    Refused,

    /// <summary>The phone lives on what it has, the goal is not reached, and a finding says what is wrong.</summary>
    Waiting,

    /// <summary>The phone lives on what it has, the goal is not reached, and nobody says why.</summary>
    Stuck,

    /// <summary>The phone has no application, and its loader asks for ever.</summary>
    Stranded,

    /// <summary>The phone is broken for good.</summary>
    Bricked,
}

/// <summary>A conversion that is over.</summary>
internal sealed record LedResult(LedEnd End, string Words, string? Reason, IReadOnlyList<string> Story)
{
    /// <summary>What it wrote first of firmware; null when it wrote none.</summary>
    internal string? FirstTaken { get; init; }
}

/// <summary>
/// One phone that is led by the product's answers in simulated time, with the mishaps that a seed holds for it: packets
/// lost, doubled and late, power cut at any moment but that in which nothing could help, and the server started again.
/// </summary>
internal sealed class LedPhone
{
    private const int MostPowerCycles = 8;
    private const int MostBoots = 12;

    /// <summary>The longest conversion takes some hours of a phone's time when packets are lost.</summary>
    private static readonly TimeSpan LongestCycle = TimeSpan.FromHours(12);

    private static readonly HandsetPhase[] Steps =
    [
        HandsetPhase.Booting, HandsetPhase.Fetching, HandsetPhase.WritingScratch, HandsetPhase.WritingApplication,
        HandsetPhase.Registering,
    ];

    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.50");

    private static readonly MacAddress Mac = MacAddress.Parse("02AB5C000001");

    private readonly SimulatedClock _clock = new();
    private readonly SimulatedLan _lan;
    private readonly AnsweringBench _bench;
    private readonly ConversionPair _pair;
    private readonly Mishaps _mishaps;
    private readonly Random _chance;
    private readonly PhoneModel _model;
    private readonly List<string>? _story;
    private string? _firstTaken;

    /// <summary>Whether something was proved at a moment in which it was not so.</summary>
    private bool _isFalse;

    /// <summary>Whether it had something that it could start.</summary>
    private bool _began;

    /// <param name="shelf">The library, which several phones may share.</param>
    /// <param name="pair">The phone and its goal.</param>
    /// <param name="mishaps">What goes wrong.</param>
    /// <param name="tells">Whether the story is kept, which takes as long as the rest.</param>
    internal LedPhone(LibraryShelf shelf, ConversionPair pair, Mishaps mishaps, bool tells = true)
    {
        _story = tells ? [] : null;
        _pair = pair;
        _mishaps = mishaps;
        _chance = new Random(mishaps.Seed);
        _model = PhoneCatalogue.BuiltIn.Find(pair.Model)!;
        Flash = HandsetFlash.Running(_model, pair.From);
        _lan = new SimulatedLan(_clock, new NetworkDice(
            mishaps.Seed, mishaps.Loss, mishaps.Loss / 2, mishaps.Loss > 0 ? TimeSpan.FromMilliseconds(60) : default));
        // Java phones from 9.x are led by HTTP where it is open, and by TFTP where it is not.
        bool hasHttp = mishaps.Seed % 2 == 0;
        _bench = new AnsweringBench(_clock, _lan, shelf, pair.Goal, hasHttp, tells ? Tell : null);
    }

    internal HandsetQuirks Quirks { get; init; } = new();

    internal HandsetFlash Flash { get; set; }

    /// <summary>Leads the phone until it is proved, refused, broken, or has been plugged in often enough.</summary>
    internal LedResult Lead()
    {
        string? registered = null;
        _began = Flash.HasGoodImage;
        int restarts = _mishaps.Restarts, cuts = _mishaps.PowerCuts;
        for (int cycle = 0; cycle < MostPowerCycles; cycle++)
        {
            registered = Run(ref restarts, ref cuts);
            if (Flash.IsBricked || _bench.Find(Mac)?.Conversion?.Status is ConversionStatus.Refused) break;
            if (_bench.Find(Mac)?.Conversion is { Status: ConversionStatus.Proved, Target: { } target }
                && registered == target) break;
        }

        return Judge(registered);
    }

    private string? Run(ref int restarts, ref int cuts)
    {
        using CancellationTokenSource plug = new();
        Handset phone = new(new HandsetOptions
        {
            Mac = Mac,
            Model = _model,
            Flash = Flash,
            Address = Address,
            Tftp = _bench.Tftp,
            Network = _lan,
            Time = _clock,
            Quirks = Quirks,
            // Its own chance, which is another from one time that it is plugged in to the next.
            Dice = new NetworkDice(_chance.Next(), 0),
            Log = _story is null ? null : line => Tell("   " + line),
        });
        _bench.Proving = load => _isFalse |= phone.Flash.Load != load || !phone.Flash.HasGoodImage;
        string? served = null;
        _bench.Serving = name => served = name;
        if (restarts-- > 0) _clock.At(_clock.Now + Moment(), _bench.Restart);
        Action<HandsetPhase>? cut = cuts-- > 0 ? PlanCut(phone, plug) : null;
        phone.PhaseChanged += phase =>
        {
            cut?.Invoke(phase);
            if (phase is HandsetPhase.WritingBootCode or HandsetPhase.WritingApplication or HandsetPhase.WritingScratch)
                _firstTaken ??= served;
        };
        Task<string?> run = phone.RunAsync(MostBoots, plug.Token);
        if (!_clock.RunUntil(run, _clock.Now + LongestCycle))
        {
            plug.Cancel();
            _clock.RunUntil(run, _clock.Now + LongestCycle);
        }

        Flash = phone.Flash;
        string? registered = run.IsCanceled ? null : run.Result;
        string end = run.IsCanceled ? "the plug is pulled" : "it stays";
        Tell($"-- {end}: {registered}, {Flash.Loader} {Flash.Load}");
        return registered;
    }

    /// <summary>Most of a boot lies in its first minutes.</summary>
    private TimeSpan Moment() => TimeSpan.FromSeconds(_chance.NextDouble() * 240);

    /// <summary>Half of the cuts come at a step of a kind, the others at any moment.</summary>
    private Action<HandsetPhase>? PlanCut(Handset phone, CancellationTokenSource plug)
    {
        if (!_mishaps.AtSteps || _chance.Next(2) == 0)
        {
            _clock.At(_clock.Now + Moment(), () => Cut(phone, plug));
            return null;
        }

        HandsetPhase at = Steps[_chance.Next(Steps.Length)];
        int left = at is HandsetPhase.Fetching ? _chance.Next(12) : _chance.Next(2);
        TimeSpan later = TimeSpan.FromSeconds(_chance.NextDouble() * 4);
        return phase =>
        {
            if (phase == at && left-- == 0) _clock.At(_clock.Now + later, () => Cut(phone, plug));
        };
    }

    /// <summary>Power that fails while boot code is written breaks a phone, whoever serves it.</summary>
    private void Cut(Handset phone, CancellationTokenSource plug)
    {
        if (phone.IsWritingBootCode) _clock.At(_clock.Now + TimeSpan.FromSeconds(7), () => Cut(phone, plug));
        else if (phone.Phase is not HandsetPhase.Off) plug.Cancel();
    }

    private LedResult Judge(string? registered)
    {
        PhoneCase? known = _bench.Find(Mac);
        ConversionState? state = known?.Conversion;
        bool hasGoal = Flash.HasGoodImage && state?.Target == Flash.Load;
        bool isThere = hasGoal && registered == Flash.Load;
        LedEnd end = Flash.IsBricked ? LedEnd.Bricked
            : _isFalse ? LedEnd.ProvedFalsely
            : state is { Status: ConversionStatus.Proved } ? isThere ? LedEnd.Proved : LedEnd.ProvedFalsely
            : !Flash.HasGoodImage && _began ? LedEnd.Stranded
            : state is { Status: ConversionStatus.Refused, Reason: not null } ? LedEnd.Refused
            : known is not null && PhoneFindings.Of(known, known.LastSeen).Count > 0
                ? LedEnd.Waiting
            : LedEnd.Stuck;
        string words = $"{end}: it registered with {registered ?? "nothing"} and has {Flash.Loader} "
            + $"{Flash.Load ?? "no load"}; {state?.Status} {state?.Target} {state?.Reason}";
        return new LedResult(end, words, state?.Reason, _story ?? []) { FirstTaken = _firstTaken };
    }

    private void Tell(string line) => _story?.Add(string.Create(
        CultureInfo.InvariantCulture, $"{_clock.Now.TotalSeconds,8:0.00} {line}"));
}

/// <summary>What goes wrong, by a seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Loss">Probability that a packet is lost; half of that it comes twice.</param>
/// <param name="PowerCuts">How often the plug is pulled.</param>
/// <param name="Restarts">How often the server begins anew.</param>
internal sealed record Mishaps(int Seed, double Loss, int PowerCuts, int Restarts)
{
    /// <summary>Whether half of the cuts come at a step of a kind.</summary>
    internal bool AtSteps { get; init; }

    internal static Mishaps None { get; } = new(0, 0, 0, 0);
}
