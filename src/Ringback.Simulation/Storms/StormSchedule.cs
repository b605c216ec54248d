namespace Ringback.Simulation.Storms;

/// <summary>Which phone asks for what, and when. Times are microseconds.</summary>
internal sealed class StormSchedule
{
    private readonly StormScenario _scenario;
    private readonly int _phones;
    private readonly int _starts;
    private readonly long _spread;
    private readonly int _rate;
    private int _started;
    private int _begun;
    private bool _stopped;

    internal StormSchedule(StormOptions options)
    {
        _scenario = options.Scenario;
        _phones = options.Phones;
        _rate = options.Rate;
        Requests = options.Requests;
        // In a storm of missing files each request has its moment; in the others each phone has, and goes on by itself.
        _starts = _scenario == StormScenario.Missing ? Requests : Math.Min(_phones, Requests);
        _spread = options.Spread.Ticks / TimeSpan.TicksPerMicrosecond;
    }

    /// <summary>Requests in all.</summary>
    internal int Requests { get; }

    /// <summary>True when no phone has yet to start.</summary>
    internal bool IsOver => _stopped || _started == _starts || _begun == Requests;

    /// <summary>Nobody starts any more.</summary>
    internal void Stop() => _stopped = true;

    /// <summary>The next phone whose moment has come and that is free.</summary>
    internal bool TryNext(long now, StormPhone[] phones, out int phone)
    {
        phone = _started % _phones;
        if (IsOver || Moment(_started) > now || phones[phone].IsUnderWay) return false;
        _started++;
        _begun++;
        return true;
    }

    /// <summary>True when a phone that has its file asks for another one at once.</summary>
    internal bool GoesOn()
    {
        if (_scenario is not (StormScenario.Boot or StormScenario.Mix) || _stopped || _begun == Requests) return false;
        _begun++;
        return true;
    }

    /// <summary>When to look again. A phone that is not free yet is waited for by its own deadline.</summary>
    internal long Next(StormPhone[] phones) =>
        IsOver || phones[_started % _phones].IsUnderWay ? long.MaxValue : Moment(_started);

    /// <summary>Whether the next file of a phone that has asked for so many is a missing one.</summary>
    internal bool IsMissing(int files) => _scenario switch
    {
        StormScenario.Missing => true,
        StormScenario.Boot or StormScenario.Mix => files % 2 == 0,
        _ => false,
    };

    private long Moment(int start) => _scenario == StormScenario.Missing
        ? start * 1_000_000L / _rate
        : _spread * start / _starts;
}
