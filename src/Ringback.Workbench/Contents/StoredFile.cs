using Microsoft.Win32.SafeHandles;
using Ringback.Datagrams;
using Ringback.Files.Firmware;
using Ringback.Phones.Answers;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Contents;

/// <summary>One file of a shelf, with the contents that were opened of it.</summary>
internal sealed class StoredFile
{
    private readonly string _path;
    private readonly Func<string, SafeFileHandle?> _open;
    private readonly Lazy<PinnedBytes?> _bytes;
    private readonly Lock _lock = new();
    private readonly Dictionary<int, ITftpContent> _inMemory = [];
    private readonly Dictionary<int, WeakReference<ITftpContent>> _onDisk = [];

    internal StoredFile(ShelfFile file, string path, Func<string, SafeFileHandle?> open)
    {
        File = file;
        Place = new LinkedListNode<StoredFile>(this);
        _path = path;
        _open = open;
        _bytes = new Lazy<PinnedBytes?>(Read);
    }

    internal ShelfFile File { get; }

    /// <summary>Its place among the others, by when it was asked for.</summary>
    internal LinkedListNode<StoredFile> Place { get; }

    /// <summary>Bytes that it holds.</summary>
    internal long Weight => IsLarge ? 0 : File.Length;

    /// <summary>True when its bytes are in memory.</summary>
    internal bool IsRead => !IsLarge && _bytes.IsValueCreated;

    private bool IsLarge => File.Length > ContentStore.LargestInMemory;

    /// <summary>
    /// The content from an offset on, the same one each time; null when the file has gone or is not what it was.
    /// </summary>
    internal ITftpContent? Open(int offset)
    {
        try
        {
            if (IsLarge) return OnDisk(offset);
            if (_bytes.Value is not { } bytes) return null;
            lock (_lock)
            {
                if (!_inMemory.TryGetValue(offset, out ITftpContent? content))
                    _inMemory.Add(offset, content = new PinnedContent(bytes.Skip(offset)));
                return content;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was there when it was looked at; to the phone it is now not here.
            return null;
        }
    }

    private DiskContent? OnDisk(int offset)
    {
        lock (_lock)
        {
            if (_onDisk.TryGetValue(offset, out WeakReference<ITftpContent>? known)
                && known.TryGetTarget(out ITftpContent? running))
            {
                return (DiskContent)running;
            }

            SafeFileHandle? handle = _open(_path);
            if (handle is null) return null;
            if (RandomAccess.GetLength(handle) != File.Length)
            {
                handle.Dispose();
                return null;
            }

            DiskContent content = new(handle, File.Length, offset);
            _onDisk[offset] = new WeakReference<ITftpContent>(content);
            return content;
        }
    }

    private PinnedBytes? Read()
    {
        using SafeFileHandle? handle = _open(_path);
        if (handle is null || RandomAccess.GetLength(handle) != File.Length) return null;
        PinnedBytes bytes = PinnedBytes.Allocate((int)File.Length);
        int read = 0;
        while (read < bytes.Length)
        {
            int more = RandomAccess.Read(handle, bytes.Span[read..], read);
            if (more == 0) return null;
            read += more;
        }

        return RandomAccess.GetLength(handle) == bytes.Length && IsStill(bytes.Span) ? bytes : null;
    }

    /// <summary>
    /// False when the bytes are not those that the answer was decided on: somebody is copying the file at this moment,
    /// and half an image must not go out as a whole one. The phone asks again, and then we have looked again.
    /// </summary>
    private bool IsStill(ReadOnlySpan<byte> bytes)
    {
        bool wasLookedInto = File.Identity.Length == File.Length;
        if (!wasLookedInto || File.Identity.Kind is not (FirmwareKind.Firmware or FirmwareKind.Manifest)) return true;
        FirmwareFile now = FirmwareFile.Inspect(File.Path, bytes);
        return now.Whole == File.Identity.Whole && now.Load == File.Identity.Load && now.Role == File.Identity.Role;
    }

    /// <summary>
    /// A large file, read where it lies. It is not mapped into memory, although that would spare a copy: a file that is
    /// truncated while it is mapped kills the whole process with SIGBUS at the next byte, and cutting a file short is
    /// what copying over it does. It is open for as long as somebody holds the content.
    /// </summary>
    private sealed class DiskContent(SafeFileHandle handle, long length, int skip) : ITftpContent
    {
        public long Length => Math.Max(length - skip, 0);

        public PinnedBytes? Pinned => null;

        public int Read(long offset, Span<byte> buffer) => RandomAccess.Read(handle, buffer, offset + skip);
    }
}
