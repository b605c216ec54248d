using System.Runtime.InteropServices;

namespace Ringback.Workbench.Rights;

/// <summary>Who somebody is: the beginning of <c>struct passwd</c>, which glibc and musl lay out alike.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PasswordEntry
{
    internal nint Name;
    internal nint Password;
    internal uint User;
    internal uint Group;
    internal nint Description;
    internal nint Home;
}

/// <summary><c>struct __user_cap_header_struct</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CapabilityHeader
{
    /// <summary>_LINUX_CAPABILITY_VERSION_3: two words of 32 bits for each set.</summary>
    internal const uint Version3 = 0x20080522;

    internal uint Version;
    internal int Thread;
}

/// <summary>The calls of Linux by which a process gives rights up. The C library does it for every thread.</summary>
internal static class LinuxCalls
{
    internal const int KeepCapabilities = 8;
    internal const int DropFromBounds = 24;
    internal const int NoNewPrivileges = 38;
    internal const int Ambient = 47;
    internal const nuint AmbientRaise = 2;

    internal const int ReadOk = 4, WriteOk = 2, SearchOk = 1;

    private const string Library = "libc";

    [DllImport(Library, EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern uint SetMask(uint mask);

    [DllImport(Library, EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern uint OwnUser();

    [DllImport(Library, EntryPoint = "access", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);

    [DllImport(Library, EntryPoint = "getpwnam")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern nint FindAccount([MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport(Library, EntryPoint = "getpwuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern nint FindAccount(uint user);

    [DllImport(Library, EntryPoint = "initgroups", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int SetGroupsOf([MarshalAs(UnmanagedType.LPUTF8Str)] string name, uint group);

    [DllImport(Library, EntryPoint = "setgroups", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int SetGroups(nuint count, uint[] groups);

    [DllImport(Library, EntryPoint = "setresgid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int SetGroup(uint real, uint effective, uint saved);

    [DllImport(Library, EntryPoint = "setresuid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int SetUser(uint real, uint effective, uint saved);

    [DllImport(Library, EntryPoint = "prctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int Control(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [DllImport(Library, EntryPoint = "capset", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int SetCapabilities(ref CapabilityHeader header, uint[] data);

    // LPStr is UTF-8 where this runs.
    [DllImport(Library, EntryPoint = "execve", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int Execute(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path,
        [MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.LPStr)] string?[] arguments,
        [MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.LPStr)] string?[] environment);
}
