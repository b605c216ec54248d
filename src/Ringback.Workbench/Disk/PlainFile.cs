using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ringback.Workbench.Disk;

/// <summary>
/// Opens files to read them: real files only. A link at the last step is not followed, and a named pipe or a device,
/// which could make the reader wait for ever, is no file.
/// </summary>
public static class PlainFile
{
    /// <summary>Opens one; null when it is no plain file.</summary>
    /// <exception cref="IOException">It cannot be opened, or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static SafeFileHandle? Open(string path)
    {
        // Looked at first, because even opening a device can do something.
        DiskEntry there = DiskEntry.Look(path);
        if (there.Kind == DiskEntryKind.Nothing) throw new FileNotFoundException($"{path} is not there.", path);
        if (!LinuxFiles.AreKnown) return OpenPortable(path, there);
        if (there.Kind is not (DiskEntryKind.File or DiskEntryKind.Other)) return null;
        if (there.Kind == DiskEntryKind.Other && LinuxFiles.Look(path, out _) == 0) return null;
        switch (LinuxFiles.Open(path, out SafeFileHandle? handle))
        {
            case 0:
                break;
            case LinuxFiles.TooManyLinks:
                return null;
            case LinuxFiles.NoEntry or LinuxFiles.NotAFolder:
                throw new FileNotFoundException($"{path} is not there.", path);
            case LinuxFiles.AccessDenied or LinuxFiles.NotPermitted:
                throw new UnauthorizedAccessException($"Access to {path} is denied.");
            case int error:
                throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}.", error);
        }

        // It may have been put in the file's place in between; what is open cannot be exchanged any more.
        if (LinuxFiles.Look(handle!, out LinuxStatus status) == 0 && status.Entry.Kind == DiskEntryKind.File)
            return handle;
        handle!.Dispose();
        return null;
    }

    /// <summary>The whole content; null when it is no plain file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">Bytes at most.</param>
    /// <exception cref="IOException">It cannot be read, is not there, or is larger.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static byte[]? Read(string path, long most)
    {
        using SafeFileHandle? handle = Open(path);
        return handle is null ? null : Read(handle, path, most);
    }

    /// <summary>
    /// The whole content of a file that a person named. Links are followed: whoever names one means what it leads to.
    /// </summary>
    /// <returns>The content; null when it is no file.</returns>
    /// <exception cref="IOException">It cannot be read, or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static byte[]? ReadNamed(string path)
    {
        string real = ConfinedFolder.RealPath(path);
        // What is no file is not opened: a pipe would wait for ever for somebody to write.
        return DiskEntry.Look(real) is { Kind: DiskEntryKind.File, Length: 0 } ? [] : Read(real, Array.MaxLength);
    }

    /// <summary>The whole content of an open file.</summary>
    internal static byte[] Read(SafeFileHandle handle, string path, long most)
    {
        long length = RandomAccess.GetLength(handle);
        if (length > Math.Min(most, Array.MaxLength))
            throw new IOException($"{path} has {length} bytes, and {most} are read at most.");
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)length);
        int read = 0;
        while (read < bytes.Length)
        {
            int more = RandomAccess.Read(handle, bytes.AsSpan(read), read);
            if (more == 0) return bytes[..read];
            read += more;
        }

        return bytes;
    }

    private static SafeFileHandle? OpenPortable(string path, DiskEntry there)
    {
        if (there.Kind is not DiskEntryKind.File) return null;
        // Outside Windows this may be a pipe, which has no length either: opening it would wait for ever.
        if (there.Length == 0 && !OperatingSystem.IsWindows()) return null;
        return File.OpenHandle(path);
    }
}
