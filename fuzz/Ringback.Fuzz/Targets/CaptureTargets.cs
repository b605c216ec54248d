using System.Buffers.Binary;
using System.Text;
using Ringback.Catalogue;
using Ringback.Datagrams.Captures;
using Ringback.Observation.Captures;
using Ringback.Phones.Events;
using Ringback.Wire.Arp;
using Ringback.Wire.Cdp;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;
using Ringback.Wire.Lldp;

namespace Ringback.Fuzz.Targets;

/// <summary>What machines announce on their cable, what stands before packets, and files with frames.</summary>
internal static class CaptureTargets
{
    private const int LongestFrame = 1_514;

    private static readonly HardwareAddress Phone = HardwareAddress.From(
        HardwareAddress.Ethernet, [0x00, 0x0e, 0x84, 0xc0, 0x60, 0xa6]);

    private static readonly LinkType[] Links = Enum.GetValues<LinkType>();
    private static readonly byte[] Buffer = new byte[70_000];

    internal static IEnumerable<FuzzTarget> All { get; } =
    [
        new("cdp", Cdp, () => [Frame(CdpWriter.WriteFrame, Phone7960)[22..], Frame(CdpWriter.WriteFrame, Switch)[22..]])
        {
            SmokeRuns = 100_000,
        },
        new("lldp", Lldp, () => [Frame(LldpWriter.WriteFrame, Phone7965)[14..]]) { SmokeRuns = 100_000 },
        new("link-frame", Link, LinkSeeds) { SmokeRuns = 200_000, LongestInput = 9_018 },
        // What is remembered of frames is bounded, and is not in proportion to one input.
        new("frame-observer", Observe, ObserverSeeds) { SmokeRuns = 6_000, Memory = (2 * 1024 * 1024, 512) },
        // A reader has a buffer of a megabyte, however short the file is.
        new("capture-file", Capture, CaptureSeeds) { SmokeRuns = 400, Memory = (4 * 1024 * 1024, 64) },
    ];

    private static CdpAnnouncement Phone7960 => new()
    {
        DeviceId = "SEP000E84C060A6", Addresses = [Ipv4Address.Parse("10.9.8.7")], PortId = "Port 1",
        Capabilities = CdpCapabilities.Host | CdpCapabilities.Phone, SoftwareVersion = "P0030702T023",
        Platform = "Cisco IP Phone 7960", AsksForVoiceVlan = true, PowerMilliwatts = 6300, IsFullDuplex = true,
    };

    private static CdpAnnouncement Switch => new() { DeviceId = "sw1", NativeVlan = 10, VoiceVlan = 110 };

    private static LldpAnnouncement Phone7965 => new()
    {
        ChassisAddress = Ipv4Address.Parse("10.9.8.7"), PortHardware = Phone, SystemName = "SEP000E84C060A6",
        SystemDescription = "Cisco IP Phone 7965G", Capabilities = LldpCapabilities.Telephone, MedClass = 3,
        Addresses = [Ipv4Address.Parse("10.9.8.7")],
        Policies = [new LldpMedPolicy(LldpMedApplication.Voice, false, true, 110, 5, 46)],
        Inventory = new LldpMedInventory { Model = "CP-7965G", Software = "SCCP45.9-4-2SR3-1S", Serial = "FCH1" },
    };

    private static void Cdp(FuzzRun run)
    {
        // A mutation hardly ever has the right checksum: it gets one, so that what is behind it is read too.
        if (run.Input.Length > 4 && run.Input.Length % 4 != 0) Sum(run.Input);
        bool isRead = CdpAnnouncement.TryRead(run.Input, out CdpAnnouncement? said, out CdpMalformation why);
        FuzzRun.Hold(isRead == (why == CdpMalformation.None), "an announcement that is not read has a reason");
        run.Saw(why);
        if (said is null) return;
        FuzzRun.AtMost(said.Addresses.Count, CdpAnnouncement.MostAddresses, "addresses");
        run.Saw(said.Addresses.Count);
        if (run.Input.Length > LongestFrame) return;
        int length = CdpWriter.Write(Buffer, said);
        FuzzRun.Hold(CdpAnnouncement.TryRead(Buffer.AsSpan(0, length), out CdpAnnouncement? again, out why)
            && again.Addresses.SequenceEqual(said.Addresses)
            && again with { Addresses = [], Unread = 0 } == said with { Addresses = [], Unread = 0 },
            $"an announcement is read as written: {why}");
    }

