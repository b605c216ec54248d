using Ringback.Simulation.Network;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Tests.Tftp;

/// <summary>
/// One file from <see cref="TftpDelivery"/> to <see cref="TftpFetch"/> through <see cref="NetworkDice"/>, in simulated
/// time, as real datagrams. Runs until both sides are done and the last packet has arrived.
/// </summary>
internal sealed class SimulatedTransfer
{
    /// <summary>
    /// Far beyond what the sides' own limits allow for 640 blocks at a fifth of loss, far below "for ever".
    /// </summary>
    internal static readonly TimeSpan LongestTime = TimeSpan.FromMinutes(10);

    private readonly SimulatedClock _clock = new();
    private readonly byte[] _content;

    internal SimulatedTransfer(TransferCase drawn, bool traced = false)
    {
        Case = drawn;
        Trace = traced ? [] : null;
        _content = new byte[drawn.Length];
        new Random(drawn.Seed).NextBytes(_content);
    }

    internal TransferCase Case { get; }

    internal List<string>? Trace { get; }

    /// <summary>Loses a packet: the datagram, and the how-manieth of its name it is.</summary>
    internal Func<Datagram, int, bool> IsLost { get; init; } = (_, _) => false;

    /// <summary>The short name of a packet that the network doubles once; see <see cref="Datagram"/>.</summary>
    internal string? ArrivesTwice { get; init; }

    /// <summary>Beyond this it counts as stuck: ten times what the worst of all draws needs.</summary>
    internal int MostSteps { get; init; } = 400_000;

    /// <summary>See <see cref="SimulatedClient.GoneAfterBlock"/>.</summary>
    internal long GoneAfterBlock { get; init; } = long.MaxValue;

    /// <summary>See <see cref="SimulatedClient.AnswerTime"/>.</summary>
    internal Func<long, TimeSpan> AnswerTime { get; init; } = _ => TimeSpan.Zero;

    internal SimulatedWire Wire { get; private set; } = null!;

    internal SimulatedServer Server { get; private set; } = null!;

    internal SimulatedClient Client { get; private set; } = null!;

    internal bool EndedInTime { get; private set; }

    internal TimeSpan Duration => _clock.Now;

    internal int Steps => _clock.Steps;

    internal bool IsComplete => Client.Fetch.Ending == TftpFetchEnding.Complete;

    /// <summary>How the first delivery ended that was not begun anew.</summary>
    internal TftpEnding Ending => Server.Sessions.First(s => !s.IsReplaced).Delivery.Ending;

    internal SimulatedTransfer Run()
    {
        NetworkDice dice = new(Case.Seed, Case.Loss, Case.Duplication, Case.LongestDelay);
        Wire = new SimulatedWire(_clock, dice, IsLost) { Trace = Trace, ArrivesTwice = ArrivesTwice };
        Server = new SimulatedServer(_clock, Wire, _content, new TftpLimits(), new TftpTiming());
        Client = new SimulatedClient(_clock, Wire, Case.Request)
        {
            GoneAfterBlock = GoneAfterBlock,
            AnswerTime = AnswerTime,
        };
        Wire.Arrived = datagram =>
        {
            if (datagram.To >= 50_000) Client.Take(datagram);
            else Server.Take(datagram);
        };
        Client.Begin();
        EndedInTime = _clock.Run(LongestTime, MostSteps);
        return this;
    }

    /// <summary>The promise that was broken; null when all were kept.</summary>
    internal string? Fault()
    {
        if (!EndedInTime) return $"stuck: still going at {Duration} after {Steps} steps";
        if (!Client.IsGone && Client.Fetch.Ending == TftpFetchEnding.None) return "stuck: the client waits for ever";
        if (IsComplete && !Client.Content.AsSpan().SequenceEqual(_content))
            return $"false success: the client has {Client.Content.Length} bytes that are not the file";
        foreach (SimulatedSession session in Server.Sessions)
        {
            if (FaultOf(session) is { } fault) return fault;
        }

        return null;
    }

    /// <summary>For the message of a failure: what was played, and the end of what went over the wire.</summary>
    internal string Describe() =>
        $"{Case}{Environment.NewLine}client {Client.Fetch.Ending}, "
        + $"server {string.Join(", ", Server.Sessions.Select(s => s.Delivery.Ending))}, "
        + $"{Steps} steps in {Duration}{Environment.NewLine}"
        + string.Join(Environment.NewLine, Trace?.TakeLast(80) ?? []);

    private string? FaultOf(SimulatedSession session)
    {
        if (session.IsRunning) return "stuck: the server waits for ever";
        if (session.Delivery.Ending == TftpEnding.Delivered && !IsComplete)
            return "false success: the server says Delivered, the client is not complete";

        // A block is sent in a window that begins after one of the blocks before it: when the transfer moves there,
        // and once more when the client says that there is a gap. In lock-step there is one such place, and a gap is
        // never believed: that is the Sorcerer's Apprentice, forbidden by RFC 1123 §4.2.3.1.
        int window = session.Delivery.Terms.WindowSize;
        int allowed = window == 1 ? 1 : 2 * window;
        foreach ((long block, int sends) in session.Sends)
        {
            int afterSilence = session.SendsAfterSilence.GetValueOrDefault(block);
            if (sends > allowed + afterSilence)
                return $"block {block} was sent {sends} times, {afterSilence} of them after silence";
        }

        return null;
    }
}
