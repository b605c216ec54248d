using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Ringback.Datagrams.Portable;
using Ringback.Datagrams.Stacks;

namespace Ringback.Datagrams.Tests.Stacks;

/// <summary>Listening at the loopback interface, which every machine has, in both ways of Linux.</summary>
public sealed class FrameTapTests
{
    private const int MostSaid = 100_000;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    /// <summary>A packet socket, and libpcap as on other systems.</summary>
    public static TheoryData<string> Ways { get; } = ["packet", "pcap"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_is_sent_is_heard_whole(string way)
    {
        using IFrameTap tap = Open(way);
        using Socket wanted = Bound(), sender = Bound();
        byte[] word = [.. "a word of "u8, .. Guid.NewGuid().ToByteArray()];

        Assert.Equal((1, null), (tap.LinkType, tap.Blind));
        byte[] frame = new byte[70_000];
        int length;
        // What else passes there is heard too, and on a busy machine it is more than there is room for: so the word is
        // said again until it is heard.
        int said = 0;
        do
        {
            sender.SendTo(word, wanted.LocalEndPoint!);
            length = tap.Receive(frame, Long);
        }
        while (length > 0 && frame.AsSpan(0, length).IndexOf(word) < 0 && ++said < MostSaid);
        Assert.Equal(14 + 28 + word.Length, length);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_wake_ends_the_wait_on_a_silent_cable_and_a_closed_tap_is_quiet(string way)
    {
        IFrameTap tap = OpenInSilence(way);
        Task<int> waits = Task.Factory.StartNew(
            () => tap.Receive(new byte[2_000], Timeout.InfiniteTimeSpan),
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        tap.Wake();
        Assert.Equal(0, await waits.WaitAsync(Long, TestContext.Current.CancellationToken));
        Assert.Equal(0, tap.Receive(new byte[2_000], TimeSpan.FromMilliseconds(1)));
        tap.Dispose();
        tap.Dispose();
        tap.Wake();
        Assert.Equal(0, tap.Lost);
    }

    [Fact]
    public void An_interface_that_is_not_there_is_told()
    {
        SkipWithoutRights();
        Assert.False(FrameTaps.TryOpen(1 << 30, "no-such-card", out _, out string whyNot));
        Assert.Equal($"There is no network interface {1 << 30}.", whyNot);
        if (!PcapCalls.IsThere) Assert.Skip("There is no libpcap here.");
        Assert.False(FrameTaps.TryOpenPcap("no-such-card", out _, out whyNot));
        Assert.Contains("no-such-card", whyNot, StringComparison.Ordinal);
    }

    private static IFrameTap Open(string way)
    {
        SkipWithoutRights();
        NetworkInterface loopback = NetworkInterface.GetAllNetworkInterfaces()
            .First(i => i.NetworkInterfaceType == NetworkInterfaceType.Loopback);
        if (way == "pcap" && !PcapCalls.IsThere) Assert.Skip("There is no libpcap here.");
        IFrameTap? tap;
        string whyNot;
        bool isOpen = way == "pcap"
            ? FrameTaps.TryOpenPcap(loopback.Name, out tap, out whyNot)
            : FrameTaps.TryOpen(
                loopback.GetIPProperties().GetIPv4Properties().Index, loopback.Name, out tap, out whyNot);
        Assert.True(isOpen, whyNot);
        return tap!;
    }

    /// <summary>At the loopback of a network of its own, where nobody speaks.</summary>
    private static IFrameTap OpenInSilence(string way)
    {
        SkipWithoutRights();
        IFrameTap? tap = null;
        Exception? trouble = null;
        Thread inside = new(() =>
        {
            try
            {
                const int newNetwork = 0x40000000;
                Assert.Equal(0, unshare(newNetwork));
                using Process ip = Process.Start("ip", ["link", "set", "lo", "up"]);
                ip.WaitForExit();
                Assert.Equal(0, ip.ExitCode);
                tap = Open(way);
            }
            catch (Exception e)
            {
                // The thread is no test's: what it says is said by the test.
                trouble = e;
            }
        });
        inside.Start();
        inside.Join();
        if (trouble is not null) ExceptionDispatchInfo.Throw(trouble);
        return tap!;
    }

    private static Socket Bound()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static void SkipWithoutRights()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Raw frames are Linux's.");
        if (!Environment.IsPrivilegedProcess) Assert.Skip("Raw frames need root.");
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int unshare(int flags);
}
