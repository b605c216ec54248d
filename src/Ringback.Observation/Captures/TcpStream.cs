namespace Ringback.Observation.Captures;

/// <summary>
/// One direction of a TCP connection, put together again as far as the capture has it: bytes in their order, once each.
/// A gap that is not filled ends what came before; what comes after it begins anew.
/// </summary>
internal sealed class TcpStream(int most)
{
    // What came too early is kept until the gap is filled; a switch does not mix up more than a few segments.
    private const int MostEarly = 8;

    private readonly List<(uint Sequence, byte[] Bytes)> _early = [];
    private byte[] _held = [];
    private int _count;
    private uint _next;
    private bool _isBegun;

    /// <summary>Bytes that wait.</summary>
    internal int Held => _count + _early.Sum(e => e.Bytes.Length);

    /// <summary>What has come and is not used up.</summary>
    internal ReadOnlySpan<byte> Bytes => _held.AsSpan(0, _count);

    /// <summary>The number of the byte that comes next.</summary>
    internal uint Next => _next;

    /// <summary>A connection begins.</summary>
    internal void Begin(uint sequence)
    {
        Drop();
        _next = sequence + 1;
        _isBegun = true;
    }

    /// <summary>A segment came; returns the bytes that are missing for good.</summary>
    internal long Add(uint sequence, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return 0;
        if (!_isBegun)
        {
            _next = sequence;
            _isBegun = true;
        }

        int ahead = (int)(sequence - _next);
        if (ahead > 0 && _early.Count < MostEarly && bytes.Length + Held <= most)
        {
            _early.Add((sequence, bytes.ToArray()));
            return 0;
        }

        long missing = 0;
        if (ahead > 0)
        {
            missing = ahead;
            Drop();
            _next = sequence;
            ahead = 0;
        }

        if (-ahead >= bytes.Length) return missing;
        Append(bytes[-ahead..]);
        while (_early.FindIndex(e => (int)(e.Sequence - _next) <= 0) is >= 0 and int at)
        {
            (uint early, byte[] more) = _early[at];
            _early.RemoveAt(at);
            int old = (int)(_next - early);
            if (old < more.Length) Append(more.AsSpan(old));
        }

        return missing;
    }

    /// <summary>Bytes are used up.</summary>
    internal void Use(int count)
    {
        _held.AsSpan(count, _count - count).CopyTo(_held);
        _count -= count;
        if (_count == 0) _held = [];
    }

    /// <summary>Everything that waits is given up.</summary>
    internal void Drop()
    {
        _held = [];
        _count = 0;
        _early.Clear();
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _next += (uint)bytes.Length;
        // Longer than any message: nothing that phones say.
        if (_count + bytes.Length > most)
        {
            Drop();
            return;
        }

        if (_count + bytes.Length > _held.Length)
            Array.Resize(ref _held, Math.Min(most, Math.Max(_count + bytes.Length, 2 * _held.Length)));
        bytes.CopyTo(_held.AsSpan(_count));
        _count += bytes.Length;
    }
}
