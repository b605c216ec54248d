using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Ringback.Wire.Dhcp;

/// <summary>A DHCP message, RFC 2131 §2.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +---------------+---------------+---------------+---------------+
/// |     op (1)    |   htype (1)   |   hlen (1)    |   hops (1)    |
/// +---------------+---------------+---------------+---------------+
/// |                            xid (4)                            |
/// +-------------------------------+-------------------------------+
/// |           secs (2)            |           flags (2)           |
/// +-------------------------------+-------------------------------+
/// |                          ciaddr  (4)                          |
/// |                          yiaddr  (4)                          |
/// |                          siaddr  (4)                          |
/// |                          giaddr  (4)                          |
/// |                          chaddr  (16)                         |
/// |                          sname   (64)                         |
/// |                          file    (128)                        |
/// |                cookie 99.130.83.99, options                   |
/// +---------------------------------------------------------------+
/// </code>
/// Option 52 never stands among <see cref="Options"/>: the reader has followed it, and the writer sets it when it
/// needs the room.
/// </remarks>
public sealed record DhcpMessage
{
    /// <summary>The longest datagram that is read: an Ethernet frame holds 1472 bytes, larger frames more.</summary>
    public const int MaximumLength = 4096;

    /// <summary>The <c>op</c> field.</summary>
    public DhcpOperation Operation { get; init; } = DhcpOperation.Request;

    /// <summary>The <c>htype</c>, <c>hlen</c> and <c>chaddr</c> fields.</summary>
    public HardwareAddress Hardware { get; init; }

    /// <summary>The <c>hops</c> field: relays passed.</summary>
    public byte Hops { get; init; }

    /// <summary>The <c>xid</c> field, by which a client knows its answer.</summary>
    public uint TransactionId { get; init; }

    /// <summary>The <c>secs</c> field: since the client began.</summary>
    public ushort Seconds { get; init; }

    /// <summary>The <c>flags</c> field.</summary>
    public ushort Flags { get; init; }

    /// <summary>The <c>ciaddr</c> field: the address that the client has and can be reached at.</summary>
    public Ipv4Address ClientAddress { get; init; }

    /// <summary>The <c>yiaddr</c> field: the address that the client gets.</summary>
    public Ipv4Address YourAddress { get; init; }

    /// <summary>The <c>siaddr</c> field: the server of the next step, for a phone its TFTP server.</summary>
    public Ipv4Address NextServer { get; init; }

    /// <summary>The <c>giaddr</c> field: the relay.</summary>
    public Ipv4Address Relay { get; init; }

    /// <summary>The <c>sname</c> field up to its NUL; empty when it held options.</summary>
    public string ServerName { get; init; } = "";

    /// <summary>The <c>file</c> field up to its NUL; empty when it held options.</summary>
    public string BootFile { get; init; } = "";

    /// <summary>The options in the order of their first appearance, each number once.</summary>
    public IReadOnlyList<DhcpOption> Options { get; init; } = [];

    /// <summary>The kind of message.</summary>
    public DhcpMessageType Type =>
        TryGet(DhcpOptionCode.MessageType, out ReadOnlyMemory<byte> value) && value.Length == 1
            ? (DhcpMessageType)value.Span[0]
            : DhcpMessageType.None;

    /// <summary>
    /// True for a client that cannot yet receive what is addressed to it: the flag of RFC 2131 §2 figure 2.
    /// </summary>
    public bool WantsBroadcast => (Flags & 0x8000) != 0;

    /// <summary>The address asked for; none without option 50.</summary>
    public Ipv4Address RequestedAddress => Address(DhcpOptionCode.RequestedAddress);

    /// <summary>The server that is meant or speaks; none without option 54.</summary>
    public Ipv4Address ServerIdentifier => Address(DhcpOptionCode.ServerIdentifier);

    /// <summary>The client identifier; empty without option 61.</summary>
    public ReadOnlyMemory<byte> ClientIdentifier => Bytes(DhcpOptionCode.ClientIdentifier);

    /// <summary>The options that are wanted; empty without option 55.</summary>
    public ReadOnlyMemory<byte> ParameterRequestList => Bytes(DhcpOptionCode.ParameterRequestList);

    /// <summary>What the relay added; empty without option 82.</summary>
    public ReadOnlyMemory<byte> RelayInformation => Bytes(DhcpOptionCode.RelayInformation);

    /// <summary>What the client says it is, without NULs at the end; empty without option 60.</summary>
    public string VendorClass => Text(DhcpOptionCode.VendorClass);

    /// <summary>
    /// Bytes that a reply may have. Option 57 counts the IP datagram, so IP and UDP headers are taken off; without it,
    /// or below, the 576 that every client takes (RFC 2131 §2). Never more than an Ethernet frame holds.
    /// </summary>
    public int RoomForReply
    {
        get
        {
            ReadOnlyMemory<byte> value = Bytes(DhcpOptionCode.MaximumMessageSize);
            int size = value.Length == 2 ? BinaryPrimitives.ReadUInt16BigEndian(value.Span) : 0;
            return Math.Clamp(size, 576, 1500) - DhcpWriter.HeadersBelow;
        }
    }

    /// <summary>What the client does with a DHCPREQUEST.</summary>
    /// <param name="wasBroadcast">True when the datagram itself was addressed to all.</param>
    public DhcpRequestState RequestState(bool wasBroadcast) =>
        (ServerIdentifier.IsNone, RequestedAddress.IsNone, ClientAddress.IsNone) switch
        {
            (false, false, true) => DhcpRequestState.Selecting,
            (true, false, true) => DhcpRequestState.InitReboot,
            (true, true, false) => wasBroadcast || !Relay.IsNone
                ? DhcpRequestState.Rebinding
                : DhcpRequestState.Renewing,
            _ => DhcpRequestState.Contradictory,
        };

    /// <summary>Finds an option's value.</summary>
    public bool TryGet(byte code, out ReadOnlyMemory<byte> value)
    {
        IReadOnlyList<DhcpOption> options = Options;
        for (int i = 0; i < options.Count; i++)
        {
            if (options[i].Code != code) continue;
            value = options[i].Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>An option's text without NULs at its end; empty without the option.</summary>
    public string Text(byte code) =>
        TryGet(code, out ReadOnlyMemory<byte> value) ? new DhcpOption(code, value).ReadText() : "";

    /// <summary>Reads a datagram. Nothing in the message refers to the span afterwards.</summary>
    /// <param name="datagram">The payload of the UDP datagram.</param>
    /// <param name="message">The message, when true is returned.</param>
    /// <param name="why">Why there is none, when false is returned.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> datagram, [NotNullWhen(true)] out DhcpMessage? message, out DhcpMalformation why) =>
        DhcpReader.TryRead(datagram, out message, out why);

    private ReadOnlyMemory<byte> Bytes(byte code)
    {
        TryGet(code, out ReadOnlyMemory<byte> value);
        return value;
    }

    private Ipv4Address Address(byte code)
    {
        ReadOnlyMemory<byte> value = Bytes(code);
        return value.Length == Ipv4Address.Length ? Ipv4Address.Read(value.Span) : default;
    }
}
