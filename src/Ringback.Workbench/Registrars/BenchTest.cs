using System.Globalization;
using Ringback.Phones.Events;
using Ringback.Wire.Sccp;

namespace Ringback.Workbench.Registrars;

/// <summary>
/// The bench test of one phone as a machine: what its person does and the time go in, and what the phone is told comes
/// out. Everything is confirmed on the phone itself, so that nobody has to look at a screen meanwhile: it rings, and
/// lifting the handset shows that it did; it shows a number, and typing it shows that it could be read.
/// </summary>
internal sealed class BenchTest
{
    /// <summary>How long the phone rings.</summary>
    internal static readonly TimeSpan LongestRing = TimeSpan.FromSeconds(60);

    /// <summary>How long a person has for one part.</summary>
    internal static readonly TimeSpan LongestPart = TimeSpan.FromSeconds(45);

    // A person who has spoken for half a second, in packets of 20 ms.
    private const long LeastPackets = 25;

    // A quiet room gives a hundredth of the loudest sine at most; a voice at a handset several times that.
    private const double LeastLoudness = 0.02;
    private const char Yes = '1';
    private const char No = '2';
    private const int MostWrongDigits = 12;

    private static readonly BenchTestPart[] Order = Enum.GetValues<BenchTestPart>();

    private readonly List<BenchTestResult> _results = [];
    private readonly List<SccpOrder> _orders = [];
    private readonly string _code;
    private string _typed = "";
    private string _remaining = SccpKeypad.Keys;
    private TimeSpan _begun;
    private TimeSpan _since;
    private bool _saysHeard;

    private readonly bool _rangOnly;

