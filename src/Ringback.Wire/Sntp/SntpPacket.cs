using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Ringback.Wire.Sntp;

/// <summary>
/// An NTP packet without extensions, RFC 5905 section 7.3 and RFC 4330 section 4.
/// <code>
///    0                   1                   2                   3
///   |LI | VN  |Mode |    Stratum    |     Poll      |  Precision    |   0
///   |                          Root delay                           |   4
///   |                       Root dispersion                         |   8
///   |                     Reference identifier                      |  12
///   |                     Reference timestamp (64)                  |  16
///   |                     Originate timestamp (64)                  |  24
///   |                      Receive timestamp (64)                   |  32
///   |                     Transmit timestamp (64)                   |  40
/// </code>
/// </summary>
public sealed record SntpPacket
{
    /// <summary>Bytes of it.</summary>
    public const int Length = 48;

    /// <summary>The latest version.</summary>
    public const int LatestVersion = 4;

    /// <summary>The leap indicator: 0 for no leap second, 3 for a clock that is not set.</summary>
    public int Leap { get; init; }

    /// <summary>The version, 0 to 7 on the wire.</summary>
    public required int Version { get; init; }

    /// <summary>Who speaks.</summary>
    public required SntpMode Mode { get; init; }

    /// <summary>How many servers away from a clock; 0 from one who does not say, or in a refusal.</summary>
    public byte Stratum { get; init; }

    /// <summary>The interval of questions, as a power of 2 seconds.</summary>
    public sbyte Poll { get; init; }

    /// <summary>How finely the clock goes, as a power of 2 seconds.</summary>
    public sbyte Precision { get; init; }

    /// <summary>The way to the clock and back, in units of 1/65536 s.</summary>
    public uint RootDelay { get; init; }

    /// <summary>How wrong the clock may be, in units of 1/65536 s.</summary>
    public uint RootDispersion { get; init; }

    /// <summary>Which clock.</summary>
    public uint Reference { get; init; }

    /// <summary>When the clock was set.</summary>
    public NtpTimestamp ReferenceTime { get; init; }

    /// <summary>In an answer: what the question had as <see cref="Transmit"/>.</summary>
    public NtpTimestamp Originate { get; init; }

    /// <summary>When the question arrived, by the clock of who answers.</summary>
    public NtpTimestamp Receive { get; init; }

    /// <summary>When this left.</summary>
    public NtpTimestamp Transmit { get; init; }

    /// <summary>
    /// Reads the packet of a datagram; extensions and the authenticator behind it are skipped. Only the length can be
    /// wrong: every byte means something.
    /// </summary>
    public static bool TryRead(
        ReadOnlySpan<byte> datagram, [NotNullWhen(true)] out SntpPacket? packet, out SntpSilence why)
    {
        packet = null;
        why = datagram.Length < Length ? SntpSilence.TooShort
            : datagram.Length % sizeof(uint) != 0 ? SntpSilence.RaggedEnd
            : SntpSilence.None;
        if (why is not SntpSilence.None) return false;
        packet = new SntpPacket
        {
            Leap = datagram[0] >> 6,
            Version = (datagram[0] >> 3) & 7,
            Mode = (SntpMode)(datagram[0] & 7),
            Stratum = datagram[1],
            Poll = (sbyte)datagram[2],
            Precision = (sbyte)datagram[3],
            RootDelay = BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]),
            RootDispersion = BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]),
            Reference = BinaryPrimitives.ReadUInt32BigEndian(datagram[12..]),
            ReferenceTime = NtpTimestamp.Read(datagram[16..]),
            Originate = NtpTimestamp.Read(datagram[24..]),
            Receive = NtpTimestamp.Read(datagram[32..]),
            Transmit = NtpTimestamp.Read(datagram[40..]),
        };
        return true;
    }

    /// <summary>The 48 bytes.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Length];
        bytes[0] = (byte)((Leap & 3) << 6 | (Version & 7) << 3 | ((int)Mode & 7));
        bytes[1] = Stratum;
        bytes[2] = (byte)Poll;
        bytes[3] = (byte)Precision;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), RootDelay);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), RootDispersion);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(12), Reference);
        ReferenceTime.Write(bytes.AsSpan(16));
        Originate.Write(bytes.AsSpan(24));
        Receive.Write(bytes.AsSpan(32));
        Transmit.Write(bytes.AsSpan(40));
        return bytes;
    }
}
