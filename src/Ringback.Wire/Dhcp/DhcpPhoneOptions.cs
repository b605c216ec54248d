namespace Ringback.Wire.Dhcp;

/// <summary>
/// What a client is told besides its address. What is null is not said here and comes from the layer below: the rules
/// lie on the subnet, the subnet on the server.
/// </summary>
public sealed record DhcpPhoneOptions
{
    /// <summary>
    /// The TFTP servers, the best first. Said as option 150, as option 66 (dotted), in <c>siaddr</c> and in
    /// <c>sname</c>, all the same, because which of them a phone goes by is not known for each (sources.md 7940-7960
    /// §2.2, other phones §5.2). Never said at all: this server itself. Empty: none.
    /// </summary>
    public IReadOnlyList<Ipv4Address>? TftpServers { get; init; }

    /// <summary>True ends option 66 with a NUL, as some servers do. RFC 2132 §2 lets it, phones need it not.</summary>
    public bool? EndTftpNameWithNul { get; init; }

    /// <summary>Ways out of the network.</summary>
    public IReadOnlyList<Ipv4Address>? Routers { get; init; }

    /// <summary>DNS servers.</summary>
    public IReadOnlyList<Ipv4Address>? DnsServers { get; init; }

    /// <summary>NTP servers.</summary>
    public IReadOnlyList<Ipv4Address>? NtpServers { get; init; }

    /// <summary>The domain.</summary>
    public string? Domain { get; init; }

    /// <summary>The boot file, in <c>file</c> and as option 67. Phones have names of their own.</summary>
    public string? BootFile { get; init; }

    /// <summary>How long a lease lasts.</summary>
    public TimeSpan? LeaseTime { get; init; }

    /// <summary>When to renew, as a part of the lease time; RFC 2131 §4.4.5 says a half.</summary>
    public double? RenewAt { get; init; }

    /// <summary>When to rebind, as a part of the lease time; RFC 2131 §4.4.5 says seven eighths.</summary>
    public double? RebindAt { get; init; }

    /// <summary>More options; each replaces what else is said of its number, or without a value withholds it.</summary>
    public IReadOnlyList<DhcpOption> Others { get; init; } = [];

    /// <summary>This layer upon another.</summary>
    public DhcpPhoneOptions Over(DhcpPhoneOptions below) => new()
    {
        TftpServers = TftpServers ?? below.TftpServers,
        EndTftpNameWithNul = EndTftpNameWithNul ?? below.EndTftpNameWithNul,
        Routers = Routers ?? below.Routers,
        DnsServers = DnsServers ?? below.DnsServers,
        NtpServers = NtpServers ?? below.NtpServers,
        Domain = Domain ?? below.Domain,
        BootFile = BootFile ?? below.BootFile,
        LeaseTime = LeaseTime ?? below.LeaseTime,
        RenewAt = RenewAt ?? below.RenewAt,
        RebindAt = RebindAt ?? below.RebindAt,
        Others = [.. below.Others, .. Others],
    };
}
