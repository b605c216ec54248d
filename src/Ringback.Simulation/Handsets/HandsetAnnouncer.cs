using Ringback.Datagrams;

namespace Ringback.Simulation.Handsets;

/// <summary>Sends a phone's announcements from a port for raw frames, at the moments at which a phone does.</summary>
public static class HandsetAnnouncer
{
    /// <summary>Announces until it is told to stop; the number of frames that were taken.</summary>
    /// <param name="port">The port.</param>
    /// <param name="said">What is announced, looked up each time: a phone gets its address meanwhile.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<int> RunAsync(
        IFramePort port, Func<HandsetCdp> said, TimeProvider time, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(port);
        ArgumentNullException.ThrowIfNull(said);
        ArgumentNullException.ThrowIfNull(time);
        long began = time.GetTimestamp();
        int sent = 0;
        foreach (TimeSpan moment in said().Moments())
        {
            TimeSpan left = moment - time.GetElapsedTime(began);
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (cancel.IsCancellationRequested) break;
            if (port.Send(said().ToFrame())) sent++;
        }

        return sent;
    }
}
