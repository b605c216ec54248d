using System.Runtime.InteropServices;

namespace Ringback.Datagrams;

/// <summary>
/// Bytes in an array that the garbage collector never moves, so that datagrams can be sent from where they lie. Only
/// this type makes such arrays and only it knows their addresses: nothing can be sent that does not lie inside. Keep a
/// reference for as long as they are being sent; <see cref="DatagramOutbox"/> does.
/// </summary>
public sealed unsafe class PinnedBytes
{
    private readonly byte[] _array;
    private readonly int _skip;

    private PinnedBytes(byte[] array, int skip)
    {
        _array = array;
        _skip = skip;
    }

    /// <summary>How many.</summary>
    public int Length => _array.Length - _skip;

    /// <summary>The bytes.</summary>
    public Span<byte> Span => _array.AsSpan(_skip);

    /// <summary>New ones; they are whatever was there before.</summary>
    /// <param name="length">How many, from 0.</param>
    public static PinnedBytes Allocate(int length) =>
        new(GC.AllocateUninitializedArray<byte>(length, pinned: true), 0);

    /// <summary>The same bytes without the first ones; none when there are not as many.</summary>
    /// <param name="count">How many to leave out, from 0.</param>
    public PinnedBytes Skip(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return count == 0 ? this : new PinnedBytes(_array, (int)Math.Min((long)_skip + count, _array.Length));
    }

    /// <summary>Where some of them lie; for the kernel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They do not all lie inside.</exception>
    internal byte* AddressOf(int start, int count)
    {
        if ((uint)start > (uint)Length || (uint)count > (uint)(Length - start))
        {
            throw new ArgumentOutOfRangeException(
                nameof(start), $"{count} from {start} on do not lie inside of {Length}.");
        }


        return (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0) + _skip + start;
    }
}
