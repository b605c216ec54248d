using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using Ringback.Phones.Answers;
using Ringback.Phones.Firmware;
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
        if (stored.File.Length == 0) return new MemoryContent(default);
        try
        {
            if (stored.File.Length > LargestInMemory) return DiskContent.Open(shelf.PathOf(stored.File), stored.Offset);
            if (!_inMemory.TryGetValue(stored.File, out byte[]? bytes))
            {
                bytes = File.ReadAllBytes(shelf.PathOf(stored.File));
                if (!IsStill(stored.File, bytes)) return null;
                _inMemory.AddOrUpdate(stored.File, bytes);
            }

            return new MemoryContent(bytes.AsMemory(Math.Min(stored.Offset, bytes.Length)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// False when the bytes are not those that the answer was decided on: somebody is copying the file at this moment,
    /// and half an image must not go out as a whole one. The phone asks again, and then we have looked again.
    /// </summary>
    private static bool IsStill(ShelfFile file, byte[] bytes)
    {
        if (bytes.Length != file.Length) return false;
        if (file.Identity.Kind is not (FirmwareKind.Firmware or FirmwareKind.Manifest)) return true;
        FirmwareFile now = FirmwareFile.Inspect(file.Path, bytes);
        return now.Whole == file.Identity.Whole && now.Load == file.Identity.Load && now.Role == file.Identity.Role;
    }

    /// <summary>A large file, read where it lies.</summary>
    private sealed class DiskContent(SafeFileHandle handle, long length, int skip) : ITftpContent, IDisposable
    {
        public long Length => length - skip;

        public nint Address => 0;

        public int Read(long offset, Span<byte> buffer) => RandomAccess.Read(handle, buffer, offset + skip);

        public void Dispose() => handle.Dispose();

        internal static DiskContent Open(string path, int skip)
        {
            SafeFileHandle handle = File.OpenHandle(path);
            return new DiskContent(handle, RandomAccess.GetLength(handle), skip);
        }
    }
}
