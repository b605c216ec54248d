using Ringback.Datagrams;

namespace Ringback.Workbench.Tftp;

/// <summary>Content that is sent in blocks. Shared by all transfers of the same file; must not change.</summary>
public interface ITftpContent
{
    /// <summary>Bytes.</summary>
    long Length { get; }

    /// <summary>
    /// All of it in memory that stays where it is: the engine then sends from there and copies nothing. Null when the
    /// content has no such place.
    /// </summary>
    PinnedBytes? Pinned { get; }

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
    public PinnedBytes? Pinned => null;

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

/// <summary>Bytes that the garbage collector never moves.</summary>
/// <param name="bytes">The bytes; they must not change any more.</param>
public sealed class PinnedContent(PinnedBytes bytes) : ITftpContent
{
    /// <inheritdoc/>
    public long Length => bytes.Length;

    /// <inheritdoc/>
    public PinnedBytes? Pinned => bytes;

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> buffer)
    {
        int count = (int)Math.Clamp(Length - offset, 0, buffer.Length);
        bytes.Span.Slice((int)Math.Min(offset, Length), count).CopyTo(buffer);
        return count;
    }
}
