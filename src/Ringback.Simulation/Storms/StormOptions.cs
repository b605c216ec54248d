using System.Net;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Storms;

/// <summary>A storm, complete. <see cref="For"/> fills in what is usual for a scenario.</summary>
public sealed record StormOptions
{
    /// <summary>
    /// Phones at most. Each holds some 200 bytes here; the limit is what the kernel's queues of one machine can take at
    /// once, four times the largest fleet that we measure with.
    /// </summary>
    public const int MostPhones = 20_000;

    /// <summary>Requests at most: the time of each is kept, to tell the slowest hundredth exactly.</summary>
    public const int MostRequests = 5_000_000;

    /// <summary>Where <c>{mac}</c> stands in a name, each phone puts its own MAC address.</summary>
    public const string MacMark = "{mac}";

    /// <summary>The largest block of RFC 2348.</summary>
    public const int LargestBlockSize = 65464;

    /// <summary>What the phones do.</summary>
    public required StormScenario Scenario { get; init; }

    /// <summary>The server's well-known port.</summary>
    public required IPEndPoint Server { get; init; }

    /// <summary>
    /// The file that all want; in <see cref="StormScenario.Boot"/> and <see cref="StormScenario.Mix"/> the small one.
    /// </summary>
    public string File { get; init; } = "";

    /// <summary>
    /// A file that the server does not have. A phone asks for its trust list first, and mostly there is none.
    /// </summary>
    public string Missing { get; init; } = $"CTLSEP{MacMark}.tlv";

    /// <summary>The other file that the server does not have, in <see cref="StormScenario.Mix"/>.</summary>
    public string MissingToo { get; init; } = $"SEP{MacMark}.cnf.xml";

    /// <summary>Phones at a time.</summary>
    public int Phones { get; init; } = 100;

    /// <summary>Requests in all.</summary>
    public int Requests { get; init; } = 100;

    /// <summary>The block size to ask for; null asks for none, as phones do.</summary>
    public int? BlockSize { get; init; }

    /// <summary>The window to ask for; null asks for none.</summary>
    public int? WindowSize { get; init; }

    /// <summary>Whether to ask for the file's length.</summary>
    public bool AsksLength { get; init; }

    /// <summary>The share of packets lost, of those sent and of those received.</summary>
    public double Loss { get; init; }

    /// <summary>What decides the losses.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long a phone thinks before each acknowledgement.</summary>
    public TimeSpan AcknowledgementDelay { get; init; }

    /// <summary>The time over which the phones start.</summary>
    public TimeSpan Spread { get; init; }

    /// <summary>Requests per second in <see cref="StormScenario.Missing"/>.</summary>
    public int Rate { get; init; } = 20_000;

    /// <summary>Silence before a phone repeats itself.</summary>
    public TimeSpan RepeatAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Sends of the same packet before a phone gives up.</summary>
    public int Tries { get; init; } = 9;

    /// <summary>
    /// The storm ends after this time, whatever is still under way. In <see cref="StormScenario.Missing"/> no phone
    /// asks any more, and who has asked is waited for until it is answered or gives up.
    /// </summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long to look for an answer before sleeping, when few phones are under way. To be woken costs tens of
    /// microseconds, and the figures of a single stream would be those of our own sleep.
    /// </summary>
    public TimeSpan Spin { get; init; } = TimeSpan.FromMicroseconds(50);

    /// <summary>What the file contains; every block is compared with it. Null compares lengths only.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>The usual storm of a scenario.</summary>
    public static StormOptions For(StormScenario scenario, IPEndPoint server) => Usual(new StormOptions
    {
        Scenario = scenario,
        Server = server,
    });

    /// <summary>The options that a request for the file carries, in the order of the RFCs.</summary>
    internal IReadOnlyList<TftpOption> RequestOptions()
    {
        List<TftpOption> options = [];
        if (BlockSize is { } block) options.Add(new TftpOption(TftpOption.BlockSize, $"{block}"));
        if (AsksLength) options.Add(new TftpOption(TftpOption.TransferSize, "0"));
        if (WindowSize is { } window) options.Add(new TftpOption(TftpOption.WindowSize, $"{window}"));
        return options;
    }

    private static StormOptions Usual(StormOptions plain) => plain.Scenario switch
    {
        StormScenario.Stream => plain with { Phones = 1, Requests = 1, AsksLength = true },
        StormScenario.Slow => plain with { AcknowledgementDelay = TimeSpan.FromMilliseconds(20) },
        // Phones repeat themselves every 4 s (sources.md 7940-7960 §2.3).
        StormScenario.Lossy => plain with
        {
            Phones = 200,
            Requests = 200,
            Loss = 0.02,
            RepeatAfter = TimeSpan.FromSeconds(4),
        },
        StormScenario.Boot or StormScenario.Mix => plain with { Phones = 500, Requests = 20_000 },
        // One phone for each request of a second: it is its turn again when it has had time to repeat itself. A request
        // is a datagram like any other and may be lost, on a busy machine too, so it is repeated as any phone does.
        StormScenario.Missing => plain with { Phones = 20_000, Requests = 200_000 },
        _ => plain,
    };
}
