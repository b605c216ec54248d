namespace Ringback.Datagrams.Captures;

/// <summary>
/// A stream through one buffer, so that frames are read where they lie. What is not used moves to the front when the
/// buffer is filled again: a frame's worth in a megabyte.
/// </summary>
internal sealed class ReadAhead(Stream stream) : IDisposable
{
    private const int Room = 1024 * 1024;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(Room);
    private int _from, _until;
    private bool _isOver;

    /// <summary>Bytes that were given out or stepped over.</summary>
    internal long Used { get; private set; }

    /// <summary>
    /// The next bytes, as many as asked for, without using them up; fewer at the end of the stream.
    /// </summary>
    /// <param name="count">How many, at most <see cref="CaptureLimits.LongestBlock"/>.</param>
    internal ReadOnlySpan<byte> Peek(int count)
    {
        if (_until - _from < count) Fill(count);
        return _buffer.AsSpan(_from, Math.Min(count, _until - _from));
    }

    /// <summary>What was read from the stream and not used up.</summary>
    internal ReadOnlyMemory<byte> Waiting => _buffer.AsMemory(_from.._until);

    /// <summary>Uses up bytes that were peeked at.</summary>
    internal void Use(int count)
    {
        _from += count;
        Used += count;
    }

    /// <summary>Steps over bytes, however many; false when the stream ends before.</summary>
    internal bool Skip(long count)
    {
        while (count > 0)
        {
            ReadOnlySpan<byte> some = Peek((int)Math.Min(count, CaptureLimits.LongestBlock));
            if (some.IsEmpty) return false;
            Use(some.Length);
            count -= some.Length;
        }

        return true;
    }

    public void Dispose() => stream.Dispose();

    private void Fill(int count)
    {
        if (_isOver) return;
        if (Room - _from < count)
        {
            _buffer.AsSpan(_from.._until).CopyTo(_buffer);
            _until -= _from;
            _from = 0;
        }

        while (_until - _from < count)
        {
            int read = stream.Read(_buffer.AsSpan(_until));
            _isOver = read == 0;
            if (_isOver) return;
            _until += read;
        }
    }
}