    private static void Lldp(FuzzRun run)
    {
        bool isRead = LldpAnnouncement.TryRead(run.Input, out LldpAnnouncement? said, out LldpMalformation why);
        FuzzRun.Hold(isRead == (why == LldpMalformation.None), "an announcement that is not read has a reason");
        run.Saw(why);
        if (said is null) return;
        FuzzRun.AtMost(said.Policies.Count, LldpAnnouncement.MostOfEach, "policies");
        FuzzRun.AtMost(said.Addresses.Count, LldpAnnouncement.MostOfEach, "addresses");
        run.Saw(said.Policies.Count * 64 + said.Addresses.Count);
        int length = LldpWriter.Write(Buffer, said);
        FuzzRun.Hold(LldpAnnouncement.TryRead(Buffer.AsSpan(0, length), out LldpAnnouncement? again, out why)
            && again.SystemName == said.SystemName && again.Inventory == said.Inventory
            && again.Policies.SequenceEqual(said.Policies), $"an announcement is read as written: {why}");
    }

    private static void Link(FuzzRun run)
    {
        if (run.Input.Length == 0) return;
        LinkType link = Links[run.Input[0] % Links.Length];
        if (!LinkFrame.TryRead(link, run.Input.AsSpan(1), out LinkFrame frame, out LinkMalformation why))
        {
            run.Saw(why);
            return;
        }

        run.Saw(frame.Carries);
        FuzzRun.AtMost(frame.Payload.Length, run.Input.Length, "bytes of a payload");
        _ = (frame.Source, frame.Destination);
        if (!Ipv4Packet.TryRead(frame.Payload, out Ipv4Packet packet, out Ipv4Malformation strange))
        {
            run.Saw(strange);
            return;
        }

        FuzzRun.AtMost(packet.Payload.Length, frame.Payload.Length, "bytes of a packet");
        _ = (packet.Source, packet.Destination);
        if (CapturedUdp.TryRead(packet, out CapturedUdp udp))
        {
            run.Saw(1);
            FuzzRun.AtMost(udp.Payload.Length, udp.Length, "captured bytes of a datagram");
        }

        if (!CapturedTcp.TryRead(packet, out CapturedTcp tcp)) return;
        run.Saw(2 + (int)tcp.Flags);
        FuzzRun.AtMost(tcp.Payload.Length, packet.Payload.Length, "bytes of a segment");
    }

    private static void Capture(FuzzRun run)
    {
        run.Saw(CaptureReader.Recognises(run.Input) ? 1 : 0);
        using MemoryStream stream = new(run.Input);
        if (!CaptureReader.TryOpen(stream, out CaptureReader? reader)) return;
        run.Saw(reader.Format);
        long frames = 0;
        while (reader.TryRead(out CapturedFrame frame))
        {
            FuzzRun.Hold(frame.Number == ++frames, "frames are counted");
            FuzzRun.AtMost(frame.Bytes.Length, CaptureLimits.LongestFrame, "bytes of a frame");
            _ = frame.At.ToUnixTimeMilliseconds();
        }

        FuzzRun.Hold(reader.End is not CaptureEnd.NotYet, "a capture ends");
        run.Saw(reader.End);
        run.Saw(Math.Min(frames, 9));
    }

    /// <summary>Frames one behind the other, each with its length before it.</summary>
    private static void Observe(FuzzRun run)
    {
        FrameObserver observer = new("fuzz", PhoneCatalogue.BuiltIn, [], new FollowLimits
        {
            Stations = 32, Transfers = 16, Streams = 8, StreamBytes = 4_096, AllStreamBytes = 16_384, Places = 8,
        });
        DateTimeOffset at = DateTimeOffset.UnixEpoch;
        Script script = new(run.Input);
        long number = 0, told = 0;
        while (!script.IsOver)
        {
            at = at.AddSeconds(script.Byte() / 8.0);
            int link = (int)Links[script.Byte() % Links.Length];
            ReadOnlySpan<byte> frame = script.Bytes();
            told += Judge(observer.Observe(new CapturedFrame(++number, at, link, frame, frame.Length)), run);
        }

        told += Judge(observer.Finish(), run);
        FuzzRun.Hold(observer.Counts.Frames == number, "frames are counted");
        run.Saw(Math.Min(told, 20));
    }

    private static int Judge(IReadOnlyList<PhoneEvent> told, FuzzRun run)
    {
        foreach (PhoneEvent e in told)
        {
            run.Saw(e.GetType().Name.Length);
            FuzzRun.Hold(e.Origin is FrameOrigin, "an event names its frame");
            FuzzRun.Hold(EventJson.Read(EventJson.Write(e)).GetType() == e.GetType(), "an event can be kept");
        }

        return told.Count;
    }

