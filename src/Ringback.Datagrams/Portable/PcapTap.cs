using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Ringback.Datagrams.Portable;

/// <summary>Listens with libpcap, where a packet socket is not to be had.</summary>
internal sealed unsafe class PcapTap : IFrameTap
{
    private const int Longest = 256 * 1024;
    private const int TimeoutMilliseconds = 100;

    // struct pcap_pkthdr begins with a struct timeval: two longs, which Windows has with 4 bytes and the others with 8.
    private static readonly int LengthAt = OperatingSystem.IsWindows() ? 8 : 16;

    private readonly Lock _closing = new();
    private readonly nint _pcap;
    private volatile bool _isWoken;
    private bool _closed;

    private PcapTap(nint pcap)
    {
        _pcap = pcap;
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

        tap = new PcapTap(pcap);
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

            if (!_isWoken) continue;
            _isWoken = false;
            return 0;
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

    private static string Told(string name, byte* error) =>
        $"Listening at {name} is not possible: {Marshal.PtrToStringUTF8((nint)error)?.TrimEnd('.')}.";
}
