using System.Buffers.Binary;
using System.Text;

namespace Ringback.Wire.Tftp;

/// <summary>
/// A view of one datagram as a TFTP packet. DATA and ACK are read in place and never allocate; requests, options and
/// errors become small records when they are asked for.
/// </summary>
/// <remarks>
/// <code>
///   RRQ/WRQ  | 01/02 | name | 0 | mode | 0 | option | 0 | value | 0 | …      RFC 1350 §5, RFC 2347
///   DATA     |  03   | block | 0 to blksize bytes                             RFC 1350 §5
///   ACK      |  04   | block |                                                RFC 1350 §5
///   ERROR    |  05   | code  | message | 0                                    RFC 1350 §5
///   OACK     |  06   | option | 0 | value | 0 | …                             RFC 2347
/// </code>
/// All numbers are 16 bits, high byte first.
/// </remarks>
public readonly ref struct TftpPacket
{
    private readonly ReadOnlySpan<byte> _datagram;

    private TftpPacket(TftpOpcode opcode, ReadOnlySpan<byte> datagram)
    {
        Opcode = opcode;
        _datagram = datagram;
    }

    /// <summary>The packet's type.</summary>
    public TftpOpcode Opcode { get; }

    /// <summary>The block number of DATA or ACK: the low 16 bits of the absolute one.</summary>
    public ushort Block => BinaryPrimitives.ReadUInt16BigEndian(_datagram[2..]);

    /// <summary>The bytes of a DATA packet.</summary>
    public ReadOnlySpan<byte> Payload => _datagram[4..];

    /// <summary>The code of an ERROR packet.</summary>
    public TftpErrorCode ErrorCode => (TftpErrorCode)Block;

    /// <summary>
    /// The message of an ERROR packet. One without its NUL is read all the same: the transfer is over either way.
    /// </summary>
    public string ErrorMessage
    {
        get
        {
            ReadOnlySpan<byte> text = _datagram[4..];
            int end = text.IndexOf((byte)0);
            return Encoding.Latin1.GetString(end < 0 ? text : text[..end]);
        }
    }

    /// <summary>Reads the type and checks the fixed part. Never throws.</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out TftpPacket packet, out TftpMalformation why)
    {
        packet = default;
        if (datagram.Length < 2)
        {
            why = TftpMalformation.TooShort;
            return false;
        }

        ushort opcode = BinaryPrimitives.ReadUInt16BigEndian(datagram);
        why = (TftpOpcode)opcode switch
        {
            TftpOpcode.ReadRequest or TftpOpcode.WriteRequest when datagram.Length > TftpRequest.MaximumLength
                => TftpMalformation.TooLong,
            TftpOpcode.ReadRequest or TftpOpcode.WriteRequest or TftpOpcode.OptionAcknowledgement
                => TftpMalformation.None,
            TftpOpcode.Acknowledgement when datagram.Length > 4 => TftpMalformation.TooLong,
            TftpOpcode.Data or TftpOpcode.Acknowledgement or TftpOpcode.Error when datagram.Length < 4
                => TftpMalformation.TooShort,
            TftpOpcode.Data or TftpOpcode.Acknowledgement or TftpOpcode.Error => TftpMalformation.None,
            _ => TftpMalformation.UnknownOpcode,
        };
        if (why != TftpMalformation.None) return false;
        packet = new TftpPacket((TftpOpcode)opcode, datagram);
        return true;
    }

    /// <summary>Reads an RRQ or WRQ whole: name, mode, options.</summary>
    public bool TryReadRequest(out TftpRequest request, out TftpMalformation why)
    {
        request = null!;
        ReadOnlySpan<byte> rest = _datagram[2..];
        if (!TryTakeString(ref rest, out string name) || !TryTakeString(ref rest, out string modeName))
        {
            why = TftpMalformation.MissingTerminator;
            return false;
        }

        if (name.Length == 0)
        {
            why = TftpMalformation.EmptyName;
            return false;
        }

        if (ModeOf(modeName) is not { } mode)
        {
            why = TftpMalformation.UnknownMode;
            return false;
        }

        if (!TryTakeOptions(rest, out List<TftpOption> options, out why)) return false;
        request = new TftpRequest(Opcode == TftpOpcode.WriteRequest, name, mode, options);
        return true;
    }

    /// <summary>Reads the options of an OACK.</summary>
    public bool TryReadOptions(out IReadOnlyList<TftpOption> options, out TftpMalformation why)
    {
        bool read = TryTakeOptions(_datagram[2..], out List<TftpOption> list, out why);
        options = list;
        return read;
    }

    private static TftpMode? ModeOf(string name) =>
        name.Equals("octet", StringComparison.OrdinalIgnoreCase) ? TftpMode.Octet
        : name.Equals("netascii", StringComparison.OrdinalIgnoreCase) ? TftpMode.Netascii
        : null;

    private static bool TryTakeOptions(ReadOnlySpan<byte> rest, out List<TftpOption> options, out TftpMalformation why)
    {
        options = [];
        // Some clients send their whole buffer: NULs behind the last string are padding and not an option.
        while (rest.IndexOfAnyExcept((byte)0) >= 0)
        {
            bool named = TryTakeString(ref rest, out string name);
            if (named && rest.IsEmpty)
            {
                why = TftpMalformation.BadOptions;
                return false;
            }

            if (!named || !TryTakeString(ref rest, out string value))
            {
                why = TftpMalformation.MissingTerminator;
                return false;
            }

            if (name.Length == 0 || options.Count == TftpRequest.MaximumOptions)
            {
                why = TftpMalformation.BadOptions;
                return false;
            }

            options.Add(new TftpOption(name, value));
        }

        why = TftpMalformation.None;
        return true;
    }

    private static bool TryTakeString(ref ReadOnlySpan<byte> rest, out string value)
    {
        int end = rest.IndexOf((byte)0);
        if (end < 0)
        {
            value = "";
            return false;
        }

        value = Encoding.Latin1.GetString(rest[..end]);
        rest = rest[(end + 1)..];
        return true;
    }
}
