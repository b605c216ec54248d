using System.Buffers.Binary;
using System.Net;
using System.Text;
using Ringback.Catalogue;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// How a phone announces itself by CDP, and when (sources.md 7940-7960-code §8, other-phones §5.4, §5.5): after the
/// port came up once within a second, at a moment that its MAC address decides, twice more a second apart, then every
/// minute. Written with code of its own: what it says is judged by the product's reader and by others'.
/// </summary>
public sealed record HandsetCdp
{
    private const double EveryMinute = 60;
    private const int LongestFrame = 512;

    /// <summary>Its MAC address.</summary>
    public required MacAddress Mac { get; init; }

    /// <summary>Its product: <c>Cisco IP Phone 7960</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>The load that it runs; empty without one.</summary>
    public string Load { get; init; } = "";

    /// <summary>Its address; null before it has one.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>True when it asks its switch for a voice VLAN.</summary>
    public bool AsksForVoiceVlan { get; init; } = true;

    /// <summary>What a phone of that flash says.</summary>
    /// <param name="options">The phone.</param>
    /// <param name="running">The load that it runs; null without one.</param>
    public static HandsetCdp Of(HandsetOptions options, string? running)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new HandsetCdp
        {
            Mac = options.Mac,
            // Where the catalogue has no words of a phone, the number on its housing is what others say.
            Platform = options.Model.CdpPlatform?.Value ?? $"Cisco IP Phone {options.Model.Model.TrimEnd('G')}",
            Load = running ?? "",
            Address = options.Address,
        };
    }

    /// <summary>When it speaks, counted from the moment that its port came up; without an end.</summary>
    public IEnumerable<TimeSpan> Moments()
    {
        // 0.1 to 1 s, always the same for one phone.
        double first = 0.1 + (Mac.ToUInt64() % 10 / 10.0);
        yield return TimeSpan.FromSeconds(first);
        yield return TimeSpan.FromSeconds(first + 1);
        yield return TimeSpan.FromSeconds(first + 2);
        for (double at = first + 2 + EveryMinute; ; at += EveryMinute) yield return TimeSpan.FromSeconds(at);
    }

    /// <summary>The frame, from its destination on.</summary>
    public byte[] ToFrame()
    {
        List<byte> said = [2, 180, 0, 0];
        Say(said, 0x01, Encoding.ASCII.GetBytes($"SEP{Mac}"));
        if (Address is not null)
            Say(said, 0x02, [0, 0, 0, 1, 1, 1, 0xCC, 0, 4, .. Address.GetAddressBytes()]);
        Say(said, 0x03, Encoding.ASCII.GetBytes("Port 1"));
        // A host and a phone.
        Say(said, 0x04, [0, 0, 0, 0x90]);
        if (Load.Length > 0) Say(said, 0x05, Encoding.ASCII.GetBytes(Load));
        Say(said, 0x06, Encoding.ASCII.GetBytes(Platform));
        if (AsksForVoiceVlan) Say(said, 0x0F, [0x20, 0x02, 0x00, 0x01]);
        Say(said, 0x0B, [1]);
        // Milliwatts of a phone on its cable: 6.3 W.
        Say(said, 0x10, [0x18, 0x9C]);
        Sum(said);

        List<byte> frame = [0x01, 0x00, 0x0C, 0xCC, 0xCC, 0xCC, .. MacBytes()];
        int length = said.Count + 8;
        frame.AddRange([(byte)(length >> 8), (byte)length, 0xAA, 0xAA, 3, 0, 0, 0x0C, 0x20, 0]);
        frame.AddRange(said);
        return frame.Count <= LongestFrame ? [.. frame] : throw new InvalidOperationException("It says too much.");
    }

    private byte[] MacBytes()
    {
        byte[] eight = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(eight, Mac.ToUInt64());
        return eight[2..];
    }

    private static void Say(List<byte> said, ushort type, byte[] value)
    {
        int length = value.Length + 4;
        said.AddRange([(byte)(type >> 8), (byte)type, (byte)(length >> 8), (byte)length, .. value]);
    }

    /// <summary>As Cisco's code sums: the last byte of an odd number is a number with a sign.</summary>
    private static void Sum(List<byte> said)
    {
        uint sum = 0;
        for (int i = 0; i + 1 < said.Count; i += 2) sum += (uint)(said[i] << 8 | said[i + 1]);
        if (said.Count % 2 != 0)
        {
            byte last = said[^1];
            sum += last < 0x80 ? last : 0xFF00u + (byte)(last - 1);
        }

        while (sum > 0xFFFF) sum = (sum & 0xFFFF) + (sum >> 16);
        said[2] = (byte)(~sum >> 8);
        said[3] = (byte)~sum;
    }
}
