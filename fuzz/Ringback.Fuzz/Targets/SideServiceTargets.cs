using System.Net;
using System.Text;
using Ringback.Wire.Arp;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Dns;
using Ringback.Wire.Ethernet;
using Ringback.Wire.Sntp;
using Ringback.Wire.Syslog;

namespace Ringback.Fuzz.Targets;

/// <summary>SNTP, DNS, syslog, and frames as they come from the cable.</summary>
internal static class SideServiceTargets
{
    private const int LongestFrame = 1_514;

    // A record of 16 bytes and EDNS of 11 beyond the question; DnsAnswer says so.
    private const int DnsAddition = 27;

    // What cannot be seen is written as \uFEFF: six characters for one.
    private const int LongestVisible = 6;

    private static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
    private static readonly string[] OurNames = ["CiscoCM1", "pbx"];
    private static readonly byte[] Buffer = new byte[70_000];

    internal static IEnumerable<FuzzTarget> All { get; } =
    [
        new("sntp", Sntp, () => [Question(0x23), Question(0x0b), Question(0xd9)]) { SmokeRuns = 200_000 },
        new("dns", Dns, DnsSeeds) { SmokeRuns = 200_000 },
        new("syslog", Syslog, SyslogSeeds)
        {
            SmokeRuns = 12_000, Memory = (128 * 1024, 256),
            Words = ["<189>", "<34>1 ", "Nov 25 16:14:00 ", "%SYS-5-CONFIG_I: ", "[a b=\"c\"]", " - - - "],
        },
        new("frame", Frame, Frames) { SmokeRuns = 200_000, LongestInput = 9_018 },
    ];

    private static void Sntp(FuzzRun run)
    {
        byte[]? answer = SntpResponder.Answer(run.Input, Now, out SntpSilence why);
        run.Saw(why);
        FuzzRun.AtMost(answer?.Length ?? 0, run.Input.Length, "bytes of an answer");
        if (answer is not null)
        {
            FuzzRun.Hold(SntpResponder.Answer(answer, Now, out _) is null, "an answer is not answered");
        }

        if (!SntpPacket.TryRead(run.Input, out SntpPacket? packet, out _)) return;
        FuzzRun.Hold(packet.ToBytes().AsSpan().SequenceEqual(run.Input.AsSpan(0, SntpPacket.Length)),
            "a packet is written as it was read");
        NtpTimestamp again = NtpTimestamp.From(packet.Transmit.Moment);
        FuzzRun.Hold(again.Moment == packet.Transmit.Moment, "a moment is read as it was written");
    }

    private static void Dns(FuzzRun run)
    {
        DnsReply reply = DnsResponder.Answer(run.Input, OurNames, IPAddress.Parse("192.0.2.1"));
        run.Saw(reply.Because);
        FuzzRun.AtMost(reply.Bytes?.Length ?? 0, run.Input.Length + DnsAddition, "bytes of an answer");
        FuzzRun.AtMost(reply.Bytes?.Length ?? 0, 512, "bytes of an answer");
        if (reply.Question is { } question)
            FuzzRun.Hold(!question.Name.Any(char.IsControl), "a name that is shown can be seen");
        if (reply.Bytes is null) return;
        run.Saw(reply.Bytes[3] & 15);
        FuzzRun.Hold(reply.Bytes.AsSpan(0, 2).SequenceEqual(run.Input.AsSpan(0, 2)), "an answer has its question's id");
        FuzzRun.Hold(DnsResponder.Answer(reply.Bytes, OurNames, IPAddress.Loopback).Bytes is null,
            "an answer is not answered");
    }

    private static void Syslog(FuzzRun run)
    {
        IReadOnlyList<SyslogMessage> messages = SyslogMessage.ReadLines(run.Input, out int leftOut);
        FuzzRun.AtMost(messages.Count, SyslogMessage.MostLines, "lines of a datagram");
        FuzzRun.Hold(leftOut >= 0, "what is left out is counted");
        foreach (SyslogMessage message in messages)
        {
            string all = $"{message.Time}{message.Host}{message.Tag}{message.Text}";
            FuzzRun.Hold(!all.Any(char.IsControl), "what is shown can be seen");
            FuzzRun.AtMost(message.Text.Length, LongestVisible * SyslogMessage.LongestLine, "characters of a line");
            run.Saw((message.Time is null ? 0 : 1) | (message.Host is null ? 0 : 2) | (message.Tag is null ? 0 : 4)
                | (message.Mac is null ? 0 : 8) | (message.Priority is null ? 0 : 16) | (message.IsCut ? 32 : 0));
        }
    }

