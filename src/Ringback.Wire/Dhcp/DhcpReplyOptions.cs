namespace Ringback.Wire.Dhcp;

/// <summary>
/// The options for clients of one subnet that the same rules count for, made once: a reply only picks among them.
/// </summary>
internal sealed class DhcpReplyOptions
{
    private static readonly TimeSpan UsualLease = TimeSpan.FromDays(1);

    // RFC 2131 §4.4.5.
    private const double UsualRenewal = 0.5;
    private const double UsualRebinding = 0.875;

    private readonly DhcpOption?[] _byCode = new DhcpOption?[256];
    private readonly DhcpOption _serverIdentifier;
    private readonly double _renewAt;
    private readonly double _rebindAt;
    private readonly bool _saysTimes;

    public DhcpReplyOptions(DhcpPhoneOptions options, Ipv4Network network, Ipv4Address serverIdentifier)
    {
        _serverIdentifier = DhcpOption.Of(DhcpOptionCode.ServerIdentifier, serverIdentifier);
        LeaseTime = options.LeaseTime ?? UsualLease;
        _renewAt = options.RenewAt ?? UsualRenewal;
        _rebindAt = options.RebindAt ?? UsualRebinding;
        _saysTimes = options.RenewAt is not null || options.RebindAt is not null;
        Set(DhcpOption.Of(DhcpOptionCode.SubnetMask, network.Mask));
        Set(DhcpOption.Of(DhcpOptionCode.BroadcastAddress, network.Broadcast));
        Set(DhcpOptionCode.Router, options.Routers);
        Set(DhcpOptionCode.DomainNameServer, options.DnsServers);
        Set(DhcpOptionCode.NtpServers, options.NtpServers);
        if (!string.IsNullOrEmpty(options.Domain)) Set(DhcpOption.Of(DhcpOptionCode.DomainName, options.Domain));
        BootFile = options.BootFile ?? "";
        if (BootFile.Length > 0) Set(DhcpOption.Of(DhcpOptionCode.BootFileName, BootFile));

        IReadOnlyList<Ipv4Address> tftp = options.TftpServers ?? [serverIdentifier];
        Set(DhcpOptionCode.TftpServers, tftp);
        if (tftp.Count > 0)
        {
            NextServer = tftp[0];
            ServerName = tftp[0].ToString();
            string name = options.EndTftpNameWithNul == true ? ServerName + "\0" : ServerName;
            Set(DhcpOption.Of(DhcpOptionCode.TftpServerName, name));
        }

        foreach (DhcpOption option in options.Others) Set(option);
    }

    public TimeSpan LeaseTime { get; }

    public Ipv4Address NextServer { get; }

    public string ServerName { get; } = "";

    public string BootFile { get; }

    /// <summary>Picks the options of a reply, the most important first.</summary>
    /// <param name="kind">Option 53.</param>
    /// <param name="request">What the client asked.</param>
    /// <param name="lease">The lease; null for an INFORM, which gets none (RFC 2131 §4.3.5).</param>
    public List<DhcpOption> Pick(DhcpOption kind, DhcpMessage request, TimeSpan? lease)
    {
        ReadOnlySpan<byte> asked = request.ParameterRequestList.Span;
        List<DhcpOption> picked = new(16) { kind, _serverIdentifier };
        if (lease is { } time)
        {
            uint seconds = (uint)time.TotalSeconds;
            picked.Add(DhcpOption.Of(DhcpOptionCode.LeaseTime, seconds));
            if (_saysTimes || asked.Contains(DhcpOptionCode.RenewalTime))
                picked.Add(DhcpOption.Of(DhcpOptionCode.RenewalTime, (uint)(seconds * _renewAt)));
            if (_saysTimes || asked.Contains(DhcpOptionCode.RebindingTime))
                picked.Add(DhcpOption.Of(DhcpOptionCode.RebindingTime, (uint)(seconds * _rebindAt)));
        }

        Echo(DhcpOptionCode.ClientIdentifier, request, picked);
        Span<bool> isPicked = stackalloc bool[256];
        isPicked.Clear();
        if (asked.Length == 0)
        {
            for (int code = 1; code < DhcpOptionCode.End; code++) Add((byte)code, picked, isPicked);
        }

        foreach (byte code in asked)
        {
            // RFC 2132 §3.3: the mask stands before the routers when both are there.
            if (code == DhcpOptionCode.Router && asked.Contains(DhcpOptionCode.SubnetMask))
                Add(DhcpOptionCode.SubnetMask, picked, isPicked);
            Add(code, picked, isPicked);
        }

        // RFC 2131 §4.3.1 lets a server add what was not asked for, and phones need these: a 7905 can be set not to
        // ask for 150, and 3.0 loads ask for 66 alone (sources.md 7940-7960 §2.2, other phones §5.2).
        Add(DhcpOptionCode.TftpServers, picked, isPicked);
        Add(DhcpOptionCode.TftpServerName, picked, isPicked);
        Echo(DhcpOptionCode.RelayInformation, request, picked);
        return picked;
    }

    /// <summary>A NAK has no options but these (RFC 2131 table 3, RFC 6842, RFC 3046).</summary>
    public List<DhcpOption> PickForNak(DhcpOption kind, DhcpMessage request, DhcpOption words)
    {
        List<DhcpOption> picked = new(5) { kind, _serverIdentifier, words };
        Echo(DhcpOptionCode.ClientIdentifier, request, picked);
        Echo(DhcpOptionCode.RelayInformation, request, picked);
        return picked;
    }

    private static void Echo(byte code, DhcpMessage request, List<DhcpOption> picked)
    {
        if (request.TryGet(code, out ReadOnlyMemory<byte> value)) picked.Add(new DhcpOption(code, value));
    }

    private void Add(byte code, List<DhcpOption> picked, Span<bool> isPicked)
    {
        if (isPicked[code] || _byCode[code] is not { } option) return;
        isPicked[code] = true;
        picked.Add(option);
    }

    private void Set(byte code, IReadOnlyList<Ipv4Address>? addresses)
    {
        if (addresses is { Count: > 0 }) Set(DhcpOption.Of(code, addresses));
    }

    private void Set(DhcpOption option) => _byCode[option.Code] = option.Value.Length > 0 ? option : null;
}
