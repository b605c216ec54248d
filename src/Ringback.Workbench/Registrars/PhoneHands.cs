using System.Net;
using System.Threading.Channels;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Wire.Sccp;
using Ringback.Wire.Sip;
using Ringback.Workbench.Desk;

namespace Ringback.Workbench.Registrars;

/// <summary>Whether a phone was told.</summary>
/// <param name="Done">True when it was.</param>
/// <param name="Because">Why not, and what to do; or what happens now.</param>
public sealed record HandOutcome(bool Done, string Because);

/// <summary>How a bench test goes on.</summary>
/// <param name="Part">The part that is tried now; null at the end.</param>
/// <param name="Results">What has been tried, in this order.</param>
/// <param name="Because">Why there is no test at all; null when there is one.</param>
/// <param name="Via">The message that the phone is registered by; over SIP its display cannot say what to do.</param>
public sealed record BenchTestProgress(BenchTestPart? Part, IReadOnlyList<BenchTestResult> Results,
    string? Because = null, ProofKind? Via = null);

/// <summary>
/// What can be done with phones that are registered here: ring, show, restart, and the bench test. For the command line
/// and the console alike. Safe for several threads.
/// </summary>
public sealed class PhoneHands
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private readonly CaseDesk _desk;
    private readonly SccpService? _sccp;
    private readonly SipService? _sip;
    private readonly TimeProvider _time;
    private readonly HashSet<MacAddress> _tested = [];
    private int _seed = Environment.TickCount;

    internal PhoneHands(CaseDesk desk, SccpService? sccp, SipService? sip, TimeProvider time)
    {
        _desk = desk;
        _sccp = sccp;
        _sip = sip;
        _time = time;
    }

    /// <summary>Tells a phone to do something, over whatever it is registered by.</summary>
    /// <param name="mac">Which.</param>
    /// <param name="hand">What.</param>
    /// <param name="text">What to show; null for everything else.</param>
    /// <param name="by">Who says so.</param>
    public HandOutcome Tell(MacAddress mac, PhoneHand hand, string? text, string by)
    {
        if (_sccp?.Find(Device(mac)) is { } sccp) return TellSccp(mac, sccp, hand, text, by);
        if (_sip?.FindByMac(mac.ToString()) is { } sip) return TellSip(mac, sip, hand, by);
        return new HandOutcome(false, NotHere(mac));
    }

    /// <summary>
    /// Tries all of a phone that can be tried; whoever stands before it is led by its display over SCCP, and over SIP
    /// by what is told here. Each step is told; at the end it is recorded.
    /// </summary>
    /// <param name="mac">Which; it must be registered over SCCP or SIP.</param>
    /// <param name="by">Who has it done.</param>
    /// <param name="cancel">Ends it; what was tried until then is recorded.</param>
    public async IAsyncEnumerable<BenchTestProgress> TestAsync(MacAddress mac, string by,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        if (WhyNot(mac) is { } because)
        {
            yield return new BenchTestProgress(null, [], because);
            yield break;
        }

        try
        {
            await foreach (BenchTestProgress progress in LeadAsync(mac, by, cancel).ConfigureAwait(false))
                yield return progress;
        }
        finally
        {
            lock (_tested) _tested.Remove(mac);
        }
    }

    private string? WhyNot(MacAddress mac)
    {
        if (_sccp?.Find(Device(mac)) is null && _sip?.FindByMac(mac.ToString()) is null) return NotHere(mac);
        lock (_tested) return _tested.Add(mac) ? null : $"phone {mac} is being tested already";
    }

    private async IAsyncEnumerable<BenchTestProgress> LeadAsync(MacAddress mac, string by,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        bool overSccp = _sccp?.Find(Device(mac)) is not null;
        ProofKind via = overSccp ? ProofKind.SccpRegister : ProofKind.SipRegister;
        BenchTest test = new(Interlocked.Increment(ref _seed), rangOnly: !overSccp);
        using ITestedPhone? phone = overSccp
            ? new TestedSccpPhone(_sccp!, Device(mac))
            : TestedSipPhone.Of(_sip, mac, test.Caller);
        if (phone is null) yield break;
        IPAddress? address = phone.Address;
        long begin = _time.GetTimestamp();
        TimeSpan Now() => _time.GetElapsedTime(begin);
        try
        {
            test.Begin(Now());
            int told = -1;
            while (true)
            {
                Do(phone, test, Now());
                if (test.Results.Count > told)
                {
                    // Each part is judged by what came during it.
                    phone.ForgetHeard();
                    told = test.Results.Count;
                    yield return new BenchTestProgress(test.Part, [.. test.Results], null, via);
                }

                if (test.Part is null) break;
                await WaitAsync(phone.Said, cancel).ConfigureAwait(false);
                if (cancel.IsCancellationRequested) test.Ended(Now());
                while (phone.Said.TryRead(out PhoneDid did)) Take(test, phone, did, Now());
                test.Tick(phone.Heard, Now());
                if (!phone.IsHere) test.Ended(Now());
            }
        }
        finally
        {
            Do(phone, test, Now());
            _desk.Record(new BenchTested
            {
                At = _time.GetUtcNow(), Mac = mac, Address = address, Parts = [.. test.Results],
                Seconds = test.Taken.TotalSeconds, By = by,
            });
        }
    }

    private static void Take(BenchTest test, ITestedPhone phone, PhoneDid did, TimeSpan now)
    {
        if (did.IsOver) test.Ended(now);
        else if (did.Key is { } key) test.Pressed(key, phone.Heard, now);
        else test.Lifted(now);
        Do(phone, test, now);
    }

    private static void Do(ITestedPhone phone, BenchTest test, TimeSpan now)
    {
        foreach (SccpOrder order in test.TakeOrders())
        {
            if (!phone.TryDo(order) && order is SccpRing) test.Refused(now);
        }
    }

    /// <summary>Until something is said, or a beat is over.</summary>
    private async Task WaitAsync(ChannelReader<PhoneDid> said, CancellationToken cancel)
    {
        using CancellationTokenSource beat = new(Beat, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(beat.Token, cancel);
        Task waiting = said.WaitToReadAsync(either.Token).AsTask();
        await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private HandOutcome TellSccp(MacAddress mac, SccpPhoneFacts phone, PhoneHand hand, string? text, string by)
    {
        SccpOrder order = hand switch
        {
            PhoneHand.Ring => new SccpRing(),
            PhoneHand.HangUp => new SccpHangUp(),
            PhoneHand.Show => new SccpShow(text),
            PhoneHand.Reset => new SccpReset(Wholly: true),
            // Over SCCP a restart is what makes a phone read its files again.
            _ => new SccpReset(Wholly: false),
        };
        if (!_sccp!.TryOrder(Device(mac), order))
            return new HandOutcome(false, $"phone {mac} is in a call, or the echo is switched off (--echo-port)");
        Record(mac, phone.Address.Address, hand, ProofKind.SccpRegister, text, by);
        return new HandOutcome(true, $"phone {mac} was told over SCCP");
    }

    private HandOutcome TellSip(MacAddress mac, SipBinding phone, PhoneHand hand, string by)
    {
        if (hand is PhoneHand.Show)
        {
            return new HandOutcome(false, $"phone {mac} speaks SIP, over which nothing can be shown but who calls. It "
                + "can be told to ring, to hang up, and to look at its files (check-sync)");
        }

        PhoneHand done = hand is PhoneHand.Ring or PhoneHand.HangUp ? hand : PhoneHand.CheckSync;
        bool isTold = done switch
        {
            PhoneHand.Ring => _sip!.TryRing(phone.User, "Ringback"),
            PhoneHand.HangUp => _sip!.TryHangUp(phone.User),
            _ => _sip!.TryCheckSync(phone.User),
        };
        if (!isTold)
        {
            return new HandOutcome(false, done switch
            {
                PhoneHand.Ring => $"phone {mac} is in a call, or the echo is switched off (--echo-port)",
                PhoneHand.HangUp => $"phone {mac} is in no call",
                _ => $"phone {mac} has just gone",
            });
        }

        Record(mac, phone.Flow.Remote.Address, done, ProofKind.SipRegister, null, by);
        return new HandOutcome(true, done is PhoneHand.CheckSync
            ? $"phone {mac} was told over SIP to look whether it is to restart. A 7940 or 7960 asks for syncinfo.xml, "
                + "gets one that lets it restart when you have none of your own, and restarts"
            : $"phone {mac} was told over SIP");
    }

    private void Record(MacAddress mac, IPAddress address, PhoneHand hand, ProofKind via, string? text, string by) =>
        _desk.Record(new PhoneTold
        {
            At = _time.GetUtcNow(), Mac = mac, Address = address, Hand = hand, Via = via, By = by,
            Text = hand is PhoneHand.Show ? text : null,
        });

    private static string NotHere(MacAddress mac) => $"phone {mac} is not registered here. It must be up, and its "
        + "files must name this computer as its call server";

    private static string Device(MacAddress mac) => "SEP" + mac;
}
