using System.Globalization;

namespace Ringback.Wire.Dns;

/// <summary>How an answer says that it is one, or why it is none (RFC 1035 section 4.1.1).</summary>
public enum DnsCode
{
    /// <summary>No error; there may still be no record.</summary>
    NoError = 0,

    /// <summary>The question cannot be understood.</summary>
    FormatError = 1,

    /// <summary>This kind of question is not known here.</summary>
    NotImplemented = 4,

    /// <summary>Not here: ask another server.</summary>
    Refused = 5,

    /// <summary>A version of EDNS that does not exist yet (RFC 6891 section 9).</summary>
    BadVersion = 16,
}

/// <summary>Types of records that are told apart here.</summary>
public static class DnsType
{
    /// <summary>An IPv4 address.</summary>
    public const ushort A = 1;

    /// <summary>An IPv6 address.</summary>
    public const ushort Aaaa = 28;

    /// <summary>EDNS (RFC 6891).</summary>
    public const ushort Options = 41;

    /// <summary>Whatever there is.</summary>
    public const ushort Any = 255;

    /// <summary>What people call it: <c>A</c>, <c>SRV</c>, or <c>TYPE65</c> (RFC 3597 section 5).</summary>
    public static string Name(ushort type) => type switch
    {
        A => "A",
        2 => "NS",
        5 => "CNAME",
        6 => "SOA",
        12 => "PTR",
        15 => "MX",
        16 => "TXT",
        Aaaa => "AAAA",
        33 => "SRV",
        35 => "NAPTR",
        Any => "ANY",
        _ => string.Create(CultureInfo.InvariantCulture, $"TYPE{type}"),
    };
}
