namespace Ringback.Wire.Sntp;

/// <summary>Who speaks in an NTP packet (RFC 5905 figure 10).</summary>
public enum SntpMode
{
    /// <summary>Reserved; what a client of version 1 says, which had no modes.</summary>
    Reserved,

    /// <summary>A peer that offers to be a server as well.</summary>
    SymmetricActive,

    /// <summary>The answer to such a peer.</summary>
    SymmetricPassive,

    /// <summary>A question.</summary>
    Client,

    /// <summary>An answer.</summary>
    Server,

    /// <summary>A server that was not asked.</summary>
    Broadcast,

    /// <summary>A control message.</summary>
    Control,

    /// <summary>For private use.</summary>
    Private,
}
