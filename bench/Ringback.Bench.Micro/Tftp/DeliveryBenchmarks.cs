using BenchmarkDotNet.Attributes;
using Ringback.Wire.Tftp;

namespace Ringback.Bench.Micro.Tftp;

/// <summary>A delivery's steps, each counted for one ACK. None of it may allocate.</summary>
public class DeliveryBenchmarks
{
    private const int Blocks = 1000;

    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(1);

    private readonly TftpTiming _timing = new();
    private readonly TftpTerms _windowed = new(512, 8, null, []);
    private TftpDelivery _started;
    private TftpDelivery _startedWindowed;

    /// <summary>Starts the transfers.</summary>
    [GlobalSetup]
    public void Start()
    {
        const long length = (512L * Blocks) - 1;
        _started = TftpDelivery.Begin(TftpTerms.Plain, length, _timing, TimeSpan.Zero, out _);
        _startedWindowed = TftpDelivery.Begin(_windowed, length, _timing, TimeSpan.Zero, out _);
    }

    /// <summary>A whole transfer in lock-step: each ACK moves it on by one block.</summary>
    [Benchmark(OperationsPerInvoke = Blocks)]
    public TftpEnding Acknowledge() => Deliver(_started, 1);

    /// <summary>A whole transfer with a window of eight, for each block.</summary>
    [Benchmark(OperationsPerInvoke = Blocks)]
    public TftpEnding AcknowledgeWindows() => Deliver(_startedWindowed, 8);

    /// <summary>A duplicate ACK, which is never answered.</summary>
    [Benchmark]
    public TftpAction AcknowledgeTwice()
    {
        _started.Acknowledge(0, RoundTrip, out TftpEffect effect);
        return effect.Action;
    }

    private static TftpEnding Deliver(TftpDelivery delivery, int step)
    {
        TimeSpan now = TimeSpan.Zero;
        for (int block = step; block <= Blocks; block += step)
        {
            now += RoundTrip;
            delivery = delivery.Acknowledge((ushort)block, now, out _);
        }

        return delivery.Ending;
    }
}