    private static void Frame(FuzzRun run)
    {
        if (!EthernetFrame.TryRead(run.Input, out EthernetFrame frame, out EthernetMalformation why))
        {
            run.Saw(why);
            return;
        }

        run.Saw(frame.EtherType == EthernetFrame.Arp ? 1 : frame.Vlan is null ? 2 : 3);
        FuzzRun.AtMost(frame.Payload.Length, run.Input.Length - EthernetFrame.HeaderLength, "bytes of a payload");
        _ = (frame.Source, frame.Destination);
        if (ArpPacket.TryRead(frame.Payload, out ArpPacket arp, out ArpMalformation strange))
        {
            int length = arp.Write(Buffer);
            FuzzRun.Hold(Buffer.AsSpan(0, length).SequenceEqual(frame.Payload[..length]), "ARP is written as read");
            arp.Answer(frame.Source).Write(Buffer);
            run.Saw(arp.IsProbe ? 4 : arp.IsAnnouncement ? 5 : 6);
        }

        run.Saw(strange);
        foreach (bool trusts in (bool[])[false, true])
        {
            bool isRead = UdpDatagram.TryRead(frame.Payload, out UdpDatagram udp, out UdpMalformation reason, trusts);
            run.Saw(reason);
            if (!isRead) continue;
            int length = UdpDatagram.Write(Buffer, (udp.Source, udp.SourcePort), (udp.Destination, udp.DestinationPort),
                udp.Payload);
            FuzzRun.Hold(UdpDatagram.TryRead(Buffer.AsSpan(0, length), out UdpDatagram again, out reason)
                && again.Payload.SequenceEqual(udp.Payload), $"a datagram is read as written: {reason}");
            DhcpMessage.TryRead(udp.Payload, out _, out _);
        }
    }

    private static byte[] Question(byte first)
    {
        byte[] question = new byte[SntpPacket.Length];
        question[0] = first;
        question[40] = 0xea;
        return question;
    }

    private static IEnumerable<byte[]> DnsSeeds()
    {
        byte[] ours = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 8, .. "CiscoCM1"u8, 4, .. "desk"u8, 0, 0, 1, 0, 1];
        yield return ours;
        yield return [0x12, 0x35, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 7, .. "example"u8, 3, .. "org"u8, 0, 0, 28, 0, 1];
        byte[] extended = [.. ours, 0, 0, 41, 4, 0xd0, 0, 0, 0, 0, 0, 0];
        extended[11] = 1;
        yield return extended;
        yield return [0x12, 0x36, 0x28, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0, 12, 0, 1, 0, 1];
    }

    private static IEnumerable<byte[]> SyslogSeeds() =>
    [
        Encoding.UTF8.GetBytes("<165>1 2026-11-25T16:14:00Z SEP000E84C060A6 app 12 ID [data x=\"y\"] text"),
        Encoding.UTF8.GetBytes("<34>Nov 25 16:14:00 SEP000E84C060A6 app[12]: text\nand more\n"),
        Encoding.UTF8.GetBytes("<189>45: *Mar  1 00:00:10.123: %SYS-5-CONFIG_I: Jürgen"),
        Encoding.UTF8.GetBytes("0:12 debug output of a 7912\r\n\0"),
    ];

    private static IEnumerable<byte[]> Frames()
    {
        HardwareAddress own = HardwareAddress.From(HardwareAddress.Ethernet, [2, 0, 0, 0, 0, 1]);
        Ipv4Address here = Ipv4Address.Parse("10.0.0.1"), there = Ipv4Address.Parse("10.0.0.2");
        byte[] frame = new byte[LongestFrame];
        int at = EthernetFrame.WriteHeader(frame, EthernetFrame.Everybody, own, EthernetFrame.Arp);
        yield return frame[..(at + ArpPacket.Request(own, here, there).Write(frame.AsSpan(at)))];
        yield return frame[..(at + ArpPacket.Probe(own, there).Write(frame.AsSpan(at)))];
        at = EthernetFrame.WriteHeader(frame, EthernetFrame.Everybody, own, EthernetFrame.Ipv4);
        int length = UdpDatagram.Write(frame.AsSpan(at), (here, 68), (there, 67), new byte[300]);
        yield return frame[..(at + length)];
        // The same in VLAN 7.
        yield return [.. frame[..12], 0x81, 0, 0, 7, .. frame[12..(at + length)]];
    }
}
