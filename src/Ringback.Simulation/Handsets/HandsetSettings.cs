using System.Globalization;
using System.Net;
using Ringback.Files.Configuration;
using Ringback.Files.Profiles;
using Ringback.Phones.Identification;

namespace Ringback.Simulation.Handsets;

/// <summary>Where to register, as the files of this boot said.</summary>
internal sealed class HandsetSettings
{
    private const string SipPortPath = "device/devicePool/callManagerGroup/members/member/callManager/ports/sipPort";
    private const string LinePath = "device/sipProfile/sipLines/line/";

    /// <summary>A line that registers where the call manager is.</summary>
    private const string UseCallManager = "USECALLMANAGER";

    /// <summary>What stands in a profile for a server that is not set.</summary>
    private const string Unset = "0";

    private readonly Handset _phone;

    internal HandsetSettings(Handset phone)
    {
        _phone = phone;
        IPAddress server = phone.Options.Tftp.Address;
        CallAgent = new IPEndPoint(server, phone.Options.MgcpPort);
        // "Defaulting CM to TFTP Server" (sources.md 7940-7960 §2.5); of the profile phones that is UNVERIFIED.
        if (!phone.IsJava) CallManager = new IPEndPoint(server, phone.Options.SccpPort);
    }

    /// <summary>
    /// The TFTP server's own address until a file names another; null for a Java phone, which needs a file with
    /// <c>processNodeName</c> and <c>ethernetPhonePort</c> (sources.md other-phones §4.1).
    /// </summary>
    internal IPEndPoint? CallManager { get; private set; }

    internal IPEndPoint CallAgent { get; }

    /// <summary>Null until a file names one: a SIP phone without a proxy stays unprovisioned.</summary>
    internal IPEndPoint? Proxy { get; private set; }

    internal string? LineName { get; private set; }

    internal void Read(string name, byte[] content)
    {
        switch (RequestedFile.Recognise(name).Kind)
        {
            case RequestedKind.SepXml or RequestedKind.XmlDefault:
                ReadXml(PhoneXmlText.Read(content));
                break;
            case RequestedKind.SipDefault or RequestedKind.SipPhone:
                CnfText file = CnfText.Read(content);
                LineName = file.Value("line1_name") ?? LineName;
                if (IPAddress.TryParse(file.Value("proxy1_address"), out IPAddress? proxy))
                    Proxy = new IPEndPoint(proxy, Port(file.Value("proxy1_port")) ?? _phone.Options.SipPort);
                break;
        }
    }

    /// <summary>
    /// A SIP load's proxy and user. <c>Proxy</c> is an address or a name and has no port; where <c>OutBoundProxy</c>
    /// is set, every request goes there instead, and it may name a port (<c>sipexample7912.txt</c> of Cisco's 7905 and
    /// 7912 packages). <c>SIPRegOn:0</c> means no registration; what holds without it is UNVERIFIED, and taken for 1.
    /// An ATA's tags are taken for those of the 7905 and 7912, which is UNVERIFIED too.
    /// </summary>
    internal void Read(CompiledProfile profile)
    {
        LineName = Value(profile, "UID") ?? LineName;
        if (Value(profile, "SIPRegOn") == "0" || Value(profile, "Proxy") is not { } named) return;
        if (!IPAddress.TryParse(named, out IPAddress? proxy) || named == Unset) return;
        Proxy = OutboundProxy(Value(profile, "OutBoundProxy")) ?? new IPEndPoint(proxy, _phone.Options.SipPort);
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

    private void ReadXml(PhoneXmlText file)
    {
        IPAddress? host = null;
        if (file.CallManagers is [var first, ..] && IPAddress.TryParse(first.Host, out host)
            && (first.Port is not null || !_phone.IsJava))
        {
            CallManager = new IPEndPoint(host, first.Port ?? _phone.Options.SccpPort);
        }

        if (!_phone.IsJava || !"SIP".Equals(file.Text("device/deviceProtocol")?.Trim(), StringComparison.Ordinal))
            return;
        string? proxy = file.Text(LinePath + "proxy")?.Trim();
        LineName = file.Text(LinePath + "name")?.Trim();
        int sipPort = Port(file.Text(SipPortPath)) ?? _phone.Options.SipPort;
        if (proxy == UseCallManager && host is not null) Proxy = new IPEndPoint(host, sipPort);
        else if (IPAddress.TryParse(proxy, out IPAddress? address))
            Proxy = new IPEndPoint(address, Port(file.Text(LinePath + "port")) ?? sipPort);
    }

    private static string? Value(CompiledProfile profile, string name)
    {
        if (ProfileTags.BuiltIn.Find(name) is not { } tag) return null;
        ProfileEntry? entry = profile.Entries.FirstOrDefault(e => e.Tag == tag.Tag);
        return entry is null ? null : ProfilePrinter.Say(entry, ProfileTags.BuiltIn).Value;
    }

    private static int? Port(string? text) =>
        ushort.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0
            ? port
            : null;
}
