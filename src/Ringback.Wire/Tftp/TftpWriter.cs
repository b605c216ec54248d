using System.Buffers.Binary;
using System.Text;

namespace Ringback.Wire.Tftp;

/// <summary>Writes packets into a buffer that the caller owns. Each method returns the datagram's length.</summary>
public static class TftpWriter
{
    /// <summary>Bytes before the payload of a DATA packet.</summary>
    public const int DataHeaderLength = 4;

    /// <summary>Bytes of an ERROR without its sentence.</summary>
    public const int ErrorFrameLength = 5;

    /// <summary>Bytes that any non-DATA packet written here fits into.</summary>
    public const int SmallPacketLength = 768;

    // Shown on a phone's display and in a client's terminal, so a sentence of any length is cut to this.
    private const int MaximumMessageLength = 240;

    /// <summary>Writes the four bytes before a block; the payload follows them in the same buffer.</summary>
    public static int WriteDataHeader(Span<byte> buffer, ushort block) => WriteHead(buffer, TftpOpcode.Data, block);

    /// <summary>Writes an ACK.</summary>
    public static int WriteAcknowledgement(Span<byte> buffer, ushort block) =>
        WriteHead(buffer, TftpOpcode.Acknowledgement, block);

    /// <summary>Writes an ERROR; characters outside printable ASCII become question marks.</summary>
    public static int WriteError(Span<byte> buffer, TftpErrorCode code, string message)
    {
        int length = WriteHead(buffer, TftpOpcode.Error, (ushort)code);
        foreach (char c in message.AsSpan(0, Math.Min(message.Length, MaximumMessageLength)))
            buffer[length++] = c is >= ' ' and <= '~' ? (byte)c : (byte)'?';
        buffer[length++] = 0;
        return length;
    }

    /// <summary>Writes an OACK.</summary>
    public static int WriteOptionAcknowledgement(Span<byte> buffer, IReadOnlyList<TftpOption> options)
    {
        BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)TftpOpcode.OptionAcknowledgement);
        return WriteOptions(buffer, 2, options);
    }

    /// <summary>Bytes of an OACK with these options.</summary>
    public static int LengthOf(IReadOnlyList<TftpOption> options)
    {
        int length = 2;
        foreach (TftpOption option in options) length += option.Name.Length + option.Value.Length + 2;
        return length;
    }

    /// <summary>Writes an RRQ or WRQ. Used by simulated phones and by the doctor's probe.</summary>
    public static int WriteRequest(Span<byte> buffer, TftpRequest request)
    {
        BinaryPrimitives.WriteUInt16BigEndian(buffer,
            (ushort)(request.IsWrite ? TftpOpcode.WriteRequest : TftpOpcode.ReadRequest));
        int length = WriteString(buffer, 2, request.FileName);
        length = WriteString(buffer, length, request.Mode == TftpMode.Octet ? "octet" : "netascii");
        return WriteOptions(buffer, length, request.Options);
    }

    private static int WriteHead(Span<byte> buffer, TftpOpcode opcode, ushort number)
    {
        BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)opcode);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], number);
        return 4;
    }

    private static int WriteOptions(Span<byte> buffer, int at, IReadOnlyList<TftpOption> options)
    {
        foreach (TftpOption option in options)
        {
            at = WriteString(buffer, at, option.Name);
            at = WriteString(buffer, at, option.Value);
        }

        return at;
    }

    private static int WriteString(Span<byte> buffer, int at, string text)
    {
        at += Encoding.Latin1.GetBytes(text, buffer[at..]);
        buffer[at] = 0;
        return at + 1;
    }
}
