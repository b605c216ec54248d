namespace Ringback.Wire.Tftp;

/// <summary>
/// The smoothed round trip and what follows from it: RFC 6298 §2, whose eighths and quarters are shifts here. A server
/// takes a quarter of a million answers a second, and each is measured.
/// </summary>
internal record struct TftpRoundTrip
{
    private long _smoothed;
    private long _variance;

    /// <summary>In ticks; 0 until one was measured.</summary>
    internal readonly long Smoothed => _smoothed;

    internal readonly TimeSpan? Value => _smoothed > 0 ? new TimeSpan(_smoothed) : null;

    internal void Measure(long sample)
    {
        // An answer within one tick of the clock is still an answer.
        if (sample <= 0) sample = 1;
        if (_smoothed == 0)
        {
            _smoothed = sample;
            _variance = sample >> 1;
            return;
        }

        _variance += (Math.Abs(_smoothed - sample) - _variance) >> 2;
        _smoothed += (sample - _smoothed) >> 3;
        if (_smoothed == 0) _smoothed = 1;
    }

    /// <summary>
    /// A sample that is too long, if it is wrong: the answer to a part of a window may have been waited for. It counts
    /// when nothing better is known, or when it is shorter than what is believed.
    /// </summary>
    internal void MeasureAtMost(long sample)
    {
        if (_smoothed == 0 || sample < _smoothed) Measure(sample);
    }

    /// <summary>How long to wait for an answer, in ticks.</summary>
    internal readonly long Timeout(TftpTiming timing) =>
        _smoothed == 0
            ? timing.FirstTimeout.Ticks
            : Math.Min(
                Math.Max(_smoothed + (_variance << 2), timing.ShortestTimeout.Ticks), timing.LongestTimeout.Ticks);
}
