namespace Ringback.Wire.Rtp;

/// <summary>
/// Sends a voice back to its phone: half a second later, so that whoever speaks hears himself, and evenly, whatever the
/// network did to it. A machine: packets and the time go in, and packets come out when they are due.
/// </summary>
public sealed class RtpEcho
{
    /// <summary>How much later.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(500);

    /// <summary>Packets that are held at most: two seconds of 20 ms each.</summary>
    public const int MostHeld = 100;

    /// <summary>The longest payload that is sent back: 60 ms.</summary>
    public const int LongestPayload = 480;

    // The clock of a phone begins anew after a pause, or is another phone's: then the pace is taken anew.
    private static readonly TimeSpan s_leap = TimeSpan.FromSeconds(1);

    private readonly SortedDictionary<TimeSpan, byte[]> _held = [];
    private readonly uint _source;
    private ushort _sequence;
    private bool _isPaced;
    private TimeSpan _pacedAt;
    private uint _pacedFrom;
    private uint? _lastKeyAt;

    /// <param name="source">By which the phone knows who speaks; any number.</param>
    public RtpEcho(uint source) => _source = source;

    /// <summary>Packets of voice that came.</summary>
    public long Packets { get; private set; }

    /// <summary>How loud the loudest of them was, from 0 to 1.</summary>
    public double Loudest { get; private set; }

    /// <summary>Told of a key that was pressed; an event is many packets, and one key.</summary>
    public Action<char>? Pressed { get; init; }

    /// <summary>Counts anew what comes.</summary>
    public void Recount() => (Packets, Loudest) = (0, 0);

    /// <summary>When the next packet is due; null when none is held.</summary>
    public TimeSpan? Due => _held.Count == 0 ? null : _held.Keys.First();

    /// <summary>Takes a datagram; false when it is not sent back.</summary>
    public bool Receive(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (!RtpPacket.TryRead(datagram, out RtpPacket packet)) return false;
        if (packet.PayloadType == RtpKeyEvent.PayloadType) Press(packet);
        if (packet.PayloadType is not (G711.MuLaw or G711.ALaw)) return false;
        if (packet.Payload.Length is 0 or > LongestPayload) return false;
        Packets++;
        Loudest = Math.Max(Loudest, G711.Loudness(packet.PayloadType, packet.Payload));
        TimeSpan due = Pace(packet.Timestamp, now);
        if (_held.Count >= MostHeld || _held.ContainsKey(due)) return false;
        // The number is given when it is sent, for it may not be the last to come.
        _held[due] = RtpPacket.Write(
            packet.PayloadType, packet.Marker, 0, packet.Timestamp, _source, packet.Payload);
        return true;
    }

    /// <summary>The next packet that is due; false when none is.</summary>
    public bool TryNext(TimeSpan now, out byte[] packet)
    {
        packet = [];
        if (Due is not { } due || due > now) return false;
        packet = _held[due];
        _held.Remove(due);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), _sequence++);
        return true;
    }

    private void Press(RtpPacket packet)
    {
        // All packets of one event bear the time at which it began (RFC 4733 section 2.5.1.2).
        if (packet.Timestamp == _lastKeyAt || !RtpKeyEvent.TryRead(packet.Payload, out char key)) return;
        _lastKeyAt = packet.Timestamp;
        Pressed?.Invoke(key);
    }

    private TimeSpan Pace(uint timestamp, TimeSpan now)
    {
        TimeSpan due = DueAt(timestamp);
        TimeSpan early = due - now - Delay;
        if (_isPaced && early < s_leap && early > -Delay) return due;
        (_isPaced, _pacedAt, _pacedFrom) = (true, now + Delay, timestamp);
        return _pacedAt;
    }

    // Timestamps go round; what is a little older than the first is a negative distance.
    private TimeSpan DueAt(uint timestamp) =>
        _pacedAt + TimeSpan.FromSeconds(unchecked((int)(timestamp - _pacedFrom)) / (double)G711.Rate);
}
