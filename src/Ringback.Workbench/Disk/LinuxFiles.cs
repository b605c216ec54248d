using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ringback.Workbench.Disk;

/// <summary>
/// The system calls that say what a path is without following it, open it without following or waiting, and give away
/// what is open. The framework has none: it follows links, and opening a named pipe through it waits for ever.
/// </summary>
internal static partial class LinuxFiles
{
    internal const int NoEntry = 2;
    internal const int NotPermitted = 1;
    internal const int AccessDenied = 13;
    internal const int NotAFolder = 20;
    internal const int TooManyLinks = 40;

    private const string Library = "libc";
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int NoAutomount = 0x800;
    private const int EmptyPath = 0x1000;
    private const uint TypeModeLinksOwnerSize = 0x20F;
    private const int DoNotWait = 0x800;
    private const int CloseOnExec = 0x80000;

    // The two flags of open(2) that are other numbers on ARM.
    private static readonly (int Link, int Folder)? DoNotFollow = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 or Architecture.X86 => (0x20000, 0x10000),
        Architecture.Arm64 or Architecture.Arm => (0x8000, 0x4000),
        _ => null,
    };

    /// <summary>False where these calls are not known; then what the framework says must do.</summary>
    internal static bool AreKnown { get; } = OperatingSystem.IsLinux() && DoNotFollow is not null && HasStatX();

    /// <summary>What a path is, itself and not what it leads to; the error number when it cannot be asked.</summary>
    internal static int Look(string path, out LinuxStatus status) =>
        StatX(CurrentFolder, path, NoFollow | NoAutomount, TypeModeLinksOwnerSize, out status) == 0
            ? 0
            : Marshal.GetLastPInvokeError();

    /// <summary>What an open file is.</summary>
    internal static int Look(SafeFileHandle handle, out LinuxStatus status) =>
        StatX((int)handle.DangerousGetHandle(), "", EmptyPath, TypeModeLinksOwnerSize, out status) == 0
            ? 0
            : Marshal.GetLastPInvokeError();

    /// <summary>Opens a path for reading, never a link at its end, and never waiting for somebody to write.</summary>
    internal static int Open(string path, out SafeFileHandle? handle) => Open(CurrentFolder, path, 0, out handle);

    /// <summary>Opens a folder in the same way; null when there is none to be opened.</summary>
    internal static SafeFileHandle? OpenFolder(string path)
    {
        _ = Open(CurrentFolder, path, DoNotFollow!.Value.Folder, out SafeFileHandle? handle);
        return handle;
    }

    /// <summary>Opens what has that name in an open folder; null when there is nothing to be opened.</summary>
    internal static SafeFileHandle? OpenIn(SafeFileHandle folder, string name)
    {
        _ = Open((int)folder.DangerousGetHandle(), name, 0, out SafeFileHandle? handle);
        return handle;
    }

    /// <summary>Gives what is open to a user; nothing happens where that is not allowed.</summary>
    internal static void Give(SafeFileHandle open, uint user, uint group) => _ = ChangeOwner(open, user, group);

    /// <summary>Sets the rights of what is open; nothing happens where that is not allowed.</summary>
    internal static void SetMode(SafeFileHandle open, UnixFileMode mode) => _ = ChangeMode(open, (uint)mode);

    private static int Open(int folder, string path, int flags, out SafeFileHandle? handle)
    {
        int descriptor = OpenAt(folder, path, flags | DoNotFollow!.Value.Link | DoNotWait | CloseOnExec);
        int error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        handle = descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
        return error;
    }

    // musl has statx since 1.2.5 only.
    private static bool HasStatX()
    {
        try
        {
            return Look("/", out _) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, out LinuxStatus status);

    [LibraryImport(Library, EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAt(int folder, string path, int flags);

    [LibraryImport(Library, EntryPoint = "fchown", SetLastError = true)]
    private static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);

    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    private static partial int ChangeMode(SafeFileHandle file, uint mode);
}

/// <summary>
/// The parts of <c>struct statx</c> that are wanted. It is the same on every architecture, and the kernel writes no
/// more than its 256 bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct LinuxStatus
{
    private const int TypeMask = 0xF000;

    [FieldOffset(16)]
    private uint _links;

    [FieldOffset(20)]
    private uint _user;

    [FieldOffset(28)]
    private ushort _mode;

    [FieldOffset(40)]
    private ulong _size;

    [FieldOffset(136)]
    private uint _deviceMajor;

    [FieldOffset(140)]
    private uint _deviceMinor;

    /// <summary>How many names it has.</summary>
    internal readonly uint Links => _links;

    /// <summary>Whose it is.</summary>
    internal readonly uint User => _user;

    /// <summary>Who may do what with it.</summary>
    internal readonly UnixFileMode Mode => (UnixFileMode)(_mode & ~TypeMask);

    internal readonly DiskEntry Entry => new(
        (_mode & TypeMask) switch
        {
            0x8000 => DiskEntryKind.File,
            0x4000 => DiskEntryKind.Folder,
            0xA000 => DiskEntryKind.Link,
            _ => DiskEntryKind.Other,
        },
        (long)_size, (ulong)_deviceMajor << 32 | _deviceMinor);
}
