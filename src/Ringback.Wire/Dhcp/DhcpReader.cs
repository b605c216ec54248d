using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Ringback.Wire.Dhcp;

/// <summary>Reads messages. The datagram is copied once; values are slices of the copy.</summary>
internal static class DhcpReader
{
    // Offsets of the diagram above DhcpMessage.
    internal const int HardwareAt = 28;
    internal const int ServerNameAt = 44;
    internal const int ServerNameLength = 64;
    internal const int FileAt = 108;
    internal const int FileLength = 128;
    internal const int CookieAt = 236;
    internal const int OptionsAt = 240;
    internal const uint Cookie = 0x63825363;

    // What a server decides by must be what its RFC says. Anything else is at most shown, and kept as it came.
    private static ReadOnlySpan<byte> Steering =>
    [
        DhcpOptionCode.RequestedAddress, DhcpOptionCode.LeaseTime, DhcpOptionCode.MessageType,
        DhcpOptionCode.ServerIdentifier, DhcpOptionCode.ParameterRequestList, DhcpOptionCode.MaximumMessageSize,
        DhcpOptionCode.ClientIdentifier, DhcpOptionCode.RelayInformation,
    ];

    internal static bool TryRead(
        ReadOnlySpan<byte> datagram, [NotNullWhen(true)] out DhcpMessage? message, out DhcpMalformation why)
    {
        message = null;
        why = CheckHead(datagram);
        if (why != DhcpMalformation.None) return false;

        byte[] copy = datagram.ToArray();
        List<DhcpOption> pieces = new(16);
        int overload = 0;
        why = ReadPieces(copy.AsMemory(OptionsAt), pieces, ref overload);
        bool fileHasOptions = (overload & 1) != 0, nameHasOptions = (overload & 2) != 0;
        int forbidden = -1;

        // RFC 2131 §4.1: first the options field, then 'file', then 'sname'; RFC 3396 §5 joins in the same order.
        if (why == DhcpMalformation.None && fileHasOptions)
            why = ReadPieces(copy.AsMemory(FileAt, FileLength), pieces, ref forbidden);
        if (why == DhcpMalformation.None && nameHasOptions)
            why = ReadPieces(copy.AsMemory(ServerNameAt, ServerNameLength), pieces, ref forbidden);
        if (why != DhcpMalformation.None) return false;

        List<DhcpOption> options = Join(pieces);
        foreach (DhcpOption option in options)
        {
            if (!Steering.Contains(option.Code) || DhcpOptionTable.Fits(option.Code, option.Value.Length)) continue;
            why = DhcpMalformation.BadOptionLength;
            return false;
        }

        message = new DhcpMessage
        {
            Operation = (DhcpOperation)datagram[0],
            Hops = datagram[3],
            TransactionId = BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]),
            Seconds = BinaryPrimitives.ReadUInt16BigEndian(datagram[8..]),
            Flags = BinaryPrimitives.ReadUInt16BigEndian(datagram[10..]),
            ClientAddress = Ipv4Address.Read(datagram[12..]),
            YourAddress = Ipv4Address.Read(datagram[16..]),
            NextServer = Ipv4Address.Read(datagram[20..]),
            Relay = Ipv4Address.Read(datagram[24..]),
            Hardware = HardwareAddress.From(datagram[1], datagram.Slice(HardwareAt, datagram[2])),
            ServerName = nameHasOptions ? "" : Text(datagram.Slice(ServerNameAt, ServerNameLength)),
            BootFile = fileHasOptions ? "" : Text(datagram.Slice(FileAt, FileLength)),
            Options = options,
        };
        return true;
    }

    private static DhcpMalformation CheckHead(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length < OptionsAt) return DhcpMalformation.TooShort;
        if (datagram.Length > DhcpMessage.MaximumLength) return DhcpMalformation.TooLong;
        if (datagram[0] is not ((byte)DhcpOperation.Request or (byte)DhcpOperation.Reply))
            return DhcpMalformation.UnknownOperation;
        if (datagram[2] > HardwareAddress.MaximumLength) return DhcpMalformation.HardwareAddressTooLong;
        return BinaryPrimitives.ReadUInt32BigEndian(datagram[CookieAt..]) == Cookie
            ? DhcpMalformation.None
            : DhcpMalformation.NoCookie;
    }

    /// <summary>Reads a field of options.</summary>
    /// <param name="field">The bytes.</param>
    /// <param name="pieces">Where the options go, pieces of long ones apart.</param>
    /// <param name="overload">The value of option 52; -1 forbids the option.</param>
    private static DhcpMalformation ReadPieces(ReadOnlyMemory<byte> field, List<DhcpOption> pieces, ref int overload)
    {
        ReadOnlySpan<byte> bytes = field.Span;
        int at = 0;
        while (at < bytes.Length)
        {
            byte code = bytes[at++];
            if (code == DhcpOptionCode.Pad) continue;
            if (code == DhcpOptionCode.End) return DhcpMalformation.None;
            if (at >= bytes.Length || bytes[at] > bytes.Length - at - 1) return DhcpMalformation.OptionTooLong;
            int length = bytes[at++];
            if (code != DhcpOptionCode.Overload)
            {
                pieces.Add(new DhcpOption(code, field.Slice(at, length)));
            }
            else
            {
                if (overload != 0 || length != 1 || bytes[at] is < 1 or > 3) return DhcpMalformation.BadOverload;
                overload = bytes[at];
            }

            at += length;
        }

        return DhcpMalformation.NoEnd;
    }

    /// <summary>RFC 3396 §7: an option that appears more than once is one option in pieces.</summary>
    private static List<DhcpOption> Join(List<DhcpOption> pieces)
    {
        Span<int> totals = stackalloc int[256];
        totals.Clear();
        Span<bool> isSplit = stackalloc bool[256];
        isSplit.Clear();
        Span<bool> isSeen = stackalloc bool[256];
        isSeen.Clear();
        bool anySplit = false;
        foreach (DhcpOption piece in pieces)
        {
            anySplit |= isSplit[piece.Code] |= isSeen[piece.Code];
            isSeen[piece.Code] = true;
            totals[piece.Code] += piece.Value.Length;
        }

        if (!anySplit) return pieces;
        List<DhcpOption> whole = new(pieces.Count);
        isSeen.Clear();
        foreach (DhcpOption piece in pieces)
        {
            if (isSeen[piece.Code]) continue;
            isSeen[piece.Code] = true;
            whole.Add(isSplit[piece.Code] ? Whole(piece.Code, totals[piece.Code], pieces) : piece);
        }

        return whole;
    }

    private static DhcpOption Whole(byte code, int length, List<DhcpOption> pieces)
    {
        byte[] value = new byte[length];
        int at = 0;
        foreach (DhcpOption piece in pieces)
        {
            if (piece.Code != code) continue;
            piece.Value.Span.CopyTo(value.AsSpan(at));
            at += piece.Value.Length;
        }

        return new DhcpOption(code, value);
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return end == 0 ? "" : Encoding.Latin1.GetString(end < 0 ? field : field[..end]);
    }
}
