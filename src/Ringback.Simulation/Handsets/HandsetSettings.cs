using System.Globalization;
using System.Net;
using Ringback.Phones.Configuration;
using Ringback.Phones.Identification;

namespace Ringback.Simulation.Handsets;

/// <summary>Where to register, as the files of this boot said; before that, the TFTP server's own address.</summary>
internal sealed class HandsetSettings(HandsetOptions options)
{
    /// <summary>"Defaulting CM to TFTP Server" (field guide 7940-7960 §2.5).</summary>
    internal IPEndPoint CallManager { get; private set; } = new(options.Tftp.Address, options.SccpPort);

    internal IPEndPoint CallAgent { get; } = new(options.Tftp.Address, options.MgcpPort);

    /// <summary>Null until a file names one: a SIP phone without a proxy stays unprovisioned.</summary>
    internal IPEndPoint? Proxy { get; private set; }

    internal string? LineName { get; private set; }

    internal void Read(string name, byte[] content)
    {
        switch (RequestedFile.Recognise(name).Kind)
        {
            case RequestedKind.SepXml or RequestedKind.XmlDefault:
                if (PhoneXmlText.Read(content).CallManagers is [var first, ..]
                    && IPAddress.TryParse(first.Host, out IPAddress? host))
                {
                    CallManager = new IPEndPoint(host, first.Port ?? options.SccpPort);
                }

                break;
            case RequestedKind.SipDefault or RequestedKind.SipPhone:
                CnfText file = CnfText.Read(content);
                LineName = file.Value("line1_name") ?? LineName;
                int port = int.TryParse(file.Value("proxy1_port"), NumberStyles.None, CultureInfo.InvariantCulture,
                    out int given) ? given : 5060;
                if (IPAddress.TryParse(file.Value("proxy1_address"), out IPAddress? proxy))
                    Proxy = new IPEndPoint(proxy, port);
                break;
        }
    }
}
