namespace Ringback.Wire.Sccp;

/// <summary>
/// The bytes of one connection, put together to frames. It keeps at most one incomplete frame, so at most
/// <see cref="SccpFrame.MaxLength"/> + 8 bytes.
/// </summary>
internal sealed class SccpStream
{
    private byte[] _partial = [];
    private int _held;

    /// <summary>Takes a whole frame; the reason to close the connection, or none.</summary>
    internal delegate SccpMalformation FrameTaker(SccpFrame frame);

    /// <summary>Takes bytes as they come, in pieces of any size, and hands on each frame that became whole.</summary>
    internal SccpMalformation Receive(ReadOnlySpan<byte> bytes, FrameTaker take)
    {
        ReadOnlySpan<byte> rest = _held == 0 ? bytes : Append(bytes);
        SccpMalformation why = SccpMalformation.None;
        while (why == SccpMalformation.None)
        {
            SccpRead read = SccpFrame.TryRead(rest, out SccpFrame frame, out int consumed, out why);
            if (read != SccpRead.Complete) break;
            rest = rest[consumed..];
            why = take(frame);
        }

        Keep(why == SccpMalformation.None ? rest : []);
        return why;
    }

    /// <summary>
    /// What is held, with more behind it. The room doubles: a frame that comes byte by byte would else be copied once
    /// for each of them, two gigabytes for the longest.
    /// </summary>
    private ReadOnlySpan<byte> Append(ReadOnlySpan<byte> bytes)
    {
        int length = _held + bytes.Length;
        if (length > _partial.Length) Array.Resize(ref _partial, Math.Max(length, 2 * _partial.Length));
        bytes.CopyTo(_partial.AsSpan(_held));
        _held = length;
        return _partial.AsSpan(0, length);
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty) _partial = [];
        else if (_held == 0) _partial = rest.ToArray();
        else if (rest.Length < _held) rest.CopyTo(_partial);
        _held = rest.Length;
    }
}
