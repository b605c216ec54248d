using System.Net;
using Ringback.Datagrams;

namespace Ringback.Simulation.Tests.Storms;

/// <summary>A clock that only moves when the storm would sleep.</summary>
internal sealed class StormTime : TimeProvider
{
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    internal TimeSpan Now => _now;

    public override long GetTimestamp() => _now.Ticks;

    internal void Advance(TimeSpan by) => _now += by;

    /// <summary>The next time that the storm would sleep, this machine does not let it go on for so long.</summary>
    internal TimeSpan Stall { get; set; }

    internal bool IsStalled()
    {
        if (Stall == TimeSpan.Zero) return false;
        Advance(Stall);
        Stall = TimeSpan.Zero;
        return true;
    }
}

/// <summary>
/// Real ports on loopback, but the server works on the storm's own thread while the storm waits, and when neither of
/// them has anything to do, time passes at once. So no test depends on how fast this machine is.
/// </summary>
internal sealed class PumpedStack(IDatagramStack real, ScriptedServer server, StormTime time, bool choosesSource)
    : IDatagramStack
{
    /// <summary>A busy kernel may deliver a datagram after its send has returned, but not later than this.</summary>
    internal static readonly TimeSpan Delivery = TimeSpan.FromMilliseconds(10);

    public string Name => real.Name;

    public bool ChoosesSource => choosesSource;

    public IDatagramPort Open(IPEndPoint endPoint, DatagramPortOptions options) => real.Open(endPoint, options);

    public IDatagramPoller CreatePoller() => new Poller(real.CreatePoller(), server, time);

    private sealed class Poller(IDatagramPoller real, ScriptedServer server, StormTime time) : IDatagramPoller
    {
        // What a look costs: without it a loop that only looks would never see its time pass.
        private static readonly TimeSpan Look = TimeSpan.FromMicroseconds(10);

        public void Add(IDatagramPort port, int token) => real.Add(port, token);

        public void Remove(IDatagramPort port) => real.Remove(port);

        public void Wake() => real.Wake();

        public void Dispose() => real.Dispose();

        public int Wait(TimeSpan longest, Span<int> ready)
        {
            server.Pump();
            if (time.IsStalled()) return 0;
            int found = real.Wait(TimeSpan.Zero, ready);
            if (found > 0) return found;
            if (longest > Look)
            {
                found = real.Wait(Delivery, ready);
                if (found > 0 || server.Pump()) return found;
            }

            time.Advance(longest > Look ? longest : Look);
            return 0;
        }
    }
}
