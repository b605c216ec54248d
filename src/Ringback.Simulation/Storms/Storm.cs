using System.Net;
using System.Net.Sockets;
using Ringback.Datagrams;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Storms;

/// <summary>
/// Many simulated phones against one TFTP server: one thread, one loop, phones in an array, packets in batches, and
/// nothing allocated for a packet. Ends when all have what they want or gave up, when its time is over, or when it is
/// cancelled; whatever is under way then has failed. A storm for missing files only stops asking when its time is over:
/// whoever has asked then is answered or gives up by itself, so that no request fails because this machine is slow.
/// </summary>
public sealed class Storm : IDisposable
{
    private const int Batch = 128;
    private const int LongestError = 768;

    // The runtime compiles again what has been called 30 times, 100 ms after the last new method.
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(400);

    private readonly StormOptions _options;
    private readonly TimeProvider _time;
    private readonly IStormSockets _sockets;
    private readonly DatagramInbox _inbox;

    /// <summary>Opens what is needed.</summary>
    public Storm(StormOptions options, IDatagramStack stack, TimeProvider time)
    {
        _options = options;
        _time = time;
        bool shared = stack.ChoosesSource && options.Server.AddressFamily == AddressFamily.InterNetwork
            && IPAddress.IsLoopback(options.Server.Address);
        _sockets = shared
            ? new SharedSockets(stack, options.Phones)
            : new SingleSockets(stack, options.Phones, options.Server.AddressFamily);
        // Room for one byte more than a block has: a longer one must be seen.
        int block = Math.Max(LongestError, options.BlockSize ?? 0) + 1;
        _inbox = new DatagramInbox(Batch, TftpWriter.DataHeaderLength + block);
    }

    /// <summary>
    /// Plays a storm against a server of our own until the code of all that follows has been compiled, and compiled
    /// again for speed. Without it the first answers would be as late as the compiler is.
    /// </summary>
    public static void WarmUp(IDatagramStack stack)
    {
        using StormMirror mirror = new(stack);
        using Storm storm = new(StormOptions.For(StormScenario.Boot, mirror.EndPoint) with
        {
            File = StormMirror.FileName,
            Phones = 60,
            Requests = 50_000,
            Longest = WarmUpTime,
        }, stack, TimeProvider.System);
        storm.Run(CancellationToken.None);
    }

    /// <summary>Lets the phones loose on this thread, and returns when it is over. Once.</summary>
    /// <exception cref="StormException">There are not enough ports.</exception>
    public StormReport Run(CancellationToken cancel)
    {
        using CancellationTokenRegistration wake = cancel.Register(_sockets.Poller.Wake);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        StormClock clock = new(_time);
        bool precise = _options.AcknowledgementDelay > TimeSpan.Zero;
        StormWait wait = new(_sockets.Poller, StormClock.Of(_options.Spin), precise);
        StormPhones phones = new(_options, _sockets);
        long end = StormClock.Of(_options.Longest), now = 0;
        bool waitsForAll = _options.Scenario == StormScenario.Missing;
        while (!cancel.IsCancellationRequested && (waitsForAll || now < end))
        {
            if (phones.HasSilence(now)) Hear(phones, wait, clock, now);
            phones.Tick(now);
            _sockets.Flush();
            if (now >= end) phones.StopAsking();
            if (phones.AreDone) break;
            long due = now < end ? Math.Min(end, phones.Next) : phones.Next;
            foreach (int token in wait.Until(due, now, phones.UnderWay))
            {
                if (Receive(phones, token, clock)) wait.Heard(token);
            }

            now = clock.Now;
        }

        phones.GiveUp(cancel.IsCancellationRequested ? "the storm was stopped" : "the storm's time was over", now);
        _sockets.Flush();
        return phones.Tally.Report(Environment.CpuUsage.TotalTime - cpu);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _inbox.Dispose();
        _sockets.Dispose();
    }

    /// <summary>
    /// Takes what is here already. Before this, silence is not silence: when this machine let us sleep too long, the
    /// answers lie in the kernel's queues.
    /// </summary>
    private void Hear(StormPhones phones, StormWait wait, StormClock clock, long now)
    {
        for (int round = 0; round <= _options.Phones / StormWait.MostPorts; round++)
        {
            ReadOnlySpan<int> ready = wait.Until(now, now, 0);
            if (ready.IsEmpty) return;
            foreach (int token in ready) Receive(phones, token, clock);
        }
    }

    private bool Receive(StormPhones phones, int token, StormClock clock)
    {
        bool any = false;
        int count;
        do
        {
            count = _sockets.Port(token).Receive(_inbox);
            if (count == 0) break;
            any = true;
            long now = clock.Now;
            for (int i = 0; i < count; i++)
            {
                int phone = _sockets.PhoneOf(token, _inbox, i);
                if (phone >= 0) phones.Take(phone, _inbox.Peer(i), _inbox.Bytes(i), i, now);
            }

            // What the server waits for goes first; the bytes are compared while it works.
            _sockets.Flush();
            phones.Settle(_inbox, now);
        }
        while (count == Batch);
        return any;
    }
}
