using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// A compiled profile as a 7902, 7905, 7912 or ATA reads it: <c>#ata</c>, a sum, and tags (sources.md other-phones
/// §1.5, file-formats §F).
/// </summary>
internal sealed class ProfileReading
{
    private const int SumEnd = 11;
    private const int UpgradeTag = 0x1100;

    private readonly Dictionary<int, byte[]> _values = [];

    /// <summary>What the profile orders; null when it orders nothing.</summary>
    internal ProfileOrder? Order => _values.TryGetValue(UpgradeTag, out byte[]? value) ? ProfileOrder.Of(value) : null;

    /// <summary>The user: <c>UID</c>.</summary>
    internal string? User => Text(25);

    /// <summary><c>Proxy</c>, which has no port.</summary>
    internal string? Proxy => Text(29);

    /// <summary><c>OutBoundProxy</c>, which may have one.</summary>
    internal string? OutboundProxy => Text(75);

    /// <summary><c>SIPRegOn</c>: 0 means no registration; what holds without it is UNVERIFIED.</summary>
    internal bool Registers => !_values.TryGetValue(19, out byte[]? value) || value is not [0];

    /// <summary>The profile; null for what is none, is cut, or has another sum than it says.</summary>
    internal static ProfileReading? Of(byte[] file)
    {
        if (file.Length < SumEnd || !file.AsSpan().StartsWith("#ata"u8)
            || file[4] != 0xff || file[5] != 0xfe || file[6] != 4) return null;
        ReadOnlySpan<byte> body = file.AsSpan(SumEnd);
        int sum = 0;
        foreach (byte value in body) sum += value;
        if (BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(7)) != (ushort)sum
            || BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(9)) != body.Length) return null;
        ProfileReading profile = new();
        for (int at = 0; at < body.Length;)
        {
            int tag = Number(body, ref at), length = Number(body, ref at);
            if (tag < 0 || length < 0 || length > body.Length - at) return null;
            profile._values.TryAdd(tag, body.Slice(at, length).ToArray());
            at += length;
        }

        return profile;
    }

    /// <summary>A tag or a length: one byte, or two with the top bit set; negative at the end.</summary>
    private static int Number(ReadOnlySpan<byte> body, ref int at)
    {
        if (at >= body.Length) return -1;
        int first = body[at++];
        if (first < 0x80) return first;
        return at < body.Length ? ((first & 0x7f) << 8) | body[at++] : -1;
    }

    private string? Text(int tag) =>
        _values.TryGetValue(tag, out byte[]? value) ? Encoding.Latin1.GetString(value) : null;
}

/// <summary>
/// The <c>upgradecode</c> of a profile (sources.md other-phones §1.4). Its third and fourth number are not looked at:
/// what they mean is not known.
/// </summary>
/// <param name="Hardware">For which hardware: 0x601 a 7912.</param>
/// <param name="Server">Where the image is; 0.0.0.0 for the server of the profile.</param>
/// <param name="Port">The port there.</param>
/// <param name="ImageId">Another number than the last one means that there is something to do.</param>
/// <param name="File">The image.</param>
internal sealed record ProfileOrder(uint Hardware, IPAddress Server, int Port, uint ImageId, string File)
{
    /// <summary>The word for an upgrade; 0 means none.</summary>
    private const byte Upgrade = 3;

    private const int NameOffset = 19;

    /// <summary>The order in the value of its tag; null when it is none.</summary>
    internal static ProfileOrder? Of(ReadOnlySpan<byte> value)
    {
        if (value.Length <= NameOffset || value[0] != Upgrade) return null;
        ReadOnlySpan<byte> name = value[NameOffset..];
        int end = name.IndexOf((byte)0);
        return new ProfileOrder(
            BinaryPrimitives.ReadUInt32BigEndian(value[1..]), new IPAddress(value.Slice(9, 4)),
            BinaryPrimitives.ReadUInt16BigEndian(value[13..]), BinaryPrimitives.ReadUInt32BigEndian(value[15..]),
            Encoding.Latin1.GetString(end < 0 ? name : name[..end]));
    }
}
