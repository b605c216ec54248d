using System.Collections.Concurrent;
using System.Net.NetworkInformation;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Datagrams;
using Ringback.Datagrams.Stacks;
using Ringback.Wire.Arp;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;
using Ringback.Workbench.Dhcp.Probing;
using Ringback.Workbench.Tests.Network;

namespace Ringback.Workbench.Tests.Dhcp.Probing;

/// <summary>Whoever has an address on the same cable is seen. Needs root on Linux for its namespaces.</summary>
public sealed class AddressProberTests
{
    private static readonly Ipv4Address Own = Ipv4Address.Parse("192.0.2.1");
    private static readonly Ipv4Address Theirs = Ipv4Address.Parse("192.0.2.7");

    [Fact]
    public async Task An_address_at_the_other_end_of_the_cable_is_seen_by_ARP()
    {
        if (NetworkNamespace.WhyNot() is { } whyNot) Assert.Skip(whyNot);
        using NetworkNamespace bench = new(), other = new();
        bench.Connect(other, "cable");
        other.AddAddress("cable", $"{Theirs}/24");
        TaskCompletionSource<(Ipv4Address, HardwareAddress)> seen = new();
        (int Index, HardwareAddress Hardware) far = other.Run(() => Find("cable"));

        // The bench has no address at all: a probe needs none.
        (_, IAddressProber prober) = bench.Run(() => Open((address, mac) => seen.TrySetResult((address, mac))));
        using (prober)
        {
            Assert.Equal("ARP", prober.Name);
            prober.Ask(Ipv4Address.Parse("192.0.2.8"));
            prober.Ask(Theirs);

            Assert.Equal((Theirs, far.Hardware), await seen.Task.WaitAsync(Deadline.Token));
        }
    }

    [Fact]
    public async Task What_others_say_unasked_is_heard_and_probes_of_others_and_noise_are_not()
    {
        if (NetworkNamespace.WhyNot() is { } whyNot) Assert.Skip(whyNot);
        using NetworkNamespace bench = new(), other = new();
        bench.Connect(other, "cable");
        HardwareAddress stranger = HardwareAddress.From(1, [2, 0, 0, 0, 0, 9]);
        ConcurrentQueue<Ipv4Address> seen = new();
        TaskCompletionSource announced = new();
        (HardwareAddress own, IAddressProber prober) = bench.Run(() => Open((address, _) =>
        {
            seen.Enqueue(address);
            if (address == Theirs) announced.TrySetResult();
        }));
        using (prober)
        using (IFramePort port = other.Run(() => OpenPort(Find("cable").Index, FramePorts.Arp)))
        {
            Assert.True(port.Send(Frame(stranger, ArpPacket.Probe(stranger, Ipv4Address.Parse("192.0.2.9")))));
            Assert.True(port.Send(Frame(stranger, ArpPacket.Announcement(stranger, Own))));
            Assert.True(port.Send(Frame(own, ArpPacket.Announcement(own, Ipv4Address.Parse("192.0.2.10")))));
            Assert.True(port.Send(Frame(stranger, ArpPacket.Announcement(stranger, Theirs)).AsSpan(0, 30)));
            Assert.True(port.Send(Frame(stranger, ArpPacket.Announcement(stranger, Theirs))));
            await announced.Task.WaitAsync(Deadline.Token);
        }

        Assert.Equal([Theirs], seen);
    }

    [Fact]
    public async Task An_echo_is_a_sign_of_life()
    {
        TaskCompletionSource<Ipv4Address> seen = new();
        using PingProber prober = new((address, _) => seen.TrySetResult(address), NullLogger.Instance);
        SkipWithoutPing();

        for (int i = 0; i < 3; i++) prober.Ask(Ipv4Address.Parse("127.0.0.1"));

        Assert.Equal(Ipv4Address.Parse("127.0.0.1"), await seen.Task.WaitAsync(Deadline.Token));
    }

    private static void SkipWithoutPing()
    {
        try
        {
            using Ping ping = new();
            if (ping.Send("127.0.0.1", 5000).Status != IPStatus.Success) Assert.Skip("Nothing here answers an echo.");
        }
        catch (Exception e) when (e is PingException or PlatformNotSupportedException)
        {
            Assert.Skip($"No echo request can be sent here: {e.Message}");
        }
    }

    private static (HardwareAddress Own, IAddressProber Prober) Open(Action<Ipv4Address, HardwareAddress> seen)
    {
        (int index, HardwareAddress hardware) = Find("cable");
        return (hardware, AddressProbers.Open(index, Own, hardware, seen, overheard: null, NullLogger.Instance));
    }

    private static IFramePort OpenPort(int index, ushort etherType)
    {
        Assert.True(FramePorts.TryOpen(index, etherType, out IFramePort? port, out string whyNot), whyNot);
        return port;
    }

    private static (int Index, HardwareAddress Hardware) Find(string device)
    {
        NetworkInterface found = NetworkInterface.GetAllNetworkInterfaces().Single(i => i.Name == device);
        return (found.GetIPProperties().GetIPv4Properties().Index,
            HardwareAddress.From(1, found.GetPhysicalAddress().GetAddressBytes()));
    }

    private static byte[] Frame(HardwareAddress source, ArpPacket packet)
    {
        byte[] frame = new byte[60];
        int at = EthernetFrame.WriteHeader(frame, EthernetFrame.Everybody, source, EthernetFrame.Arp);
        packet.Write(frame.AsSpan(at));
        return frame;
    }
}
