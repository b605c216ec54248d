namespace Ringback.Wire.Dhcp;

/// <summary>The options that the code itself speaks of; all others are rows of <see cref="DhcpOptionTable"/>.</summary>
public static class DhcpOptionCode
{
    /// <summary>A filling byte without length.</summary>
    public const byte Pad = 0;

    /// <summary>The network's mask.</summary>
    public const byte SubnetMask = 1;

    /// <summary>Ways out of the network, the best first.</summary>
    public const byte Router = 3;

    /// <summary>DNS servers.</summary>
    public const byte DomainNameServer = 6;

    /// <summary>The client's own name.</summary>
    public const byte HostName = 12;

    /// <summary>The domain.</summary>
    public const byte DomainName = 15;

    /// <summary>The network's broadcast address.</summary>
    public const byte BroadcastAddress = 28;

    /// <summary>NTP servers.</summary>
    public const byte NtpServers = 42;

    /// <summary>The address that a client would like.</summary>
    public const byte RequestedAddress = 50;

    /// <summary>Seconds of the lease.</summary>
    public const byte LeaseTime = 51;

    /// <summary>Options stand in <c>file</c> (1), <c>sname</c> (2) or both (3).</summary>
    public const byte Overload = 52;

    /// <summary>The kind of message.</summary>
    public const byte MessageType = 53;

    /// <summary>Which server speaks or is meant.</summary>
    public const byte ServerIdentifier = 54;

    /// <summary>The options that a client wants, in its order.</summary>
    public const byte ParameterRequestList = 55;

    /// <summary>Words to people, in NAK and DECLINE.</summary>
    public const byte Message = 56;

    /// <summary>The longest message that the sender takes.</summary>
    public const byte MaximumMessageSize = 57;

    /// <summary>Seconds until RENEWING.</summary>
    public const byte RenewalTime = 58;

    /// <summary>Seconds until REBINDING.</summary>
    public const byte RebindingTime = 59;

    /// <summary>What the client is; a phone names its model here.</summary>
    public const byte VendorClass = 60;

    /// <summary>The client's name for itself, unique on its network.</summary>
    public const byte ClientIdentifier = 61;

    /// <summary>The TFTP server's name; phones take a dotted address.</summary>
    public const byte TftpServerName = 66;

    /// <summary>The boot file's name.</summary>
    public const byte BootFileName = 67;

    /// <summary>What a relay adds, RFC 3046.</summary>
    public const byte RelayInformation = 82;

    /// <summary>Cisco's list of TFTP servers, RFC 5859.</summary>
    public const byte TftpServers = 150;

    /// <summary>The last byte of a field of options, without length.</summary>
    public const byte End = 255;
}
