using System.IO.Compression;
using System.Text;

namespace Ringback.Observation.Logs.Lines;

/// <summary>
/// Lines of a stream, one after another, in a buffer of its own: a file of any size takes the same memory. It reads
/// UTF-16 and compressed files too, and a file with the line ends of Unix, Windows or old Macintoshes.
/// </summary>
internal sealed class LineReader : IDisposable
{
    /// <summary>
    /// Longer lines are cut: the longest that a sniffer writes for a packet of these protocols is some thousand bytes.
    /// </summary>
    internal const int LongestLine = 64 * 1024;

    private const int BufferLength = 256 * 1024;

    private readonly byte[] _buffer = new byte[BufferLength];
    private readonly Stream _stream;
    private byte _end = (byte)'\n';
    private int _from;
    private int _until;
    private bool _isOver;
    private bool _skipsRest;

    /// <param name="stream">The file; stays open.</param>
    /// <param name="isBegun">True when it is read on from the middle, and is written plainly.</param>
    internal LineReader(Stream stream, bool isBegun = false)
    {
        _stream = stream;
        Fill();
        Head = LogHead.Of(_buffer.AsSpan(0, _until));
        if (isBegun) return;
        ReadOnlySpan<byte> start = _buffer.AsSpan(0, _until);
        if (start is [0x1F, 0x8B, 8, ..])
        {
            _stream = new GZipStream(new Prefixed(start.ToArray(), stream), CompressionMode.Decompress);
            Encoding = "gzip";
            Refill();
            start = _buffer.AsSpan(0, _until);
        }

        if (Wide(start) is { } wide)
        {
            _stream = System.Text.Encoding.CreateTranscodingStream(
                new Prefixed(start.ToArray(), _stream), wide, System.Text.Encoding.UTF8);
            Encoding = wide.WebName;
            Refill();
            start = _buffer.AsSpan(0, _until);
        }

        if (start is [0xEF, 0xBB, 0xBF, ..]) _from = 3;
        Head = LogHead.Of(start[_from..]);
        if (start.IndexOf((byte)'\n') < 0 && start.IndexOf((byte)'\r') is >= 0 and < LongestLine) _end = (byte)'\r';
    }

    /// <summary>How the file is written where that is not plainly.</summary>
    internal string? Encoding { get; }

    /// <summary>How it is written otherwise.</summary>
    internal LogHead Head { get; }

    /// <summary>Lines that were cut because they were too long.</summary>
    internal long Cut { get; private set; }

    /// <summary>True once there was a character with which the colours of a terminal begin.</summary>
    internal bool HasEscapes { get; private set; }

    /// <summary>Bytes that were read, after decoding.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Where the next line begins, in bytes after decoding.</summary>
    internal long Offset => Bytes - (_until - _from);

    /// <summary>The next line without its end; false at the end of the file.</summary>
    internal bool TryNext(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            ReadOnlySpan<byte> there = _buffer.AsSpan(_from, _until - _from);
            int end = there.IndexOf(_end);
            if (end < 0 && there.Length < LongestLine && !_isOver)
            {
                Fill();
                continue;
            }

            bool isWhole = end >= 0 && end <= LongestLine;
            int length = isWhole ? end : Math.Min(there.Length, LongestLine);
            if (length == 0 && !isWhole)
            {
                line = default;
                return false;
            }

            _from += length + (isWhole ? 1 : 0);
            bool isRest = _skipsRest;
            _skipsRest = !isWhole && !(_isOver && _from == _until);
            if (isRest) continue;
            if (_skipsRest) Cut++;
            line = there[..length];
            // In a file of Unix it is no end: a phone asked for a name with it.
            if (Head.HasReturns && line is [.., (byte)'\r']) line = line[..^1];
            if (Head.HasBlanks) line = line.TrimEnd(" \t"u8);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // A stream of ours around the caller's, which stays his.
        if (Encoding is not null) _stream.Dispose();
    }

    /// <summary>UTF-16 by its mark, or by the zeros in what is nearly all Latin.</summary>
    private static Encoding? Wide(ReadOnlySpan<byte> start)
    {
        if (start is [0xFF, 0xFE, ..]) return System.Text.Encoding.Unicode;
        if (start is [0xFE, 0xFF, ..]) return System.Text.Encoding.BigEndianUnicode;
        const int looked = 512;
        ReadOnlySpan<byte> some = start[..Math.Min(looked, start.Length & ~1)];
        if (some.Length < 8) return null;
        int even = 0, odd = 0;
        for (int i = 0; i < some.Length; i += 2)
        {
            if (some[i] == 0) even++;
            if (some[i + 1] == 0) odd++;
        }

        int most = some.Length / 2 * 3 / 4;
        return odd >= most && even < most / 4 ? System.Text.Encoding.Unicode
            : even >= most && odd < most / 4 ? System.Text.Encoding.BigEndianUnicode : null;
    }

    private void Refill()
    {
        _from = _until = 0;
        _isOver = false;
        Bytes = 0;
        Fill();
    }

    private void Fill()
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _until - _from).CopyTo(_buffer);
            _until -= _from;
            _from = 0;
        }

        int read;
        try
        {
            read = _stream.Read(_buffer, _until, BufferLength - _until);
        }
        catch (InvalidDataException)
        {
            // A compressed file that is cut or damaged tells what stands before that.
            read = 0;
        }

        HasEscapes |= _buffer.AsSpan(_until, read).Contains((byte)0x1B);
        Bytes += read;
        _until += read;
        _isOver = read == 0;
    }

    /// <summary>A stream whose beginning was read already.</summary>
    private sealed class Prefixed(byte[] start, Stream rest) : Stream
    {
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_at >= start.Length) return rest.Read(buffer);
            int taken = Math.Min(buffer.Length, start.Length - _at);
            start.AsSpan(_at, taken).CopyTo(buffer);
            _at += taken;
            return taken;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
