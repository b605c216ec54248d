namespace Ringback.Observation.Captures;

/// <summary>
/// How much is remembered of what is captured, however much that is. What is left out because of a limit is counted in
/// <see cref="FrameCounts"/>. With everything at its limit that is some 100 MB, and takes an attack.
/// </summary>
public sealed record FollowLimits
{
    /// <summary>
    /// Machines, phones and others, as many as a case book holds phones. Who is no phone and was not heard for longest
    /// is forgotten first.
    /// </summary>
    public int Stations { get; init; } = 16_384;

    /// <summary>What a machine did before it showed that it is a phone: the ARP of its start, and DHCP.</summary>
    public int Pending { get; init; } = 16;

    /// <summary>Addresses that a machine looks for, and servers that it turns to, that are told.</summary>
    public int Places { get; init; } = 64;

    /// <summary>TFTP transfers and DNS questions at a time; a building that starts at once has some thousand.</summary>
    public int Transfers { get; init; } = 8_192;

    /// <summary>TCP connections at a time in which phones speak.</summary>
    public int Streams { get; init; } = 4_096;

    /// <summary>Bytes of one connection that wait until a message is whole: the longest of SCCP.</summary>
    public int StreamBytes { get; init; } = 72 * 1024;

    /// <summary>Bytes of all connections together that wait.</summary>
    public int AllStreamBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Other machines that announce themselves.</summary>
    public int Neighbours { get; init; } = 256;

    /// <summary>How long a transfer may be silent; the slowest phone repeats after 20 s.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>What became of the frames.</summary>
public sealed record FrameCounts
{
    /// <summary>Frames that came.</summary>
    public long Frames { get; set; }

    /// <summary>Frames in which something was read that phones have to do with.</summary>
    public long Understood { get; set; }

    /// <summary>Frames that are none of their link, or of a link that is not known.</summary>
    public long Unreadable { get; set; }

    /// <summary>Messages of a known protocol that break its rules.</summary>
    public long Malformed { get; set; }

    /// <summary>Pieces of IPv4 packets other than the first: what is in them is not read.</summary>
    public long Fragments { get; set; }

    /// <summary>Packets of IPv6, which are not read.</summary>
    public long Ipv6 { get; set; }

    /// <summary>Machines that were forgotten because there were too many.</summary>
    public long ForgottenStations { get; set; }

    /// <summary>Things of machines that are left out because a limit was reached.</summary>
    public long LeftOut { get; set; }

    /// <summary>Bytes of TCP that are missing in the capture, or came too much out of order.</summary>
    public long Gaps { get; set; }
}
