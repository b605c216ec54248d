using System.Reflection;
using System.Runtime.InteropServices;

namespace Ringback.Datagrams.Portable;

/// <summary>
/// The few calls of libpcap that listening takes: Npcap on Windows, part of the system on macOS, a package elsewhere.
/// </summary>
internal static unsafe partial class PcapCalls
{
    internal const int ErrorRoom = 256;

    private const string Library = "pcap";

    // Npcap puts its library into a folder of its own, unless it was installed for programs of WinPcap.
    private static readonly string[] Names = OperatingSystem.IsWindows()
        ? [Path.Combine(Environment.SystemDirectory, "Npcap", "wpcap.dll"), "wpcap.dll"]
        : OperatingSystem.IsMacOS() ? ["/usr/lib/libpcap.A.dylib", "libpcap.dylib"]
        : ["libpcap.so.1", "libpcap.so.0.8", "libpcap.so"];

    static PcapCalls() => NativeLibrary.SetDllImportResolver(typeof(PcapCalls).Assembly, Resolve);

    /// <summary>True when the library is there.</summary>
    internal static bool IsThere => Resolve(Library, typeof(PcapCalls).Assembly, null) != 0;

    [LibraryImport(Library, EntryPoint = "pcap_create", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint Create(string device, byte* error);

    [LibraryImport(Library, EntryPoint = "pcap_set_snaplen")]
    internal static partial int SetLongest(nint pcap, int bytes);

    [LibraryImport(Library, EntryPoint = "pcap_set_promisc")]
    internal static partial int SetPromiscuous(nint pcap, int yes);

    [LibraryImport(Library, EntryPoint = "pcap_set_timeout")]
    internal static partial int SetTimeout(nint pcap, int milliseconds);

    [LibraryImport(Library, EntryPoint = "pcap_activate")]
    internal static partial int Activate(nint pcap);

    [LibraryImport(Library, EntryPoint = "pcap_setnonblock")]
    internal static partial int SetNonBlocking(nint pcap, int yes, byte* error);

    // Windows has no such function.
    [LibraryImport(Library, EntryPoint = "pcap_get_selectable_fd")]
    internal static partial int FileToWaitFor(nint pcap);

    [LibraryImport(Library, EntryPoint = "pcap_geterr")]
    internal static partial byte* Error(nint pcap);

    [LibraryImport(Library, EntryPoint = "pcap_datalink")]
    internal static partial int LinkType(nint pcap);

    [LibraryImport(Library, EntryPoint = "pcap_next_ex")]
    internal static partial int Next(nint pcap, byte** head, byte** bytes);

    [LibraryImport(Library, EntryPoint = "pcap_stats")]
    internal static partial int Counts(nint pcap, PcapCounts* counts);

    [LibraryImport(Library, EntryPoint = "pcap_close")]
    internal static partial void Close(nint pcap);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;
        foreach (string candidate in Names)
        {
            if (NativeLibrary.TryLoad(candidate, out nint handle)) return handle;
        }

        return 0;
    }
}

/// <summary><c>struct pcap_stat</c>; on Windows more follows.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PcapCounts
{
    internal uint Received;
    internal uint Dropped;
    internal uint DroppedByInterface;
    internal uint More1;
    internal uint More2;
    internal uint More3;
}