    private static void Sum(byte[] bytes)
    {
        bytes.AsSpan(2, 2).Clear();
        uint sum = 0;
        for (int i = 0; i + 1 < bytes.Length; i += 2) sum += BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(i));
        if (bytes.Length % 2 != 0) sum += (uint)bytes[^1] << 8;
        while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)~sum);
    }

    private delegate int Write<T>(Span<byte> buffer, HardwareAddress source, T said);

    private static byte[] Frame<T>(Write<T> write, T said)
    {
        byte[] frame = new byte[LongestFrame];
        return frame[..write(frame, Phone, said)];
    }

    private static IEnumerable<byte[]> LinkSeeds()
    {
        byte[] packet = new byte[128];
        int length = UdpDatagram.Write(packet, (new Ipv4Address(1), 1024), (new Ipv4Address(2), 69), new byte[40]);
        byte ethernet = (byte)Array.IndexOf(Links, LinkType.Ethernet), raw = (byte)Array.IndexOf(Links, LinkType.RawIp);
        yield return [raw, .. packet[..length]];
        yield return [ethernet, .. Frame(CdpWriter.WriteFrame, Phone7960)];
        yield return [ethernet, .. new byte[12], 0x81, 0, 0, 7, 8, 0, .. packet[..length]];
        yield return [(byte)Array.IndexOf(Links, LinkType.LinuxCooked), .. new byte[14], 8, 0, .. packet[..length]];
    }

    private static IEnumerable<byte[]> ObserverSeeds()
    {
        Ipv4Address own = Ipv4Address.Parse("10.9.8.7"), there = Ipv4Address.Parse("172.16.5.5");
        byte ethernet = (byte)Array.IndexOf(Links, LinkType.Ethernet), raw = (byte)Array.IndexOf(Links, LinkType.RawIp);
        byte[] cdp = Frame(CdpWriter.WriteFrame, Phone7960);
        byte[] lldp = Frame(LldpWriter.WriteFrame, Phone7965);
        yield return [0, ethernet, .. Script.Of(cdp), 9, ethernet, .. Script.Of(lldp)];
        yield return
        [
            0, raw, .. Script.Of(Datagram(own, 49_200, there, 69, "\0\u0001SIPDefault.cnf\0octet\0")),
            1, raw, .. Script.Of(Datagram(there, 40_000, own, 49_200, "\0\u0003\0\u0001image_version: P0S30203\n")),
            1, raw, .. Script.Of(Datagram(own, 49_200, there, 40_000, "\0\u0004\0\u0001")),
        ];
        byte[] arp = new byte[64];
        int at = EthernetFrame.WriteHeader(arp, EthernetFrame.Everybody, Phone, EthernetFrame.Arp);
        at += ArpPacket.Request(Phone, own, there).Write(arp.AsSpan(at));
        yield return [0, ethernet, .. Script.Of(arp.AsSpan(0, at)), 9, ethernet, .. Script.Of(cdp)];
        yield return
        [
            0, raw, .. Script.Of(Datagram(own, 5060, there, 5060, "REGISTER sip:a SIP/2.0\r\nVia: SIP/2.0/UDP a\r\n"
                + "From: <sip:1@a>;tag=1\r\nTo: <sip:1@a>\r\nCall-ID: 1\r\nCSeq: 1 REGISTER\r\n"
                + "User-Agent: Cisco-CP7960G/8.0\r\nContact: <sip:1@b>\r\n\r\n")),
            1, raw, .. Script.Of(Datagram(own, 2427, there, 2427, "RSIP 1 aaln/1@SEP000E84C060A6 MGCP 1.0\n")),
            1, raw, .. Script.Of(Datagram(own, 514, there, 514, "<189>hello")),
        ];
    }

    private static byte[] Datagram(Ipv4Address from, int fromPort, Ipv4Address to, int toPort, string text)
    {
        byte[] packet = new byte[UdpDatagram.HeadersLength + text.Length];
        UdpDatagram.Write(packet, (from, (ushort)fromPort), (to, (ushort)toPort), Encoding.Latin1.GetBytes(text));
        return packet;
    }

    private static IEnumerable<byte[]> CaptureSeeds()
    {
        byte[] frame = Frame(CdpWriter.WriteFrame, Switch);
        byte[] file = new byte[24 + 16 + frame.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(file, 0xa1b2c3d4);
        file[20] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(32), frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(36), frame.Length);
        frame.CopyTo(file, 40);
        yield return file;
        byte[] section = Convert.FromHexString("0A0D0D0A1C0000004D3C2B1A01000000FFFFFFFFFFFFFFFF1C000000");
        byte[] face = Convert.FromHexString("01000000200000000100000000000000" + "09000100090000000000000020000000");
        byte[] block = Convert.FromHexString(
            "06000000240000000000000000000000010000000400000004000000DEADBEEF24000000");
        yield return [.. section, .. face, .. block];
    }
}
