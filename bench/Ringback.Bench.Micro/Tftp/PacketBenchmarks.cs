using BenchmarkDotNet.Attributes;
using Ringback.Wire.Tftp;

namespace Ringback.Bench.Micro.Tftp;

/// <summary>What is read and written for each block. None of it may allocate.</summary>
public class PacketBenchmarks
{
    private readonly byte[] _data = [0, 3, 0x12, 0x34, .. new byte[512]];
    private readonly byte[] _acknowledgement = [0, 4, 0x12, 0x34];
    private readonly byte[] _buffer = new byte[516];

    /// <summary>Reads DATA: its type, its block, its bytes.</summary>
    [Benchmark]
    public int ReadData() =>
        TftpPacket.TryRead(_data, out TftpPacket packet, out _) ? packet.Block + packet.Payload.Length : -1;

    /// <summary>Reads an ACK.</summary>
    [Benchmark]
    public int ReadAcknowledgement() =>
        TftpPacket.TryRead(_acknowledgement, out TftpPacket packet, out _) ? packet.Block : -1;

    /// <summary>Writes the head of DATA.</summary>
    [Benchmark]
    public int WriteDataHeader() => TftpWriter.WriteDataHeader(_buffer, 0x1234);

    /// <summary>Writes an ACK.</summary>
    [Benchmark]
    public int WriteAcknowledgement() => TftpWriter.WriteAcknowledgement(_buffer, 0x1234);
}
