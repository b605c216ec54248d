using System.Buffers.Binary;
using System.Text;

namespace Ringback.Wire.Dhcp;

/// <summary>Writes messages into a buffer that the caller owns.</summary>
public static class DhcpWriter
{
    /// <summary>The fewest bytes of a message: the fixed size of BOOTP (RFC 951), which old relays insist on.</summary>
    public const int MinimumLength = 300;

    /// <summary>Bytes of the IP and UDP headers, which option 57 counts and this writer does not.</summary>
    public const int HeadersBelow = 28;

    /// <summary>The room that every client has: 576 bytes less the headers.</summary>
    public const int RoomOfAnyClient = 576 - HeadersBelow;

    // One piece of RFC 3396.
    private const int LongestPiece = 255;

    // Option 52 with its one byte, and the end option.
    private const int OverloadLength = 3;
    private const int EndLength = 1;

    /// <summary>Writes a message.</summary>
    /// <param name="buffer">At least <paramref name="room"/> bytes.</param>
    /// <param name="message">
    /// What to write. The order of its options is their rank: what does not fit goes to <c>file</c> and <c>sname</c>
    /// when these are empty (option 52), and what does not fit there is left out. Option 82 always comes last.
    /// </param>
    /// <param name="room">Bytes that the receiver takes, at least 300: <see cref="DhcpMessage.RoomForReply"/>.</param>
    /// <param name="leftOut">How many options found no room.</param>
    /// <returns>The length of the datagram.</returns>
    public static int Write(Span<byte> buffer, DhcpMessage message, int room, out int leftOut)
    {
        buffer = buffer[..room];
        buffer.Clear();
        WriteHead(buffer, message);

        int wanted = EndLength, relayLength = 0;
        for (int i = 0; i < message.Options.Count; i++)
        {
            int length = LengthOf(message.Options[i]);
            wanted += length;
            if (message.Options[i].Code == DhcpOptionCode.RelayInformation) relayLength = length;
        }

        bool fits = DhcpReader.OptionsAt + wanted <= room;
        int at = fits
            ? WriteAll(buffer, message.Options, out leftOut)
            : WriteSpread(buffer, message, relayLength, out leftOut);
        for (int i = 0; relayLength > 0 && i < message.Options.Count; i++)
        {
            if (message.Options[i].Code != DhcpOptionCode.RelayInformation) continue;
            if (at + relayLength + EndLength <= room) at = WriteOption(buffer, at, message.Options[i]);
            else leftOut++;
        }

        buffer[at++] = DhcpOptionCode.End;
        return Math.Max(at, MinimumLength);
    }

    private static void WriteHead(Span<byte> buffer, DhcpMessage message)
    {
        buffer[0] = (byte)message.Operation;
        buffer[1] = message.Hardware.Type;
        buffer[2] = message.Hardware.Length;
        buffer[3] = message.Hops;
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], message.TransactionId);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[8..], message.Seconds);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[10..], message.Flags);
        message.ClientAddress.Write(buffer[12..]);
        message.YourAddress.Write(buffer[16..]);
        message.NextServer.Write(buffer[20..]);
        message.Relay.Write(buffer[24..]);
        message.Hardware.Write(buffer[DhcpReader.HardwareAt..]);
        WriteText(buffer.Slice(DhcpReader.ServerNameAt, DhcpReader.ServerNameLength), message.ServerName);
        WriteText(buffer.Slice(DhcpReader.FileAt, DhcpReader.FileLength), message.BootFile);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[DhcpReader.CookieAt..], DhcpReader.Cookie);
    }

    /// <summary>Both fields are strings that end with NUL (RFC 2131 §2), so one byte less than they have.</summary>
    private static void WriteText(Span<byte> field, string text) =>
        Encoding.Latin1.GetBytes(text.AsSpan(0, Math.Min(text.Length, field.Length - 1)), field);

    private static int WriteAll(Span<byte> buffer, IReadOnlyList<DhcpOption> options, out int leftOut)
    {
        leftOut = 0;
        int at = DhcpReader.OptionsAt;
        for (int i = 0; i < options.Count; i++)
        {
            if (options[i].Code != DhcpOptionCode.RelayInformation) at = WriteOption(buffer, at, options[i]);
        }

        return at;
    }

    /// <summary>
    /// Puts each option whole into the first of three fields that has room. Option 52 and option 82 have theirs kept
    /// free in the first: RFC 3046 §2.2 wants all of option 82 back, whatever else must go.
    /// </summary>
    private static int WriteSpread(Span<byte> buffer, DhcpMessage message, int relayLength, out int leftOut)
    {
        leftOut = 0;
        int overloadAt = DhcpReader.OptionsAt;
        int at = overloadAt + OverloadLength;
        int end = buffer.Length - EndLength - relayLength;
        Spare file = new(DhcpReader.FileAt, DhcpReader.FileLength, message.BootFile);
        Spare name = new(DhcpReader.ServerNameAt, DhcpReader.ServerNameLength, message.ServerName);
        for (int i = 0; i < message.Options.Count; i++)
        {
            DhcpOption option = message.Options[i];
            int length = LengthOf(option);
            if (option.Code == DhcpOptionCode.RelayInformation) continue;
            if (at + length <= end) at = WriteOption(buffer, at, option);
            else if (!file.Take(buffer, option, length) && !name.Take(buffer, option, length)) leftOut++;
        }

        int overload = (file.IsUsed ? 1 : 0) | (name.IsUsed ? 2 : 0);

        // Without a field in use the three bytes stay what they are, padding.
        if (overload != 0) WriteOption(buffer, overloadAt, DhcpOption.Of(DhcpOptionCode.Overload, (byte)overload));
        file.Close(buffer);
        name.Close(buffer);
        return at;
    }

    private static int LengthOf(DhcpOption option)
    {
        int pieces = Math.Max(1, (option.Value.Length + LongestPiece - 1) / LongestPiece);
        return option.Value.Length + (2 * pieces);
    }

    private static int WriteOption(Span<byte> buffer, int at, DhcpOption option)
    {
        ReadOnlySpan<byte> rest = option.Value.Span;
        do
        {
            ReadOnlySpan<byte> piece = rest[..Math.Min(rest.Length, LongestPiece)];
            buffer[at++] = option.Code;
            buffer[at++] = (byte)piece.Length;
            piece.CopyTo(buffer[at..]);
            at += piece.Length;
            rest = rest[piece.Length..];
        }
        while (rest.Length > 0);
        return at;
    }

    /// <summary>The <c>file</c> or <c>sname</c> field, when it has no text of its own.</summary>
    private ref struct Spare(int at, int length, string text)
    {
        private readonly int _end = at + length - EndLength;
        private readonly bool _isFree = text.Length == 0;
        private int _at = at;

        public bool IsUsed { get; private set; }

        public bool Take(Span<byte> buffer, DhcpOption option, int optionLength)
        {
            if (!_isFree || _at + optionLength > _end) return false;
            _at = WriteOption(buffer, _at, option);
            IsUsed = true;
            return true;
        }

        public readonly void Close(Span<byte> buffer)
        {
            if (IsUsed) buffer[_at] = DhcpOptionCode.End;
        }
    }
}
