using System.Threading.Channels;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Workbench.Desk;

namespace Ringback.Workbench.Registrars;

/// <summary>
/// Restarts a phone over SCCP or SIP that has come up halfway on its way to the goal: it asks for files only when it
/// starts, and would stay there until somebody took its power. Over MGCP nothing is known that restarts it. One that
/// came up without a plan gets its plan first.
/// </summary>
internal sealed class OnwardRestarts : IAsyncDisposable
{
    /// <summary>How long a phone is left alone after it has come up.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    // Who is too many is told to start again by the story, and by its next registration.
    private const int MostWaiting = 1024;

    private readonly CaseDesk _desk;
    private readonly PhoneHands _hands;
    private readonly TimeProvider _time;
    private readonly OnwardLimit _limit = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<(MacAddress Mac, long Up)> _waiting;
    private readonly Task _reading;
    private readonly Task _telling;

    internal OnwardRestarts(CaseDesk desk, PhoneHands hands, TimeProvider time)
    {
        _desk = desk;
        _hands = hands;
        _time = time;
        _waiting = Channel.CreateBounded<(MacAddress, long)>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });
        _reading = ReadAsync(desk.Watch());
        _telling = TellAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_reading, _telling).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task ReadAsync(ChannelReader<Recorded> told)
    {
        try
        {
            await foreach (Recorded recorded in told.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                if (recorded is
                    {
                        Event: PhoneRegistered { Mac: { } mac },
                        Before.Stage: not BootStage.Registered,
                        Phone.Conversion: null or { Status: ConversionStatus.Running },
                    }) _waiting.Writer.TryWrite((mac, _time.GetTimestamp()));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task TellAsync()
    {
        try
        {
            await foreach ((MacAddress mac, long up) in _waiting.Reader.ReadAllAsync(_stop.Token)
                .ConfigureAwait(false))
            {
                TimeSpan left = Pause - _time.GetElapsedTime(up);
                if (left > TimeSpan.Zero) await Task.Delay(left, _time, _stop.Token).ConfigureAwait(false);
                if (_desk.GoalOf(mac) is null || _desk.Stays(mac)) continue;
                _desk.TakeStock(mac);
                if (_desk.CaseOf(mac) is not { } phone) continue;
                if (_limit.Admits(mac, phone)) _hands.Tell(mac, PhoneHand.Reset, null, "so that its way goes on");
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
    }
}

/// <summary>
/// How often a phone is restarted: one that stays where it is, or goes to and fro, is not sent round.
/// </summary>
internal sealed class OnwardLimit
{
    internal const int MostAtOnePlace = 2;
    internal const int MostOnOneWay = 6;

    private const int MostRemembered = 4096;

    private readonly Dictionary<MacAddress, Way> _ways = [];

    /// <summary>
    /// True when the phone is up over SCCP or SIP on something else than its target, and may be restarted.
    /// </summary>
    internal bool Admits(MacAddress mac, PhoneCase phone)
    {
        if (phone is not { Stage: BootStage.Registered, Protocol: PhoneProtocol.Sccp or PhoneProtocol.Sip }
            || phone.Conversion is not { Status: ConversionStatus.Running, Target: { } target } way) return false;
        string place = $"{way.Step} {phone.Load}";
        Way before = _ways.TryGetValue(mac, out Way? known) && known.Target == target
            ? known
            : new Way(target, place, 0, 0);
        Way now = before with
        {
            Place = place, Here = before.Place == place ? before.Here + 1 : 1, InAll = before.InAll + 1,
        };
        if (now.Here > MostAtOnePlace || now.InAll > MostOnOneWay) return false;
        if (_ways.Count >= MostRemembered) _ways.Clear();
        _ways[mac] = now;
        return true;
    }

    private sealed record Way(string Target, string Place, int Here, int InAll);
}
