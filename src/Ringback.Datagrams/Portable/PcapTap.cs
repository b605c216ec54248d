using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Ringback.Datagrams.Kernel;

namespace Ringback.Datagrams.Portable;

/// <summary>Listens with libpcap, where a packet socket is not to be had.</summary>
/// <remarks>
/// libpcap's own time limit ends a wait on Windows and macOS. On Linux it counts from the first frame on (pcap(3PCAP),
/// "packet buffer timeout"), and on a silent cable a wait would last for ever: there nothing waits in libpcap, and
/// <c>poll</c> waits for its file.
/// </remarks>
internal sealed unsafe class PcapTap : IFrameTap
{
    private const int Longest = 256 * 1024;
    private const int TimeoutMilliseconds = 100;

    // struct pcap_pkthdr begins with a struct timeval: two longs, which Windows has with 4 bytes and the others with 8.
    private static readonly int LengthAt = OperatingSystem.IsWindows() ? 8 : 16;

    private readonly Lock _closing = new();
    private readonly nint _pcap;
    private readonly int _file;
    private volatile bool _isWoken;
    private bool _closed;

    private PcapTap(nint pcap, int file)
    {
        _pcap = pcap;
        _file = file;
        LinkType = PcapCalls.LinkType(pcap);
    }

    public int LinkType { get; }

    public string? Blind => null;

    public long Lost
    {
        get
        {
            lock (_closing)
            {
                PcapCounts counts;
                return !_closed && PcapCalls.Counts(_pcap, &counts) == 0 ? counts.Dropped : 0;
            }
        }
    }

    /// <summary>Opens a tap.</summary>
    /// <param name="name">The interface's name; on Windows its identifier, as the framework has it.</param>
    /// <param name="tap">The tap, when true is returned.</param>
    /// <param name="whyNot">A sentence for people, when false is returned.</param>
    internal static bool TryOpen(string name, [NotNullWhen(true)] out IFrameTap? tap, out string whyNot)
    {
        tap = null;
        if (!PcapCalls.IsThere)
        {
            whyNot = OperatingSystem.IsWindows()
                ? "Npcap is not installed. It is at npcap.com, and lets programs see all frames."
                : "libpcap is not installed. On Debian its package is libpcap0.8.";
            return false;
        }

        byte* error = stackalloc byte[PcapCalls.ErrorRoom];
        nint pcap = PcapCalls.Create(OperatingSystem.IsWindows() ? $@"\Device\NPF_{name}" : name, error);
        if (pcap == 0)
        {
            whyNot = Told(name, error);
            return false;
        }

        _ = PcapCalls.SetLongest(pcap, Longest);
        _ = PcapCalls.SetPromiscuous(pcap, 1);
        _ = PcapCalls.SetTimeout(pcap, TimeoutMilliseconds);
        // Above zero it works with a remark.
        if (PcapCalls.Activate(pcap) < 0)
        {
            whyNot = Told(name, PcapCalls.Error(pcap));
            PcapCalls.Close(pcap);
            return false;
        }

        int file = -1;
        if (OperatingSystem.IsLinux())
        {
            file = PcapCalls.FileToWaitFor(pcap);
            if (file < 0 || PcapCalls.SetNonBlocking(pcap, 1, error) < 0)
            {
                whyNot = Told(name, file < 0 ? PcapCalls.Error(pcap) : error);
                PcapCalls.Close(pcap);
                return false;
            }
        }

        tap = new PcapTap(pcap, file);
        whyNot = "";
        return true;
    }

    public int Receive(Span<byte> frame, TimeSpan longest)
    {
        long until = longest < TimeSpan.Zero
            ? long.MaxValue
            : Environment.TickCount64 + (long)longest.TotalMilliseconds;
        do
        {
            lock (_closing)
            {
                if (_closed) return 0;
                byte* head, bytes;
                int came = PcapCalls.Next(_pcap, &head, &bytes);
                if (came < 0) return 0;
                if (came == 1)
                {
                    int length = (int)Math.Min(*(uint*)(head + LengthAt), (uint)frame.Length);
                    new ReadOnlySpan<byte>(bytes, length).CopyTo(frame);
                    return length;
                }
            }

            if (_isWoken)
            {
                _isWoken = false;
                return 0;
            }

            if (_file >= 0) WaitForFrame(until - Environment.TickCount64);
        }
        while (Environment.TickCount64 < until);
        return 0;
    }

    public void Wake() => _isWoken = true;

    public void Dispose()
    {
        lock (_closing)
        {
            if (_closed) return;
            _closed = true;
            PcapCalls.Close(_pcap);
        }
    }

    /// <summary>At most until somebody has to look whether there was a wake.</summary>
    private void WaitForFrame(long milliseconds)
    {
        PollEntry entry = new() { File = _file, Events = (short)Libc.Readable };
        _ = Libc.Poll(&entry, 1, (int)Math.Clamp(milliseconds, 0, TimeoutMilliseconds));
    }

    private static string Told(string name, byte* error) =>
        $"Listening at {name} is not possible: {Marshal.PtrToStringUTF8((nint)error)?.TrimEnd('.')}.";
}
