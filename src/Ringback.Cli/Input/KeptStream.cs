namespace Ringback.Cli.Input;

/// <summary>A stream that keeps the beginning of what is read from it.</summary>
/// <param name="inner">What is read.</param>
/// <param name="most">Bytes that are kept.</param>
internal sealed class KeptStream(Stream inner, int most) : Stream
{
    private readonly MemoryStream _kept = new();
    private byte[] _ahead = [];
    private int _given;

    /// <summary>The beginning.</summary>
    internal byte[] Kept => _kept.ToArray();

    /// <summary>What comes next, which is read all the same afterwards.</summary>
    internal ReadOnlySpan<byte> Peek(int count)
    {
        byte[] ahead = new byte[count];
        _ahead = ahead[..inner.ReadAtLeast(ahead, count, throwOnEndOfStream: false)];
        _given = 0;
        return _ahead;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int waiting = Math.Min(count, _ahead.Length - _given);
        if (waiting > 0) _ahead.AsSpan(_given, waiting).CopyTo(buffer.AsSpan(offset));
        _given += waiting;
        int read = waiting > 0 ? waiting : inner.Read(buffer, offset, count);
        int room = (int)Math.Min(read, most - _kept.Length);
        if (room > 0) _kept.Write(buffer, offset, room);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _kept.Dispose();
        }

        base.Dispose(disposing);
    }
}
