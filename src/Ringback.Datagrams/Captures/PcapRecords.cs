using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Ringback.Datagrams.Captures;

/// <summary>The frames of a pcap file (draft-ietf-opsawg-pcap), in either byte order.</summary>
/// <remarks>
/// <code>
///   head     magic (4) | versions (2 + 2) | 0 (4) | 0 (4) | longest (4) | link (4, the lower 28 bits)
///   a frame  seconds (4) | part of a second (4) | captured (4) | length (4) | bytes
/// </code>
/// </remarks>
internal sealed class PcapRecords
{
    internal const int HeadLength = 24;

    private const int RecordHeadLength = 16;
    private const uint InMicroseconds = 0xa1b2c3d4;
    private const uint InNanoseconds = 0xa1b23c4d;

    private readonly bool _isLittle;
    private readonly bool _isNanoseconds;
    private readonly int _link;

    private PcapRecords(bool isLittle, bool isNanoseconds, int link)
    {
        _isLittle = isLittle;
        _isNanoseconds = isNanoseconds;
        _link = link;
    }

    internal static bool Recognises(ReadOnlySpan<byte> head) => TryOrder(head, out _, out _);

    internal static bool TryOpen(ReadOnlySpan<byte> head, [NotNullWhen(true)] out PcapRecords? records)
    {
        records = null;
        if (head.Length < HeadLength || !TryOrder(head, out bool isLittle, out bool isNanoseconds)) return false;
        records = new PcapRecords(isLittle, isNanoseconds, (int)(Number(head[20..], isLittle) & 0x0fff_ffff));
        return true;
    }

    internal CaptureEnd Next(ReadAhead bytes, long number, out CapturedFrame frame)
    {
        frame = default;
        ReadOnlySpan<byte> head = bytes.Peek(RecordHeadLength);
        if (head.IsEmpty) return CaptureEnd.Whole;
        if (head.Length < RecordHeadLength) return CaptureEnd.Cut;
        uint captured = Number(head[8..], _isLittle), length = Number(head[12..], _isLittle);
        if (captured > CaptureLimits.LongestFrame) return CaptureEnd.Damaged;
        DateTimeOffset at = CaptureClock.At(Number(head, _isLittle), Number(head[4..], _isLittle), _isNanoseconds);
        int whole = RecordHeadLength + (int)captured;
        ReadOnlySpan<byte> record = bytes.Peek(whole);
        if (record.Length < whole) return CaptureEnd.Cut;
        bytes.Use(whole);
        frame = new CapturedFrame(number, at, _link, record[RecordHeadLength..], length);
        return CaptureEnd.NotYet;
    }

    private static bool TryOrder(ReadOnlySpan<byte> head, out bool isLittle, out bool isNanoseconds)
    {
        isLittle = isNanoseconds = false;
        if (head.Length < sizeof(uint)) return false;
        uint big = Number(head, false), little = Number(head, true);
        isLittle = little is InMicroseconds or InNanoseconds;
        isNanoseconds = big is InNanoseconds || little is InNanoseconds;
        return isLittle || big is InMicroseconds or InNanoseconds;
    }

    private static uint Number(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle
        ? BinaryPrimitives.ReadUInt32LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
