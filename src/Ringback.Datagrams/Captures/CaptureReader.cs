using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace Ringback.Datagrams.Captures;

/// <summary>
/// Reads capture files frame by frame, however long they are: pcap in all its forms, pcapng, and either of them packed
/// with gzip. Nothing is allocated for a frame. Not for several threads.
/// </summary>
public sealed class CaptureReader : IDisposable
{
    private const int MagicLength = 4;

    private readonly ReadAhead _bytes;
    private readonly PcapRecords? _records;
    private readonly PcapNgBlocks? _blocks;

    private CaptureReader(ReadAhead bytes, PcapRecords records)
    {
        _bytes = bytes;
        _records = records;
        Format = CaptureFormat.Pcap;
    }

    private CaptureReader(ReadAhead bytes, PcapNgBlocks blocks)
    {
        _bytes = bytes;
        _blocks = blocks;
        Format = CaptureFormat.PcapNg;
    }

    /// <summary>Its form.</summary>
    public CaptureFormat Format { get; }

    /// <summary>How it ended; not yet, as long as frames come.</summary>
    public CaptureEnd End { get; private set; }

    /// <summary>Frames that were read.</summary>
    public long Frames { get; private set; }

    /// <summary>Bytes of the file that were read, unpacked.</summary>
    public long Bytes => _bytes.Used;

    /// <summary>Blocks of pcapng that hold no frame, or one of an interface that is not described.</summary>
    public long OtherBlocks => _blocks?.Others ?? 0;

    /// <summary>True for bytes that begin as a capture does; gzip is looked into.</summary>
    /// <param name="head">The first bytes of a file; a few hundred are enough for a packed one.</param>
    public static bool Recognises(ReadOnlySpan<byte> head)
    {
        if (!IsPacked(head)) return PcapRecords.Recognises(head) || PcapNgBlocks.Recognises(head);
        using MemoryStream packed = new(head.ToArray());
        Span<byte> first = stackalloc byte[PcapNgBlocks.HeadLength];
        try
        {
            using GZipStream unpacked = new(packed, CompressionMode.Decompress);
            return Recognises(first[..unpacked.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)]);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>Opens a capture.</summary>
    /// <param name="stream">The file, from its beginning on. It is closed with the reader.</param>
    /// <param name="reader">The reader, when true is returned; the stream is then its own.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static bool TryOpen(Stream stream, [NotNullWhen(true)] out CaptureReader? reader)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ReadAhead bytes = new(stream);
        if (IsPacked(bytes.Peek(MagicLength)))
            bytes = new ReadAhead(new UnpackedStream(new JoinedStream(bytes.Waiting, stream)));
        ReadOnlySpan<byte> head = bytes.Peek(PcapRecords.HeadLength);
        reader = PcapRecords.TryOpen(head, out PcapRecords? records) ? new CaptureReader(bytes, records)
            : PcapNgBlocks.Recognises(head) ? new CaptureReader(bytes, new PcapNgBlocks())
            : null;
        if (records is not null) bytes.Use(PcapRecords.HeadLength);
        return reader is not null;
    }

    /// <summary>Reads the next frame; false at the end, about which <see cref="End"/> tells.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public bool TryRead(out CapturedFrame frame)
    {
        frame = default;
        if (End is not CaptureEnd.NotYet) return false;
        End = _records is not null
            ? _records.Next(_bytes, Frames + 1, out frame)
            : _blocks!.Next(_bytes, Frames + 1, out frame);
        if (End is not CaptureEnd.NotYet) return false;
        Frames++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    private static bool IsPacked(ReadOnlySpan<byte> head) => head is [0x1f, 0x8b, 8, ..];
}
