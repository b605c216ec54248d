using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Ringback.Datagrams.Stacks;

namespace Ringback.Datagrams.Tests.Stacks;

/// <summary>Frames at the loopback interface, which every machine has.</summary>
public sealed class FramePortTests
{
    [Fact]
    public void Without_rights_or_elsewhere_a_sentence_says_why_not()
    {
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess) Assert.Skip("Root may have raw frames.");
        Assert.False(FramePorts.TryOpen(1, FramePorts.Arp, out IFramePort? port, out string whyNot));
        Assert.Null(port);
        Assert.StartsWith("Raw Ethernet frames ", whyNot);
    }

    [Fact]
    public void An_interface_that_is_not_there_is_named()
    {
        SkipWithoutRights();
        Assert.False(FramePorts.TryOpen(1 << 30, FramePorts.Ipv4, out _, out string whyNot));
        Assert.Equal($"There is no network interface {1 << 30}.", whyNot);
    }

    [Fact]
    public void A_port_for_UDP_receives_what_goes_to_its_number_and_nothing_else()
    {
        SkipWithoutRights();
        using Socket wanted = Bound(), other = Bound(), sender = Bound();
        ushort number = (ushort)((IPEndPoint)wanted.LocalEndPoint!).Port;
        using IFramePort port = OpenUdp(number);

        sender.SendTo("other"u8, other.LocalEndPoint!);
        sender.SendTo("wanted"u8, wanted.LocalEndPoint!);

        byte[] frame = new byte[1514];
        int length = port.Receive(frame, TimeSpan.FromSeconds(60));
        // Loopback frames have the header of Ethernet with zeros in it.
        Assert.Equal(14 + 28 + 6, length);
        Assert.Equal("wanted"u8, frame.AsSpan(length - 6, 6));
        Assert.Equal(0, port.Receive(frame, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_wake_ends_the_wait_of_another_thread_and_a_closed_port_is_quiet()
    {
        SkipWithoutRights();
        IFramePort port = OpenUdp(9);
        Task<int> waits = Task.Factory.StartNew(() => port.Receive(new byte[64], Timeout.InfiniteTimeSpan),
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        port.Wake();
        Assert.Equal(0, await waits.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        port.Dispose();
        port.Dispose();
        port.Wake();
        Assert.False(port.Send(new byte[60]));
    }

    [Fact]
    public void A_frame_that_the_interface_does_not_take_is_lost_and_not_thrown()
    {
        SkipWithoutRights();
        using IFramePort port = OpenUdp(9);

        Assert.False(port.Send(new byte[3]));
        Assert.False(port.Send(new byte[200_000]));
    }

    private static IFramePort OpenUdp(ushort number)
    {
        int index = NetworkInterface.GetAllNetworkInterfaces()
            .First(i => i.NetworkInterfaceType == NetworkInterfaceType.Loopback)
            .GetIPProperties().GetIPv4Properties().Index;
        Assert.True(FramePorts.TryOpenUdp(index, number, out IFramePort? port, out string whyNot), whyNot);
        return port;
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
}
