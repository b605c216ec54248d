using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Workbench.Desk;

namespace Ringback.Workbench.Dhcp;

/// <summary>
/// Notices phones that got an address and then ask for nothing. Silence is no event by itself, so somebody has to look
/// at the clock; what it finds is an event like any other.
/// </summary>
internal sealed class SilenceWatch : IDisposable
{
    /// <summary>The others are told of the next time; made-up phones are silent by the thousand.</summary>
    internal const int MostAtOnce = 64;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly CaseDesk _desk;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private int _looking;

    internal SilenceWatch(CaseDesk desk, TimeProvider time)
    {
        _desk = desk;
        _time = time;
        _timer = time.CreateTimer(_ => Look(), null, LookEvery, LookEvery);
    }

    /// <summary>Looks once.</summary>
    internal void Look()
    {
        if (Interlocked.Exchange(ref _looking, 1) == 1) return;
        try
        {
            DateTimeOffset now = _time.GetUtcNow();
            int told = 0;
            foreach (PhoneCase phone in _desk.Cases)
            {
                if (phone is not { Mac: { } mac, Addressing: { Silent: null, Lease: { } lease } }) continue;
                if (Silence.Of(phone, now) is not { } silent) continue;
                if (++told > MostAtOnce) break;
                _desk.Record(new SilenceNoticed
                {
                    At = now, Address = lease.Given, Mac = mac, LeasedAt = lease.At, Seconds = silent.TotalSeconds,
                });
            }
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }

    public void Dispose() => _timer.Dispose();
}
