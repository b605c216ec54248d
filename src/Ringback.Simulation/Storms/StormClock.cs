namespace Ringback.Simulation.Storms;

/// <summary>Microseconds since the storm began.</summary>
internal sealed class StormClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    internal long Now => Of(time.GetElapsedTime(_start));

    internal static long Of(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
