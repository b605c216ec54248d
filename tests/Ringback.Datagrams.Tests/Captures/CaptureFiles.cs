using System.Buffers.Binary;
using System.IO.Compression;

namespace Ringback.Datagrams.Tests.Captures;

/// <summary>Capture files, put together byte by byte.</summary>
internal static class CaptureFiles
{
    internal static byte[] Pcap(
        bool isLittle, uint magic, int link, params (uint Seconds, uint Part, byte[] Bytes)[] frames)
    {
        Bytes file = new(isLittle);
        file.Number(magic).Short(2).Short(4).Number(0).Number(0).Number(262_144).Number((uint)link);
        foreach ((uint seconds, uint part, byte[] bytes) in frames)
            file.Number(seconds).Number(part).Number((uint)bytes.Length).Number((uint)bytes.Length).Add(bytes);
        return file.ToArray();
    }

    internal static byte[] Block(bool isLittle, uint type, params byte[][] parts)
    {
        byte[] body = [.. parts.SelectMany(p => p)];
        uint length = (uint)(12 + ((body.Length + 3) & ~3));
        Bytes block = new(isLittle);
        block.Number(type).Number(length).Add(body);
        while (block.Length < length - 4) block.Add([0]);
        return block.Number(length).ToArray();
    }

    internal static byte[] Section(bool isLittle) => Block(isLittle, 0x0A0D0D0A,
        new Bytes(isLittle).Number(0x1A2B3C4D).Short(1).Short(0).Number(0xffff_ffff).Number(0xffff_ffff).ToArray());

    internal static byte[] Interface(bool isLittle, int link, params (ushort Code, byte[] Value)[] options)
    {
        Bytes body = new Bytes(isLittle).Short((ushort)link).Short(0).Number(0);
        foreach ((ushort code, byte[] value) in options)
        {
            body.Short(code).Short((ushort)value.Length).Add(value);
            while (body.Length % 4 != 0) body.Add([0]);
        }

        return Block(isLittle, 1, body.Short(0).Short(0).ToArray());
    }

    internal static byte[] Packet(bool isLittle, uint from, ulong stamp, byte[] bytes) => Block(isLittle, 6,
        new Bytes(isLittle).Number(from).Number((uint)(stamp >> 32)).Number((uint)stamp).Number((uint)bytes.Length)
            .Number((uint)bytes.Length).Add(bytes).ToArray());

    internal static byte[] Packed(byte[] file)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionLevel.Fastest)) stream.Write(file);
        return packed.ToArray();
    }

    /// <summary>Bytes one behind the other, in either order.</summary>
    internal sealed class Bytes(bool isLittle)
    {
        private readonly List<byte> _bytes = [];

        internal int Length => _bytes.Count;

        internal Bytes Number(uint number)
        {
            byte[] four = new byte[4];
            if (isLittle) BinaryPrimitives.WriteUInt32LittleEndian(four, number);
            else BinaryPrimitives.WriteUInt32BigEndian(four, number);
            return Add(four);
        }

        internal Bytes Short(ushort number)
        {
            byte[] two = new byte[2];
            if (isLittle) BinaryPrimitives.WriteUInt16LittleEndian(two, number);
            else BinaryPrimitives.WriteUInt16BigEndian(two, number);
            return Add(two);
        }

        internal Bytes Add(byte[] bytes)
        {
            _bytes.AddRange(bytes);
            return this;
        }

        internal byte[] ToArray() => [.. _bytes];
    }
}
