using System.Buffers.Binary;

namespace Ringback.Wire.Sccp;

/// <summary>What the bytes received so far amount to.</summary>
public enum SccpRead
{
    /// <summary>A whole frame.</summary>
    Complete,

    /// <summary>The beginning of a frame.</summary>
    NeedMore,

    /// <summary>No frame, and more bytes will not make it one.</summary>
    Malformed,
}

/// <summary>
/// One SCCP message as it lies in a TCP stream. sources.md 7940-7960 section 7.1; all numbers little-endian.
/// <code>
///   0               4               8              12
///  +---------------+---------------+---------------+- - - - - - - -+
///  | length        | version       | message id    | payload       |
///  +---------------+---------------+---------------+- - - - - - - -+
///                                  |&lt;-------- length bytes --------&gt;|
/// </code>
/// </summary>
public readonly ref struct SccpFrame
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderLength = 12;

    /// <summary>
    /// The most that the length field may say. The longest message known is a service page of some two thousand
    /// bytes; 64 KiB leaves room for later phones and bounds what a connection can make us keep.
    /// </summary>
    public const int MaxLength = 64 * 1024;

    private SccpFrame(uint version, SccpMessageId messageId, ReadOnlySpan<byte> payload)
    {
        Version = version;
        MessageId = messageId;
        Payload = payload;
    }

    /// <summary>The protocol version; 0 from old phones and in registration.</summary>
    public uint Version { get; }

    /// <summary>What the message is; may be a number without a name.</summary>
    public SccpMessageId MessageId { get; }

    /// <summary>Everything after the message id.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Reads the first frame of a stream.</summary>
    /// <param name="buffer">What came and was not yet consumed.</param>
    /// <param name="frame">The frame, a view of <paramref name="buffer"/>, when the read is complete.</param>
    /// <param name="consumed">The length of the whole frame; 0 when the read is not complete.</param>
    /// <param name="why">The reason when the read is <see cref="SccpRead.Malformed"/>.</param>
    public static SccpRead TryRead(
        ReadOnlySpan<byte> buffer, out SccpFrame frame, out int consumed, out SccpMalformation why)
    {
        frame = default;
        consumed = 0;
        why = SccpMalformation.None;
        if (buffer.Length < 4) return SccpRead.NeedMore;

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(buffer);
        // Judged as soon as it is here: nobody has to wait for bytes that an HTTP request will never send.
        if (length < 4) why = SccpMalformation.LengthTooShort;
        if (length > MaxLength) why = SccpMalformation.LengthTooLong;
        if (why != SccpMalformation.None) return SccpRead.Malformed;

        int whole = (int)length + 8;
        if (buffer.Length < whole) return SccpRead.NeedMore;

        frame = new SccpFrame(
            BinaryPrimitives.ReadUInt32LittleEndian(buffer[4..]),
            (SccpMessageId)BinaryPrimitives.ReadUInt32LittleEndian(buffer[8..]),
            buffer[HeaderLength..whole]);
        consumed = whole;
        return SccpRead.Complete;
    }

    /// <summary>Writes a whole frame.</summary>
    /// <param name="messageId">What the message is.</param>
    /// <param name="payload">Everything after the message id.</param>
    /// <param name="version">The version field. Servers for these phones leave it 0 (chan_skinny, libsccp).</param>
    /// <exception cref="ArgumentOutOfRangeException">The payload does not fit <see cref="MaxLength"/>.</exception>
    public static byte[] Write(SccpMessageId messageId, ReadOnlySpan<byte> payload, uint version = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, MaxLength - 4, nameof(payload));
        byte[] frame = new byte[HeaderLength + payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)payload.Length + 4);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), version);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(8), (uint)messageId);
        payload.CopyTo(frame.AsSpan(HeaderLength));
        return frame;
    }
}
