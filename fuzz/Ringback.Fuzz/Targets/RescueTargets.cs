using Ringback.Phones.Events;
using Ringback.Wire.Arp;
using Ringback.Wire.Cdp;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;
using Ringback.Workbench.Rescue;

namespace Ringback.Fuzz.Targets;

/// <summary>What a rescue hears at its card, frame by frame, until it has taken what it may.</summary>
internal static class RescueTargets
{
    private const int LongestFrame = 1_514;
    private static readonly HardwareAddress Own = Hardware(0x02, 1);
    private static readonly HardwareAddress Phone = Hardware(0x00, 0xa6);
    private static readonly HardwareAddress Other = Hardware(0x02, 9);

    internal static IEnumerable<FuzzTarget> All { get; } =
    [
        // Whose address is whose is remembered of a thousand, and is not in proportion to one input.
        new("rescue-frames", Rescue, Seeds) { SmokeRuns = 20_000, Memory = (2 * 1024 * 1024, 512) },
    ];

    /// <summary>Frames one behind the other, each with the time that passed and its length before it.</summary>
    private static void Rescue(FuzzRun run)
    {
        RescueRules rules = new() { Own = Own, MayBePhone = mac => mac == Phone, MostAddresses = 4 };
        RescueMachine machine = new(rules);
        TimeSpan now = TimeSpan.Zero;
        Script script = new(run.Input);
        int most = 10_000;
        while (!script.IsOver)
        {
            now += TimeSpan.FromSeconds(script.Byte() / 16.0);
            ReadOnlySpan<byte> frame = script.Bytes();
            Perform(machine, machine.Elapsed(now), now, run, ref most);
            if (RescueReading.Read(frame, Own) is { } sight)
            {
                run.Saw(sight.GetType().Name.Length);
                Perform(machine, machine.Take(sight, now), now, run, ref most);
            }

            if (RescueReading.ReadWord(frame, DateTimeOffset.UnixEpoch + now) is { } word)
            {
                run.Saw(word.GetType().Name.Length + 50);
                FuzzRun.Hold(EventJson.Read(EventJson.Write(word)).GetType() == word.GetType(), "a word can be kept");
            }
        }

        for (int i = 0; i < 64 && machine.Deadline is { } due; i++)
        {
            now = due > now ? due : now;
            Perform(machine, machine.Elapsed(now), now, run, ref most);
        }

        FuzzRun.Hold(machine.Deadline is null || machine.Deadline > now, "a rescue that hears nothing comes to rest");
        FuzzRun.AtMost(machine.Held.Count(), rules.MostAddresses, "addresses");
        run.Saw(machine.Held.Count() + 100);
    }

    private static void Perform(RescueMachine machine, IReadOnlyList<RescueAction> actions, TimeSpan now, FuzzRun run,
        ref int most)
    {
        foreach (RescueAction action in actions)
        {
            FuzzRun.Hold(--most > 0, "a few frames make few actions");
            run.Saw(action.GetType().Name.Length + 200);
            if (action is TakeAction take)
                FuzzRun.Hold(take.Phone.Hardware == Phone, "nothing is taken for who is no phone");
            if (action is TakeAction or ReachAction or TagAction)
                Perform(machine, machine.Done(action, now), now, run, ref most);
        }
    }

    private static HardwareAddress Hardware(byte first, byte last) =>
        HardwareAddress.From(HardwareAddress.Ethernet, [first, 0x0e, 0x84, 0xc0, 0x60, last]);

    private static IEnumerable<byte[]> Seeds()
    {
        Ipv4Address own = Ipv4Address.Parse("10.9.8.7"), gateway = Ipv4Address.Parse("10.9.8.1");
        byte[] asks = Arp(Phone, ArpPacket.Request(Phone, own, gateway));
        byte[] has = Arp(Other, ArpPacket.Announcement(Other, gateway));
        byte[] tagged = [.. asks[..12], 0x81, 0, 0, 110, .. asks[12..]];
        byte[] packet = new byte[UdpDatagram.HeadersLength + 4];
        UdpDatagram.Write(packet, (own, 49_200), (Ipv4Address.Parse("172.16.5.5"), 69), [0, 1, 0x41, 0]);
        byte[] frame = new byte[EthernetFrame.HeaderLength + packet.Length];
        int at = EthernetFrame.WriteHeader(frame, Own, Phone, EthernetFrame.Ipv4);
        packet.CopyTo(frame, at);
        byte[] buffer = new byte[LongestFrame];
        int length = CdpWriter.WriteFrame(buffer, Phone, new CdpAnnouncement
        {
            DeviceId = "SEP000E84C060A6", Platform = "Cisco IP Phone 7960", SoftwareVersion = "P0030702T023",
        });
        yield return [0, .. Script.Of(buffer.AsSpan(0, length)), 9, .. Script.Of(asks)];
        yield return
        [
            0, .. Script.Of(asks), 40, .. Script.Of(asks), 9, .. Script.Of(frame), 60, .. Script.Of(frame), 60,
            .. Script.Of(frame),
        ];
        yield return [0, .. Script.Of(has), 1, .. Script.Of(asks), 200, .. Script.Of(asks)];
        yield return [0, .. Script.Of(tagged), 80, .. Script.Of(tagged), 9, .. Script.Of(has)];
    }

    private static byte[] Arp(HardwareAddress source, ArpPacket said)
    {
        byte[] frame = new byte[64];
        int at = EthernetFrame.WriteHeader(frame, EthernetFrame.Everybody, source, EthernetFrame.Arp);
        return frame[..(at + said.Write(frame.AsSpan(at)))];
    }
}
