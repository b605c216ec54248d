using Ringback.Datagrams;

namespace Ringback.Simulation.Storms;

/// <summary>
/// Waits for packets. While few phones are under way and the server answers quickly, it looks again and again before it
/// sleeps: to be woken costs more than such an answer takes. Times are microseconds.
/// </summary>
/// <param name="poller">What to sleep in.</param>
/// <param name="spin">How long to look before sleeping; 0 sleeps at once.</param>
/// <param name="precise">True when a moment must not be missed by a part of a millisecond.</param>
internal sealed class StormWait(IDatagramPoller poller, long spin, bool precise)
{
    /// <summary>Ports that one look names at most.</summary>
    internal const int MostPorts = 64;

    // With more phones there is always another packet, and looking for it would only make the batches small.
    private const int Few = 4;

    // So many looks in vain, and the server is taken for a slow one; one sleep in so many is then tried again.
    private const int MostTrust = 8;
    private const int Retrial = 64;

    private const long Millisecond = 1000;

    private readonly int[] _ready = new int[MostPorts];
    private int _trust = MostTrust;
    private int _sleeps;
    private int _looks;
    private int _last = -1;
    private long _lookUntil;

    /// <summary>
    /// The ports that may have something: none when the time has come, when somebody woke us, or when it is time to
    /// look again.
    /// </summary>
    internal ReadOnlySpan<int> Until(long due, long now, int underWay)
    {
        long left = due - now;
        if (left <= 0) return Wait(TimeSpan.Zero);
        if (underWay <= Few && MayLook(now))
        {
            // A single stream has one port, and to receive from it is to look. Another one is thought of now and then.
            bool guess = underWay == 1 && _last >= 0 && ++_looks % 8 != 0;
            if (!guess) return Wait(TimeSpan.Zero);
            _ready[0] = _last;
            return _ready.AsSpan(0, 1);
        }

        // The system sleeps whole milliseconds and rather longer than shorter. Where a phone's thinking time is
        // measured in them, the last one is spent awake.
        if (precise) left = left / Millisecond * Millisecond;
        return Wait(TimeSpan.FromMicroseconds(Math.Min(left, int.MaxValue)));
    }

    /// <summary>Something came to this port.</summary>
    internal void Heard(int token)
    {
        _last = token;
        if (_lookUntil == 0) return;
        _lookUntil = 0;
        _trust = MostTrust;
    }

    private bool MayLook(long now)
    {
        if (spin == 0) return false;
        if (_lookUntil == 0)
        {
            if (_trust == 0 && ++_sleeps % Retrial != 0) return false;
            _lookUntil = now + spin;
            return true;
        }

        if (now < _lookUntil) return true;
        _lookUntil = 0;
        _trust = Math.Max(_trust - 1, 0);
        return false;
    }

    private ReadOnlySpan<int> Wait(TimeSpan longest) => _ready.AsSpan(0, poller.Wait(longest, _ready));
}
