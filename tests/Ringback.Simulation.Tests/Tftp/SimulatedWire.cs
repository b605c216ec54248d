using System.Globalization;
using Ringback.Simulation.Network;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Tests.Tftp;

/// <summary>A datagram between two ports.</summary>
internal readonly record struct Datagram(int From, int To, byte[] Bytes)
{
    /// <summary>In short, as named losses and traces spell it: "RRQ", "OACK", "DATA 1", "ACK 1".</summary>
    public override string ToString()
    {
        if (!TftpPacket.TryRead(Bytes, out TftpPacket packet, out TftpMalformation why)) return why.ToString();
        return packet.Opcode switch
        {
            TftpOpcode.ReadRequest => "RRQ",
            TftpOpcode.OptionAcknowledgement => "OACK",
            TftpOpcode.Data => string.Create(CultureInfo.InvariantCulture, $"DATA {packet.Block}"),
            TftpOpcode.Acknowledgement => string.Create(CultureInfo.InvariantCulture, $"ACK {packet.Block}"),
            _ => packet.Opcode.ToString(),
        };
    }
}

/// <summary>The cable: a fixed latency, the dice's losses, copies and delays, and losses by name.</summary>
internal sealed class SimulatedWire(SimulatedClock clock, NetworkDice dice, Func<Datagram, int, bool> isLost)
{
    /// <summary>One way. A phone on a cable answers in a few milliseconds.</summary>
    internal static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(2);

    private readonly Dictionary<string, int> _sent = [];

    internal Action<Datagram> Arrived { get; set; } = _ => { };

    /// <summary>The short name of a packet whose first sending arrives twice.</summary>
    internal string? ArrivesTwice { get; init; }

    /// <summary>What went over the wire, when somebody wants to read it.</summary>
    internal List<string>? Trace { get; init; }

    /// <summary>How often a packet with this short name was sent.</summary>
    internal int Sent(string name) => _sent.GetValueOrDefault(name);

    internal void Send(Datagram datagram)
    {
        string name = datagram.ToString();
        int nth = _sent[name] = Sent(name) + 1;
        IReadOnlyList<TimeSpan> copies = isLost(datagram, nth) ? [] : dice.Throw();
        if (name == ArrivesTwice && nth == 1) copies = [.. copies, .. copies];
        Trace?.Add($"{clock.Now.TotalMilliseconds,10:0.0} {datagram.From} > {datagram.To} {name} x{copies.Count}");
        foreach (TimeSpan late in copies) clock.At(clock.Now + Latency + late, () => Arrived(datagram));
    }
}
