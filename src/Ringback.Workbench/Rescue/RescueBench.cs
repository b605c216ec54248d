using System.Net;
using System.Threading.Channels;
using Ringback.Observation.Dhcp;
using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Rescue;

/// <summary>
/// Becomes the network that phones look for: what is heard goes to <see cref="RescueMachine"/>, and what that says is
/// done with the system's own tools. What was done is undone at the end, and after a crash at the next start.
/// </summary>
public sealed class RescueBench : IAsyncDisposable
{
    // Phones ask every few seconds; who asks more is heard again soon enough.
    private const int MostWaiting = 1024;

    private readonly RescueOptions _options;
    private readonly IRescueWire _wire;
    private readonly TimeProvider _time;
    private readonly Action<RescueStep, PhoneEvent?> _tell;
    private readonly RescueMachine _machine;
    private readonly long _start;
    private readonly List<Hold> _holds = [];
    private readonly List<TagBridge> _bridges = [];
    private readonly HashSet<string> _failures = [];
    private readonly HashSet<PhoneEvent> _announced = [];

    private readonly Channel<RescueSight> _sights = Channel.CreateBounded<RescueSight>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Begins with nothing taken.</summary>
    /// <param name="options">Where and for whom.</param>
    /// <param name="wire">What is heard; is closed at the end.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tell">Told of each step, with its event for the story.</param>
    public RescueBench(
        RescueOptions options, IRescueWire wire, TimeProvider time, Action<RescueStep, PhoneEvent?> tell)
    {
        _options = options;
        _wire = wire;
        _time = time;
        _tell = tell;
        _machine = new RescueMachine(options.Rules);
        _start = time.GetTimestamp();
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Runs until it is told to end, or until an address is somebody else's.</summary>
    /// <returns>The step that ended it; null when it was told to end.</returns>
    public async Task<RescueStep?> RunAsync(Action<PhoneEvent> record, CancellationToken cancel)
    {
        _wire.Begin(sight => _sights.Writer.TryWrite(sight), word => Hear(word, record));
        try
        {
            if (_options.Told is { } told
                && await PerformAsync(_machine.Take(told, Now)).ConfigureAwait(false) is { } refused)
            {
                return refused;
            }

            while (true)
            {
                await WaitAsync(cancel).ConfigureAwait(false);
                do
                {
                    IReadOnlyList<RescueAction> actions = _sights.Reader.TryRead(out RescueSight? sight)
                        ? _machine.Take(sight, Now)
                        : _machine.Elapsed(Now);
                    if (await PerformAsync(actions).ConfigureAwait(false) is { } end) return end;
                }
                while (_sights.Reader.TryPeek(out _));
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Gives everything back, the last first.</summary>
    public async ValueTask DisposeAsync()
    {
        _wire.Dispose();
        for (int i = _holds.Count - 1; i >= 0; i--)
            await GiveBackAsync(_holds[i], "Ringback ends").ConfigureAwait(false);
        _holds.Clear();
        foreach (TagBridge bridge in _bridges) bridge.Dispose();
    }

    /// <summary>Where the kernel makes no such interface, this program does.</summary>
    private async Task<bool> BridgeAsync(TagAction tag)
    {
        (TagBridge? bridge, string because) = await TagBridge
            .OpenAsync(_options.Card, tag.Vlan, _options.System).ConfigureAwait(false);
        if (bridge is null)
        {
            Fail(Step(tag), because, $"bridge {tag.Vlan}");
            return false;
        }

        _bridges.Add(bridge);
        Tell(Step(tag) with { Card = bridge.Name, Because = because });
        return true;
    }

    private async Task WaitAsync(CancellationToken cancel)
    {
        if (_machine.Deadline is not { } deadline)
        {
            await _sights.Reader.WaitToReadAsync(cancel).ConfigureAwait(false);
            return;
        }

        TimeSpan wait = deadline - Now;
        if (wait <= TimeSpan.Zero) return;
        using CancellationTokenSource due = new(wait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, due.Token);
        try
        {
            await _sights.Reader.WaitToReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (due.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            // Something is due.
        }
    }

    /// <summary>Who says by DHCP or an announcement that it is a phone is one, whatever its MAC begins with.</summary>
    private void Hear(PhoneEvent word, Action<PhoneEvent> record)
    {
        if (word.Mac is not { } mac) return;
        HardwareAddress hardware = EthernetAddress.HardwareOf(mac);
        bool saysPhone = word is PhoneAnnounced
            || (word is AddressAsked { VendorClass: { } said } && DhcpVendorClass.IsPhone(said));
        if (saysPhone) _sights.Writer.TryWrite(new PhoneSight(0, hardware));
        if (!saysPhone && !_options.Rules.MayBePhone(hardware)) return;
        if (word is AddressAsked && !_options.TellsDhcp) return;
        // It announces the same again every minute.
        PhoneEvent bare = word with { At = default };
        if (word is PhoneAnnounced && !_announced.Add(bare)) return;
        if (_announced.Count > MostWaiting) _announced.Clear();
        record(word);
    }

    /// <summary>Does it all, with what follows from how it went; the step that ends everything, or null.</summary>
    private async Task<RescueStep?> PerformAsync(IReadOnlyList<RescueAction> actions)
    {
        Queue<RescueAction> waiting = new(actions);
        RescueStep? end = null;
        while (waiting.TryDequeue(out RescueAction? action))
        {
            bool? isDone = await DoAsync(action).ConfigureAwait(false);
            if (action is GiveUpAction up) end ??= Step(up.Refused);
            if (action is RefuseAction { Why: RescueRefusal.IsElsewhere } refuse) end ??= Step(refuse);
            if (isDone is not { } done) continue;
            foreach (RescueAction next in done ? _machine.Done(action, Now) : _machine.Failed(action, Now))
                waiting.Enqueue(next);
        }

        return end;
    }

    /// <summary>Does one; whether it was done, or null where that is all the same.</summary>
    private async Task<bool?> DoAsync(RescueAction action)
    {
        switch (action)
        {
            case ProbeAction probe:
                if (!_options.IsDry) _wire.Probe(probe.Vlan, probe.Address);
                return null;
            case AnnounceAction announce:
                if (!_options.IsDry) _wire.Announce(announce.Vlan, announce.Address);
                return null;
            case TagAction tag:
                return await ChangeAsync(Step(tag), new VlanChange(tag.Vlan), onTag: false).ConfigureAwait(false)
                    || await BridgeAsync(tag).ConfigureAwait(false);
            case ReachAction reach:
                _options.Guests.Add(new IPNetwork(reach.Phone.Address.ToIPAddress(), 32));
                return await ChangeAsync(Step(reach), new RouteChange(reach.Phone.Address), onTag: true)
                    .ConfigureAwait(false);
            case TakeAction take:
                return await ChangeAsync(Step(take), new AddressChange(new CardAddress(take.Address, 32)), onTag: true)
                    .ConfigureAwait(false);
            case GiveUpAction:
                // Why was told as the address was refused.
                return null;
            case ReleaseAction release:
                foreach (Hold held in _holds.Where(h => h.IsOf(release)).ToArray())
                {
                    await GiveBackAsync(held, "another machine has it").ConfigureAwait(false);
                    _holds.Remove(held);
                }

                return null;
            default:
                Tell(Step(action));
                return null;
        }
    }

    private async Task<bool> ChangeAsync(RescueStep step, CardChange change, bool onTag)
    {
        IAddressSetter setter = _options.System.Setter;
        string name = onTag && step.Vlan != 0
            ? setter.VlanName(_options.Card.Name, step.Vlan)
            : _options.Card.Name;
        string[] typed = [.. change.Make(setter, name).Select(c => c.TypedWithRights)];
        step = step with { Card = name, Commands = typed };
        if (_options.IsDry)
        {
            Tell(step);
            return true;
        }

        if (_options.System.Cards().FirstOrDefault(c => c.Name == name) is not { } card)
        {
            Fail(step, $"There is no interface {name}.");
            return false;
        }

        BenchChangeOutcome outcome = await BenchChange
            .MakeAsync(card, change, _options.System, CancellationToken.None).ConfigureAwait(false);
        if (outcome is BenchChangeMade made)
        {
            if (made.Held is { } held) _holds.Add(new Hold(step, held));
            _failures.Remove(name + change.Value);
            Tell(step with { Commands = [] });
            return true;
        }

        Fail(step with { Commands = ((BenchChangeRefused)outcome).Commands }, outcome.Because, name + change.Value);
        return false;
    }

    /// <summary>Told once: a phone asks again every few seconds, and each time it is tried anew.</summary>
    private void Fail(RescueStep step, string because, string? once = null)
    {
        if (once is null || _failures.Add(once)) Tell(step with { Kind = RescueStepKind.Fail, Because = because });
    }

    private async Task GiveBackAsync(Hold held, string because)
    {
        Leftover? left = await held.Change.UndoAsync().ConfigureAwait(false);
        RescueStep step = held.Step with { Kind = RescueStepKind.GiveBack, Because = because, Commands = [] };
        Tell(left is { Fate: LeftoverFate.Stuck, Command: { } command }
            ? step with { Kind = RescueStepKind.Fail, Because = left.Because, Commands = [command] }
            : step);
    }

    private void Tell(RescueStep step)
    {
        bool isForeign = !_options.Rules.OwnNetworks.Any(n => n.Contains(step.Phone.Address));
        _tell(step, step.ToEvent(_time.GetUtcNow(), isForeign));
    }

    private RescueStep Step(RescueAction action) => RescueSteps.Of(action, _options.Card.Name);

    /// <summary>Something that is on a card for now.</summary>
    private sealed record Hold(RescueStep Step, BenchChange Change)
    {
        internal bool IsOf(ReleaseAction release) =>
            Step.Kind is RescueStepKind.Take && Step.Vlan == release.Vlan && Step.Address == release.Address;
    }
}
