using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>
/// A file on its way to us: the machine, and what has come so far. It is held in memory until it is whole, so that no
/// disk holds up the loop and no half of a file is ever seen; <see cref="TftpQuotas.UploadBytes"/> bounds how much.
/// </summary>
internal sealed class TftpIncoming(ITftpUpload upload)
{
    private const int PieceBytes = 64 * 1024;

    private readonly List<byte[]> _pieces = [];
    private int _filled = PieceBytes;

    /// <summary>The machine. A field, because each packet changes it in its place.</summary>
    internal TftpReceipt Receipt;

    internal ITftpUpload Upload { get; } = upload;

    /// <summary>Memory that is held.</summary>
    internal long HeldBytes => (long)_pieces.Count * PieceBytes;

    /// <summary>The acknowledgement of the last block, which goes out when the file is safe.</summary>
    internal ushort LastBlock { get; set; }

    /// <summary>True when the file is safe and only its last acknowledgement may have to be repeated.</summary>
    internal bool IsKept { get; set; }

    internal TimeSpan Deadline => IsKept ? Receipt.LingersUntil : Receipt.Deadline;

    internal TimeSpan ProgressAt => Receipt.ProgressAt;

    /// <summary>How much more memory the next bytes take.</summary>
    internal int Needs(int length) => length <= PieceBytes - _filled ? 0 : PieceBytes * Pieces(length);

    /// <summary>Keeps the next bytes of the file.</summary>
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_filled == PieceBytes)
            {
                _pieces.Add(new byte[PieceBytes]);
                _filled = 0;
            }

            int count = Math.Min(bytes.Length, PieceBytes - _filled);
            bytes[..count].CopyTo(_pieces[^1].AsSpan(_filled));
            _filled += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>All of it.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Content()
    {
        List<ReadOnlyMemory<byte>> content = [.. _pieces.Select(piece => (ReadOnlyMemory<byte>)piece)];
        if (content.Count > 0) content[^1] = content[^1][.._filled];
        return content;
    }

    private int Pieces(int length) => (length - (PieceBytes - _filled) + PieceBytes - 1) / PieceBytes;
}

/// <summary>The memory of all uploads together. Safe for several threads.</summary>
internal sealed class TftpUploadMemory(long most)
{
    private long _held;

    internal bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _held, bytes) <= most) return true;
        Release(bytes);
        return false;
    }

    internal void Release(long bytes) => Interlocked.Add(ref _held, -bytes);
}
