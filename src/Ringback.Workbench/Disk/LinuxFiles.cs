using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ringback.Workbench.Disk;

/// <summary>
/// The two system calls that say what a path is without following it, and open it without following or waiting. The
/// framework has neither: it follows links, and opening a named pipe through it waits for ever.
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
    private const uint TypeAndSize = 0x201;
    private const int DoNotWait = 0x800;
    private const int CloseOnExec = 0x80000;

    // The one flag of open(2) that is another number on ARM.
    private static readonly int? DoNotFollow = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 or Architecture.X86 => 0x20000,
        Architecture.Arm64 or Architecture.Arm => 0x8000,
        _ => null,
    };

    /// <summary>False where these calls are not known; then what the framework says must do.</summary>
    internal static bool AreKnown { get; } = OperatingSystem.IsLinux() && DoNotFollow is not null && HasStatX();

    /// <summary>What a path is, itself and not what it leads to; the error number when it cannot be asked.</summary>
    internal static int Look(string path, out LinuxStatus status) =>
        StatX(CurrentFolder, path, NoFollow | NoAutomount, TypeAndSize, out status) == 0
            ? 0
            : Marshal.GetLastPInvokeError();

    /// <summary>What an open file is.</summary>
    internal static int Look(SafeFileHandle handle, out LinuxStatus status) =>
        StatX((int)handle.DangerousGetHandle(), "", EmptyPath, TypeAndSize, out status) == 0
            ? 0
            : Marshal.GetLastPInvokeError();

    /// <summary>Opens a path for reading, never a link at its end, and never waiting for somebody to write.</summary>
    internal static int Open(string path, out SafeFileHandle? handle)
    {
        int descriptor = OpenFile(path, DoNotFollow!.Value | DoNotWait | CloseOnExec);
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

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);
}

/// <summary>
/// The parts of <c>struct statx</c> that are wanted. It is the same on every architecture, and the kernel writes no
/// more than its 256 bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct LinuxStatus
{
    private const int TypeMask = 0xF000;

    [FieldOffset(28)]
    private ushort _mode;

    [FieldOffset(40)]
    private ulong _size;

    [FieldOffset(136)]
    private uint _deviceMajor;

    [FieldOffset(140)]
    private uint _deviceMinor;

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
