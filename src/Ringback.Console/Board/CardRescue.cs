using System.Net;
using Microsoft.Extensions.Logging;
using Ringback.Catalogue;
using Ringback.Console.Subject;
using Ringback.Phones.Events;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Network;
using Ringback.Workbench.Rescue;

namespace Ringback.Console.Board;

/// <summary>A rescue as it stands.</summary>
/// <param name="Interface">The network card.</param>
/// <param name="Mac">The only phone that counts; null for every phone.</param>
/// <param name="DryRun">True when nothing is sent and nothing is changed.</param>
/// <param name="HeardBy">How phones are heard.</param>
/// <param name="Running">False once it has ended.</param>
/// <param name="Steps">What it did, or would do, the oldest first.</param>
/// <param name="Ended">Why it ended by itself; null while it runs, and when somebody ended it.</param>
public sealed record RescueView(string Interface, MacAddress? Mac, bool DryRun, string HeardBy, bool Running,
    IReadOnlyList<RescueJson> Steps, string? Ended);

/// <summary>A rescue that somebody asks for.</summary>
/// <param name="Interface">The network card.</param>
/// <param name="Mac">The only phone that counts; null for every phone.</param>
/// <param name="Told">What a person read off the phone; null where it is heard.</param>
/// <param name="DryRun">True to send nothing and change nothing.</param>
public sealed record RescueAsked(string Interface, MacAddress? Mac, ToldSight? Told, bool DryRun);

/// <summary>A rescue as a program of its own.</summary>
internal static class RescueCommand
{
    /// <summary>What to type for it. Windows has nothing that raises a program's rights as it begins.</summary>
    internal static string Of(string? card, MacAddress? mac, bool isDry = false) =>
        (OperatingSystem.IsWindows() ? "" : "sudo ") + $"ringback rescue --interface {card}"
            + (mac is { } only ? $" --mac {only}" : "") + (isDry ? " --dry-run" : "");
}

/// <summary>Why a rescue does not begin.</summary>
/// <param name="Because">Why.</param>
/// <param name="Commands">What to type before the next try.</param>
public sealed record RescueRefused(string Because, IReadOnlyList<string> Commands);

/// <summary>
/// One rescue at a time, for whoever looks: what <c>rescue</c> does, beside what is served here. What it takes is given
/// back when it ends. Safe for several threads.
/// </summary>
public sealed class CardRescue : IAsyncDisposable
{
    // A phone asks for the same again and again; each step is told once, so that these are many phones.
    private const int MostSteps = 500;

    private readonly ConsoleSubject _subject;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _lock = new();
    private RescueView? _now;
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;

    internal CardRescue(ConsoleSubject subject, TimeProvider time, ILoggerFactory loggers)
    {
        _subject = subject;
        _time = time;
        _loggers = loggers;
    }

    /// <summary>The one that runs, or the last one; null when there was none.</summary>
    public RescueView? Now
    {
        get
        {
            lock (_lock) return _now;
        }
    }

    /// <summary>Why this program can only say what a rescue would do; null when it can do it.</summary>
    public string? WhyDryOnly => _subject.Options switch
    {
        { Networks: GuestNetworks { BesideOwn: false } } => "This program was started as a rescue: one is running.",
        { Networks: not GuestNetworks } => "This program serves only the networks that it was told to (--allow), and a "
            + "rescued phone is in none of them. Begin the rescue as a program of its own.",
        { Addresses: var own } when !own.Contains(IPAddress.Any) => "This program serves at chosen addresses only "
            + "(--bind, --interface, --dhcp or --bench), and a rescue needs one that it takes. Begin the rescue as a "
            + "program of its own, after this one has ended.",
        _ => null,
    };

    /// <summary>Begins one, and ends what was begun before.</summary>
    /// <param name="asked">Which.</param>
    /// <returns>Why it cannot be; null when it has begun.</returns>
    public async Task<RescueRefused?> BeginAsync(RescueAsked asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        bool isDry = asked.DryRun;
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!isDry && WhyDryOnly is { } whyNot) return new RescueRefused(whyNot, []);
            BenchSystem system = _subject.System;
            CardChoice choice = CardChoice.Make(
                system.Cards(), new CardQuestion { Interface = asked.Interface, Use = CardUse.Take });
            if (choice is CardRefused refused) return new RescueRefused($"{refused.Because} {refused.Advice}", []);
            await CloseAsync().ConfigureAwait(false);
            RescueOpening opening = new()
            {
                Card = ((CardChosen)choice).Card,
                System = system,
                Guests = isDry ? new GuestNetworks() : (GuestNetworks)_subject.Options.Networks!,
                Only = asked.Mac,
                IsDry = isDry,
                TellsDhcp = _subject.Options.Dhcp is null,
                Told = asked.Told,
            };
            RescueOpenOutcome opened = opening.Open(_time, _loggers, (step, e) => Take(step, isDry ? null : e));
            if (opened is RescueNotOpen shut) return new RescueRefused(shut.Because, shut.Commands);
            RescueOpen open = (RescueOpen)opened;
            lock (_lock) _now = new RescueView(asked.Interface, asked.Mac, isDry, open.HeardBy, true, [], null);
            _stop = new CancellationTokenSource();
            _running = RunAsync(open.Rescue, isDry, _stop.Token);
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends it, with everything given back; what it did stays to be read.</summary>
    public async Task EndAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            await CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    private async Task RunAsync(RescueBench rescue, bool isDry, CancellationToken stop)
    {
        // Whoever asked for it is not kept waiting.
        await Task.Yield();
        string? ended = null;
        try
        {
            await using (rescue.ConfigureAwait(false))
            {
                Action<PhoneEvent> record = isDry ? _ => { } : _subject.Bench.Desk.Record;
                RescueStep? end = await rescue.RunAsync(record, stop).ConfigureAwait(false);
                if (end is not null) ended = $"{end.Address} is not taken: {end.Because}.";
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Phones are served on, and what is left on a card is taken off at the next start.
            ended = $"Ringback stumbles over it ({e.GetType().Name}: {e.Message}). That is a fault of Ringback.";
        }

        lock (_lock) _now = _now! with { Running = false, Ended = ended };
    }

    private void Take(RescueStep step, PhoneEvent? e)
    {
        if (e is not null) _subject.Bench.Desk.Record(e);
        lock (_lock)
        {
            if (_now is null) return;
            IEnumerable<RescueJson> before = _now.Steps.Count < MostSteps ? _now.Steps : _now.Steps.Skip(1);
            _now = _now with { Steps = [.. before, RescueJson.Of(step)] };
        }
    }

    private async Task CloseAsync()
    {
        if (_stop is null) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
        _stop = null;
    }
}
