namespace Ringback.Wire.Dhcp;

/// <summary>Why a datagram is not a DHCP message.</summary>
public enum DhcpMalformation
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>Shorter than the fixed fields and the magic cookie.</summary>
    TooShort,

    /// <summary>Longer than <see cref="DhcpMessage.MaximumLength"/>.</summary>
    TooLong,

    /// <summary>The <c>op</c> field is neither 1 nor 2.</summary>
    UnknownOperation,

    /// <summary>The <c>hlen</c> field is more than 16.</summary>
    HardwareAddressTooLong,

    /// <summary>No magic cookie 99.130.83.99: plain BOOTP of RFC 951, or noise.</summary>
    NoCookie,

    /// <summary>An option reaches past the end of its field.</summary>
    OptionTooLong,

    /// <summary>A field of options has no end option (RFC 2131 §4.1 asks for one in each).</summary>
    NoEnd,

    /// <summary>Option 52 is not 1, 2 or 3, or stands in a field that it opened itself.</summary>
    BadOverload,

    /// <summary>An option that a server goes by has a length that its RFC does not allow.</summary>
    BadOptionLength,
}
