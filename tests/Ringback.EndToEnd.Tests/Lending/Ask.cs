using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>
/// A message of a phone, written from RFC 2131 for these tests alone: what is judged must not write its own questions.
/// </summary>
internal sealed record Ask(byte Type, ulong Mac)
{
    internal const byte Discover = 1;
    internal const byte Request = 3;
    internal const byte Decline = 4;
    internal const byte Release = 7;
    internal const byte Inform = 8;

    /// <summary>What a real 7940G calls itself, with the NUL that it sends.</summary>
    internal const string Phone = "Cisco Systems, Inc. IP Phone CP-7940G\0";

    private const int Header = 236;

    /// <summary>What a phone asks for (option 55).</summary>
    internal static readonly byte[] Wishes = [1, 66, 6, 3, 15, 150, 35];

    internal uint Transaction { get; init; }

    internal IPAddress? Own { get; init; }

    internal IPAddress? Wanted { get; init; }

    internal IPAddress? Server { get; init; }

    /// <summary>True asks for an answer to all: the phone does not hear its address before it has it.</summary>
    internal bool ToAll { get; init; } = true;

    internal string? VendorClass { get; init; } = Phone;

    internal byte[] ToBytes()
    {
        byte[] bytes = new byte[Header];
        (bytes[0], bytes[1], bytes[2]) = (1, 1, 6);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), Transaction);
        if (ToAll) bytes[10] = 0x80;
        Own?.GetAddressBytes().CopyTo(bytes, 12);
        Hardware().CopyTo(bytes, 28);
        List<byte> all = [.. bytes, 99, 130, 83, 99];
        Add(all, 53, [Type]);
        Add(all, 61, [1, .. Hardware()]);
        if (Wanted is not null) Add(all, 50, Wanted.GetAddressBytes());
        if (Server is not null) Add(all, 54, Server.GetAddressBytes());
        if (Type is Discover or Request or Inform)
        {
            Add(all, 12, Encoding.ASCII.GetBytes($"SEP{Mac:X12}"));
            if (VendorClass is not null) Add(all, 60, Encoding.ASCII.GetBytes(VendorClass));
            Add(all, 55, Wishes);
        }

        all.Add(255);
        while (all.Count < 300) all.Add(0);
        return [.. all];
    }

    private static void Add(List<byte> all, byte code, byte[] value) =>
        all.AddRange([code, (byte)value.Length, .. value]);

    private byte[] Hardware()
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Mac);
        return bytes[2..];
    }
}

/// <summary>An answer, read from RFC 2131 for these tests alone.</summary>
internal sealed record Told(byte Type, ulong Mac, uint Transaction, IPAddress Given, IPAddress NextServer,
    string ServerName, IReadOnlyDictionary<byte, byte[]> Options)
{
    internal const byte Offer = 2;
    internal const byte Ack = 5;
    internal const byte Nak = 6;

    internal IPAddress? Server => Options.TryGetValue(54, out byte[]? value) ? new IPAddress(value) : null;

    internal static Told Read(ReadOnlySpan<byte> bytes)
    {
        Assert.Equal(2, bytes[0]);
        Assert.True(bytes[236..240].SequenceEqual((ReadOnlySpan<byte>)[99, 130, 83, 99]));
        Dictionary<byte, byte[]> options = [];
        for (int i = 240; bytes[i] != 255; i += 2 + bytes[i + 1])
        {
            while (bytes[i] == 0) i++;
            options.Add(bytes[i], bytes.Slice(i + 2, bytes[i + 1]).ToArray());
        }

        ReadOnlySpan<byte> name = bytes[44..108];
        return new Told(options[53][0], BinaryPrimitives.ReadUInt64BigEndian(bytes[26..]) & 0xFFFF_FFFF_FFFF,
            BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]), new IPAddress(bytes[16..20]),
            new IPAddress(bytes[20..24]), Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]), options);
    }
}
