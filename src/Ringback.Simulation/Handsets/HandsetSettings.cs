using System.Globalization;
using System.Net;

namespace Ringback.Simulation.Handsets;

/// <summary>Where to register, as the files of this boot said.</summary>
internal sealed class HandsetSettings
{
    /// <summary>A line that registers where the call manager is.</summary>
    private const string UseCallManager = "USECALLMANAGER";

    /// <summary>What stands in a profile for a server that is not set.</summary>
    private const string Unset = "0";

    private readonly Handset _phone;
    private IPEndPoint? _proxy;
    private string? _lineName;
    private string? _authName;
    private string? _password;

    internal HandsetSettings(Handset phone)
    {
        _phone = phone;
        IPAddress server = phone.Server.Address;
        CallAgent = new IPEndPoint(server, phone.Options.MgcpPort);
        // "Defaulting CM to TFTP Server" (sources.md 7940-7960 §2.5); of the profile phones that is UNVERIFIED.
        if (!phone.IsJava) CallManager = new IPEndPoint(server, phone.Options.SccpPort);
        _proxy = phone.Flash.Line?.Proxy;
        _lineName = phone.Flash.Line?.Name;
        _authName = phone.Flash.Line?.Secret?.Name;
        _password = phone.Flash.Line?.Secret?.Password;
    }

    /// <summary>
    /// The TFTP server's own address until a file names another; null for a Java phone, which needs a file with
    /// <c>processNodeName</c> and <c>ethernetPhonePort</c> (sources.md other-phones §4.1).
    /// </summary>
    internal IPEndPoint? CallManager { get; private set; }

    internal IPEndPoint CallAgent { get; }

    /// <summary>Null until a file names a proxy: a SIP phone without one stays unprovisioned.</summary>
    internal HandsetLine? Line => _proxy is { } proxy ? new HandsetLine(proxy, _lineName) { Secret = Secret } : null;

    private HandsetSecret? Secret => (_authName ?? _lineName, _password) is ({ } name, { Length: > 0 } password)
        ? new HandsetSecret(name, password)
        : null;

    /// <summary>What a SIP application of a 7940 or 7960 is told; what is not set keeps its old value.</summary>
    internal void ReadCnf(byte[] content)
    {
        IReadOnlyDictionary<string, string> file = CnfReading.Settings(content);
        _lineName = file.GetValueOrDefault("line1_name") ?? _lineName;
        _authName = file.GetValueOrDefault("line1_authname") ?? _authName;
        _password = file.GetValueOrDefault("line1_password") ?? _password;
        if (IPAddress.TryParse(file.GetValueOrDefault("proxy1_address"), out IPAddress? proxy))
            _proxy = new IPEndPoint(proxy, Port(file.GetValueOrDefault("proxy1_port")) ?? _phone.Options.SipPort);
    }

    /// <summary>The call manager that an SCCP application of a 7940 or 7960 is told.</summary>
    internal void ReadTags(byte[] content)
    {
        if (!IPAddress.TryParse(TagReading.Word(content, "processNodeName"), out IPAddress? host)) return;
        int? port = Port(TagReading.Word(content, "ethernetPhonePort"));
        CallManager = new IPEndPoint(host, port ?? _phone.Options.SccpPort);
    }

    /// <summary>What a Java phone or an SCCP load of a profile phone is told.</summary>
    internal void Read(JavaXml file)
    {
        int? managerPort = Port(file.First("ethernetPhonePort", "callManager"));
        bool hasHost = IPAddress.TryParse(file.First("processNodeName", "callManager")?.Trim(), out IPAddress? host);
        if (hasHost && (managerPort is not null || !_phone.IsJava))
            CallManager = new IPEndPoint(host!, managerPort ?? _phone.Options.SccpPort);

        if (!_phone.IsJava || file.First("deviceProtocol")?.Trim() != "SIP") return;
        string? proxy = file.First("proxy", "sipLines")?.Trim();
        if (file.First("sipLines", "sipProfile") is null) return;
        _lineName = file.First("name", "sipLines")?.Trim();
        _authName = file.First("authName", "sipLines")?.Trim();
        _password = file.First("authPassword", "sipLines")?.Trim();
        int sipPort = Port(file.First("sipPort", "callManager")) ?? _phone.Options.SipPort;
        if (proxy == UseCallManager && hasHost) _proxy = new IPEndPoint(host!, sipPort);
        else if (IPAddress.TryParse(proxy, out IPAddress? address))
            _proxy = new IPEndPoint(address, Port(file.First("port", "sipLines")) ?? sipPort);
    }

    /// <summary>
    /// A SIP load's proxy and user. <c>Proxy</c> is an address or a name and has no port; where <c>OutBoundProxy</c>
    /// is set, every request goes there instead, and it may name a port (<c>sipexample7912.txt</c> of Cisco's 7905 and
    /// 7912 packages). An ATA's tags are taken for those of the 7905 and 7912, which is UNVERIFIED.
    /// </summary>
    internal void Read(ProfileReading profile)
    {
        _lineName = profile.User ?? _lineName;
        if (!profile.Registers || profile.Proxy is not { } named || named == Unset) return;
        if (!IPAddress.TryParse(named, out IPAddress? proxy)) return;
        _proxy = OutboundProxy(profile.OutboundProxy) ?? new IPEndPoint(proxy, _phone.Options.SipPort);
    }

    /// <summary>An address with or without a port, which stands behind a colon or a fifth dot.</summary>
    private IPEndPoint? OutboundProxy(string? text)
    {
        if (text is null or Unset) return null;
        string[] parts = text.Split('.', ':');
        return parts.Length is 4 or 5 && IPAddress.TryParse(string.Join('.', parts.Take(4)), out IPAddress? address)
            ? new IPEndPoint(address, Port(parts.ElementAtOrDefault(4)) ?? _phone.Options.SipPort)
            : null;
    }

    private static int? Port(string? text) =>
        ushort.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0
            ? port
            : null;
}
