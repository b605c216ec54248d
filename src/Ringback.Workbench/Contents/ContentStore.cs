using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using Ringback.Phones.Answers;
using Ringback.Workbench.Shelves;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Contents;

/// <summary>
/// The bytes behind an answer. A file of firmware size is read once and shared by every transfer of it for as long as
/// the shelf knows it; a larger one is read from disk piece by piece.
/// </summary>
internal sealed class ContentStore(FolderShelf shelf)
{
    private const long LargestInMemory = 8 * 1024 * 1024;

    private readonly ConditionalWeakTable<ShelfFile, byte[]> _inMemory = [];

    /// <summary>Opens a content; null when the file has gone or cannot be read any more.</summary>
    internal ITftpContent? Open(FileContent content)
    {
        if (content is MadeContent made) return new MemoryContent(made.Bytes);
        StoredContent stored = (StoredContent)content;
        try
        {
            if (stored.File.Length > LargestInMemory) return DiskContent.Open(shelf.PathOf(stored.File), stored.Offset);
            if (stored.File.Length == 0) return new MemoryContent(default);
            byte[] bytes = _inMemory.GetValue(stored.File, f => File.ReadAllBytes(shelf.PathOf(f)));
            // What is on disk now is not what was looked into: a copy over it may be half done.
            if (bytes.Length != stored.File.Length)
            {
                _inMemory.Remove(stored.File);
                return null;
            }

            return new MemoryContent(bytes.AsMemory(Math.Min(stored.Offset, bytes.Length)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A large file, read where it lies.</summary>
    private sealed class DiskContent(SafeFileHandle handle, long length, int skip) : ITftpContent, IDisposable
    {
        public long Length => length - skip;

        public int Read(long offset, Span<byte> buffer) => RandomAccess.Read(handle, buffer, offset + skip);

        public void Dispose() => handle.Dispose();

        internal static DiskContent Open(string path, int skip)
        {
            SafeFileHandle handle = File.OpenHandle(path);
            return new DiskContent(handle, RandomAccess.GetLength(handle), skip);
        }
    }
}
