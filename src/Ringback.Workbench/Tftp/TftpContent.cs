using System.Runtime.InteropServices;

namespace Ringback.Workbench.Tftp;

/// <summary>Content that is sent in blocks. Shared by all transfers of the same file; must not change.</summary>
public interface ITftpContent
{
    /// <summary>Bytes.</summary>
    long Length { get; }

    /// <summary>
    /// Where the first byte lies in memory that stays where it is for as long as this object is referenced: the
    /// engine then sends from there and copies nothing. 0 when the content has no such place.
    /// </summary>
    nint Address { get; }

    /// <summary>Copies the bytes from <paramref name="offset"/> on; returns how many, 0 at the end.</summary>
    int Read(long offset, Span<byte> buffer);
}

/// <summary>Bytes in memory.</summary>
/// <param name="bytes">The bytes.</param>
public sealed class MemoryContent(ReadOnlyMemory<byte> bytes) : ITftpContent
{
    /// <inheritdoc/>
    public long Length => bytes.Length;

    /// <inheritdoc/>
    public nint Address => 0;

    /// <summary>All of them.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> buffer)
    {
        int count = (int)Math.Clamp(bytes.Length - offset, 0, buffer.Length);
        bytes.Span.Slice((int)Math.Min(offset, bytes.Length), count).CopyTo(buffer);
        return count;
    }
}

/// <summary>Bytes in an array that the garbage collector never moves.</summary>
public sealed class PinnedContent : ITftpContent
{
    private readonly byte[] _bytes;
    private readonly int _skip;

    private PinnedContent(byte[] bytes, int skip)
    {
        _bytes = bytes;
        _skip = Math.Min(skip, bytes.Length);
        Address = Marshal.UnsafeAddrOfPinnedArrayElement(bytes, 0) + _skip;
    }

    /// <inheritdoc/>
    public long Length => _bytes.Length - _skip;

    /// <inheritdoc/>
    public nint Address { get; }

    /// <summary>An array for <see cref="Over"/>; its bytes are whatever was there before.</summary>
    public static byte[] Allocate(int length) => GC.AllocateUninitializedArray<byte>(length, pinned: true);

    /// <summary>
    /// The content behind the first <paramref name="skip"/> bytes of an array that <see cref="Allocate"/> made.
    /// </summary>
    public static PinnedContent Over(byte[] allocated, int skip = 0) => new(allocated, skip);

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> buffer)
    {
        int count = (int)Math.Clamp(Length - offset, 0, buffer.Length);
        _bytes.AsSpan(_skip + (int)Math.Min(offset, Length), count).CopyTo(buffer);
        return count;
    }
}