    /// <param name="seed">Which number the display shows.</param>
    /// <param name="rangOnly">
    /// True for a phone of which nothing can be reached but its ringer and its voice, as over SIP: its display shows
    /// who calls, its lamp blinks while it rings, and a terminal says what to do.
    /// </param>
    internal BenchTest(int seed, bool rangOnly = false)
    {
        _rangOnly = rangOnly;
        _code = new Random(seed).Next(100, 1000).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Who calls, with the number that is to be typed.</summary>
    internal string Caller => $"Ringback {_code}";

    /// <summary>What has been tried so far, in this order.</summary>
    internal IReadOnlyList<BenchTestResult> Results => _results;

    /// <summary>The part that is tried now; null at the end.</summary>
    internal BenchTestPart? Part => _results.Count < Order.Length ? Order[_results.Count] : null;

    /// <summary>How long it has taken.</summary>
    internal TimeSpan Taken { get; private set; }

    /// <summary>What to tell the phone, in this order; taken once.</summary>
    internal IReadOnlyList<SccpOrder> TakeOrders()
    {
        SccpOrder[] orders = [.. _orders];
        _orders.Clear();
        return orders;
    }

    internal void Begin(TimeSpan now)
    {
        _begun = now;
        _since = now;
        _orders.AddRange([new SccpWatch(true), new SccpRing(), new SccpShow("Ringback: lift the handset")]);
    }

    /// <summary>The phone cannot be rung.</summary>
    internal void Refused(TimeSpan now) => Finish(BenchTestOutcome.Failed, "it is in a call, or there is no echo", now);

    internal void Lifted(TimeSpan now)
    {
        if (Part is not BenchTestPart.Ringer) return;
        Pass(string.Create(CultureInfo.InvariantCulture, $"answered after {(now - _since).TotalSeconds:0} s"), now);
    }

    /// <summary>The call is over: somebody hung up, or the phone is gone.</summary>
    internal void Ended(TimeSpan now)
    {
        if (Part is BenchTestPart.Ringer) Finish(BenchTestOutcome.Failed, "it stopped ringing", now);
        else if (Part is not null) Finish(BenchTestOutcome.NotTried, "the handset was put down before", now);
    }

    internal void Pressed(char key, EchoHeard heard, TimeSpan now)
    {
        switch (Part)
        {
            case BenchTestPart.Handset or BenchTestPart.Speaker when key == Yes:
                _saysHeard = true;
                Listen(heard, now);
                break;
            case BenchTestPart.Handset or BenchTestPart.Speaker or BenchTestPart.Lamps when key == No:
                Fail("the person says no", now);
                break;
            case BenchTestPart.Lamps when key == Yes:
                Pass(_rangOnly ? "the person says that it blinked" : "the person says that it blinks", now);
                break;
            case BenchTestPart.Display:
                Type(key, now);
                break;
            case BenchTestPart.Keys:
                TickOff(key, now);
                break;
        }
    }

    /// <summary>Time passes. Several times a second.</summary>
    internal void Tick(EchoHeard heard, TimeSpan now)
    {
        if (_saysHeard && Part is not null) Listen(heard, now);
        TimeSpan waited = now - _since;
        switch (Part)
        {
            case null:
                break;
            case BenchTestPart.Ringer when waited > LongestRing:
                Finish(BenchTestOutcome.Failed, "nobody lifted the handset", now);
                break;
            case BenchTestPart.Keys when waited > LongestPart:
                Fail($"nothing came of {string.Join(' ', _remaining.ToCharArray())}", now);
                break;
            case BenchTestPart.Handset or BenchTestPart.Speaker when waited > LongestPart:
                Fail(heard.Packets == 0 ? "no voice came from it" : "nobody confirmed that it was heard", now);
                break;
            case BenchTestPart.Display or BenchTestPart.Lamps when waited > LongestPart:
                Fail("nobody confirmed it", now);
                break;
        }
    }

    /// <summary>The person says that he heard himself; what came must say so too.</summary>
    private void Listen(EchoHeard heard, TimeSpan now)
    {
        if (heard.Packets < LeastPackets) return;
        string loudness = string.Create(CultureInfo.InvariantCulture, $"{heard.Loudest:P0} of full loudness");
        if (heard.Loudest >= LeastLoudness) Pass($"heard by the person and here, {loudness}", now);
        else if (now - _since > TimeSpan.FromSeconds(10)) Fail($"only silence came from it, {loudness}", now);
    }

    private void Type(char key, TimeSpan now)
    {
        _typed += key;
        if (_typed.EndsWith(_code, StringComparison.Ordinal)) Pass("what it showed was typed", now);
        else if (_typed.Length >= MostWrongDigits) Fail("what it showed was not typed", now);
    }

    private void TickOff(char key, TimeSpan now)
    {
        _remaining = _remaining.Replace($"{key}", "", StringComparison.Ordinal);
        if (_remaining.Length == 0) Pass("all twelve arrived", now);
        else _orders.Add(new SccpShow($"Press {_remaining}"));
    }

    private void Pass(string detail, TimeSpan now) => Next(BenchTestOutcome.Passed, detail, now);

    private void Fail(string detail, TimeSpan now) => Next(BenchTestOutcome.Failed, detail, now);

    private void Next(BenchTestOutcome outcome, string detail, TimeSpan now)
    {
        if (Part is BenchTestPart.Lamps) _orders.Add(new SccpLamps(SccpLampMode.Off));
        _results.Add(new BenchTestResult(Part!.Value, outcome, detail));
        _since = now;
        _saysHeard = false;
        Taken = now - _begun;
        switch (Part)
        {
            case BenchTestPart.Handset:
                _orders.Add(new SccpShow("Speak. Heard? 1 = yes, 2 = no"));
                break;
            case BenchTestPart.Display:
                _orders.Add(new SccpShow($"Type this: {_code}"));
                break;
            case BenchTestPart.Keys:
                _orders.Add(new SccpShow($"Press {_remaining}"));
                break;
            case BenchTestPart.Lamps:
                _orders.AddRange([new SccpLamps(SccpLampMode.Blink), new SccpShow("Red lamp blinks? 1 yes, 2 no")]);
                break;
            case BenchTestPart.Speaker:
                _orders.AddRange([new SccpSpeaker(true), new SccpShow("Speaker: heard? 1 yes, 2 no")]);
                break;
            default:
                TakeLeave();
                break;
        }
    }

    /// <summary>The end before the end: this part, and those that were not tried.</summary>
    private void Finish(BenchTestOutcome outcome, string detail, TimeSpan now)
    {
        if (Part is BenchTestPart.Lamps) _orders.Add(new SccpLamps(SccpLampMode.Off));
        if (Part is { } part) _results.Add(new BenchTestResult(part, outcome, detail));
        while (Part is { } left)
            _results.Add(new BenchTestResult(left, BenchTestOutcome.NotTried, "the test ended before it"));
        Taken = now - _begun;
        _saysHeard = false;
        TakeLeave();
    }

    private void TakeLeave() => _orders.AddRange(
        [new SccpShow("Ringback: thank you"), new SccpHangUp(), new SccpWatch(false), new SccpShow(null)]);
}
