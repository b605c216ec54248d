using System.Buffers.Binary;

namespace Ringback.Datagrams.Captures;

/// <summary>
/// The frames of a pcapng file (draft-ietf-opsawg-pcapng), each section in the byte order that it says.
/// </summary>
/// <remarks>
/// <code>
///   a block      type (4) | length (4) | body, padded to 4 | length again (4)
///   section      0x0A0D0D0A: order 0x1A2B3C4D (4) | versions (2 + 2) | length of the section (8) | options
///   interface    1: link (2) | 0 (2) | longest (4) | options
///   packet       6: interface (4) | time (4 + 4) | captured (4) | length (4) | bytes | options
///   simple       3: length (4) | bytes
///   old packet   2: interface (2) | drops (2) | time (4 + 4) | captured (4) | length (4) | bytes | options
///   an option    code (2) | length (2) | value, padded to 4
/// </code>
/// </remarks>
internal sealed class PcapNgBlocks
{
    /// <summary>Bytes by which it is recognised.</summary>
    internal const int HeadLength = 12;

    private const int BlockHeadLength = 8;
    private const int TrailLength = 4;
    private const int SmallestBlock = BlockHeadLength + TrailLength;

    private const uint Section = 0x0A0D0D0A;
    private const uint Order = 0x1A2B3C4D;
    private const uint Interface = 1, OldPacket = 2, SimplePacket = 3, Packet = 6;
    private const ushort ResolutionOption = 9, OffsetOption = 14;

    private readonly List<(int Link, uint Longest, CaptureClock? Clock)> _interfaces = [];
    private bool _isLittle;
    private DateTimeOffset _last;

    /// <summary>Blocks without a frame that can be read.</summary>
    internal long Others { get; private set; }

    internal static bool Recognises(ReadOnlySpan<byte> head) => head.Length >= HeadLength
        && BinaryPrimitives.ReadUInt32BigEndian(head) == Section && IsOrder(head[BlockHeadLength..], out _);

    internal CaptureEnd Next(ReadAhead bytes, long number, out CapturedFrame frame)
    {
        frame = default;
        while (true)
        {
            ReadOnlySpan<byte> head = bytes.Peek(HeadLength);
            if (head.IsEmpty) return CaptureEnd.Whole;
            if (head.Length < HeadLength) return CaptureEnd.Cut;
            bool isSection = BinaryPrimitives.ReadUInt32BigEndian(head) == Section;
            // Only a section says its order, and it reads the same in both.
            if (isSection && !IsOrder(head[BlockHeadLength..], out _isLittle)) return CaptureEnd.Damaged;
            uint type = Number(head), length = Number(head[4..]);
            if (length < SmallestBlock || length % 4 != 0) return CaptureEnd.Damaged;
            if (isSection) _interfaces.Clear();
            if (type is not (Interface or OldPacket or SimplePacket or Packet))
            {
                if (!isSection) Others++;
                if (!bytes.Skip(length)) return CaptureEnd.Cut;
                continue;
            }

            if (length > CaptureLimits.LongestBlock) return CaptureEnd.Damaged;
            ReadOnlySpan<byte> block = bytes.Peek((int)length);
            if (block.Length < length) return CaptureEnd.Cut;
            bytes.Use((int)length);
            if (Number(block[^TrailLength..]) != length) return CaptureEnd.Damaged;
            if (TryTake(type, block[BlockHeadLength..^TrailLength], number, out frame)) return CaptureEnd.NotYet;
        }
    }

    /// <summary>True when the block has a frame that can be read.</summary>
    private bool TryTake(uint type, ReadOnlySpan<byte> body, long number, out CapturedFrame frame)
    {
        frame = default;
        if (type == Interface)
        {
            AddInterface(body);
            return false;
        }

        bool isRead = type switch
        {
            Packet => body.Length >= 20 && TryFrame(Number(body), body[4..], number, out frame),
            OldPacket => body.Length >= 20 && TryFrame(Short(body), body[4..], number, out frame),
            _ => TrySimple(body, number, out frame),
        };
        if (!isRead) Others++;
        return isRead;
    }

    private bool TryFrame(uint from, ReadOnlySpan<byte> rest, long number, out CapturedFrame frame)
    {
        frame = default;
        if (from >= (uint)_interfaces.Count) return false;
        uint captured = Number(rest[8..]), length = Number(rest[12..]);
        ReadOnlySpan<byte> bytes = rest[16..];
        if (captured > bytes.Length || captured > CaptureLimits.LongestFrame) return false;
        (int link, _, CaptureClock? clock) = _interfaces[(int)from];
        ulong stamp = ((ulong)Number(rest) << 32) | Number(rest[4..]);
        if (clock is { } known) _last = known.At(stamp);
        frame = new CapturedFrame(number, _last, link, bytes[..(int)captured], length);
        return true;
    }

    /// <summary>It has no time and no interface: it is of the first one, no earlier than what came before.</summary>
    private bool TrySimple(ReadOnlySpan<byte> body, long number, out CapturedFrame frame)
    {
        frame = default;
        if (body.Length < 4 || _interfaces.Count == 0) return false;
        uint length = Number(body);
        (int link, uint longest, _) = _interfaces[0];
        long captured = Math.Min(length, longest == 0 ? length : longest);
        if (captured > body.Length - 4 || captured > CaptureLimits.LongestFrame) return false;
        frame = new CapturedFrame(number, _last, link, body.Slice(4, (int)captured), length);
        return true;
    }

    private void AddInterface(ReadOnlySpan<byte> body)
    {
        if (body.Length < 8 || _interfaces.Count >= CaptureLimits.MostInterfaces)
        {
            Others++;
            return;
        }

        byte resolution = 6;
        long offset = 0;
        ReadOnlySpan<byte> options = body[8..];
        while (options.Length >= 4)
        {
            ushort code = Short(options), length = Short(options[2..]);
            options = options[4..];
            if (code == 0 || length > options.Length) break;
            if (code == ResolutionOption && length >= 1) resolution = options[0];
            if (code == OffsetOption && length >= 8) offset = Long(options);
            options = options[Math.Min((length + 3) & ~3, options.Length)..];
        }

        _interfaces.Add((Short(body), Number(body[4..]), CaptureClock.Of(resolution, offset)));
    }

    private static bool IsOrder(ReadOnlySpan<byte> bytes, out bool isLittle)
    {
        isLittle = BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Order;
        return isLittle || BinaryPrimitives.ReadUInt32BigEndian(bytes) == Order;
    }

    private uint Number(ReadOnlySpan<byte> bytes) => _isLittle
        ? BinaryPrimitives.ReadUInt32LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private ushort Short(ReadOnlySpan<byte> bytes) => _isLittle
        ? BinaryPrimitives.ReadUInt16LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private long Long(ReadOnlySpan<byte> bytes) => _isLittle
        ? BinaryPrimitives.ReadInt64LittleEndian(bytes)
        : BinaryPrimitives.ReadInt64BigEndian(bytes);
}
