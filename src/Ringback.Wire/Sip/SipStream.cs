using System.Globalization;
using System.Text;

namespace Ringback.Wire.Sip;

/// <summary>
/// Messages as they lie one behind the other in a TCP stream: each ends where its Content-Length says (RFC 3261 section
/// 18.3). Line ends between messages are keep-alives. It keeps at most one incomplete message.
/// </summary>
public sealed class SipStream
{
    /// <summary>
    /// The longest message over TCP: headers and body. The longest known of a phone, the register of a Java phone, is
    /// below 3,000.
    /// </summary>
    public const int MaxLength = 16 * 1024;

    private byte[] _held = [];
    private int _length;
    // How much of what is held has been looked through for the end of the headers.
    private int _looked;

    /// <summary>Takes a whole message.</summary>
    public delegate void MessageTaker(ReadOnlySpan<byte> message);

    /// <summary>Takes bytes as they come, in pieces of any size, and hands on each message that became whole.</summary>
    /// <param name="bytes">What came.</param>
    /// <param name="take">Takes each.</param>
    /// <returns>Why the stream cannot go on; none when it can. After that every further call says the same.</returns>
    public SipMalformation Receive(ReadOnlySpan<byte> bytes, MessageTaker take)
    {
        ArgumentNullException.ThrowIfNull(take);
        while (Broken == SipMalformation.None && !bytes.IsEmpty)
        {
            int room = MaxLength - _length;
            ReadOnlySpan<byte> part = bytes[..Math.Min(bytes.Length, room)];
            bytes = bytes[part.Length..];
            Append(part);
            TakeWhole(take);
            if (Broken == SipMalformation.None && _length == MaxLength) Broken = SipMalformation.TooLong;
        }

        if (Broken != SipMalformation.None || _length == 0) (_held, _length, _looked) = ([], 0, 0);
        return Broken;
    }

    /// <summary>Why the stream cannot go on.</summary>
    public SipMalformation Broken { get; private set; }

    private void Append(ReadOnlySpan<byte> part)
    {
        int length = _length + part.Length;
        // Doubled, so that what comes byte by byte is not copied for each of them.
        if (length > _held.Length) Array.Resize(ref _held, Math.Min(MaxLength, Math.Max(length, 2 * _held.Length)));
        part.CopyTo(_held.AsSpan(_length));
        _length = length;
    }

    private void TakeWhole(MessageTaker take)
    {
        int at = 0;
        while (Broken == SipMalformation.None)
        {
            ReadOnlySpan<byte> rest = _held.AsSpan(at, _length - at);
            int blank = rest.Length - rest.TrimStart("\r\n"u8).Length;
            at += blank;
            rest = rest[blank..];
            int from = Math.Max(0, _looked - at - 3);
            int end = rest.Length <= from ? -1 : rest[from..].IndexOf("\r\n\r\n"u8);
            if (end < 0) break;
            int head = from + end + 4;
            if (!TryContentLength(rest[..head], out int body))
            {
                Broken = SipMalformation.ContentLengthMalformed;
                return;
            }

            if (head + body > MaxLength) Broken = SipMalformation.TooLong;
            if (Broken != SipMalformation.None || rest.Length < head + body) break;
            take(rest[..(head + body)]);
            at += head + body;
        }

        _held.AsSpan(at, _length - at).CopyTo(_held);
        _length -= at;
        // The headers of a message whose body is under way are found again at its beginning.
        _looked = _held.AsSpan(0, _length).IndexOf("\r\n\r\n"u8) >= 0 ? 0 : _length;
    }

    // A stream needs the length (RFC 3261 section 20.14); without one there is no body.
    private static bool TryContentLength(ReadOnlySpan<byte> head, out int length)
    {
        length = 0;
        foreach (Range range in head.Split("\r\n"u8))
        {
            ReadOnlySpan<byte> line = head[range];
            int colon = line.IndexOf((byte)':');
            if (colon <= 0) continue;
            string name = Encoding.Latin1.GetString(line[..colon]).Trim();
            if (!SipHeader.LongName(name).Equals("Content-Length", StringComparison.OrdinalIgnoreCase)) continue;
            return int.TryParse(Encoding.Latin1.GetString(line[(colon + 1)..]).Trim(), NumberStyles.None,
                CultureInfo.InvariantCulture, out length);
        }

        return true;
    }
}
