using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ringback.Catalogue.Loads;

namespace Ringback.Files.Generation;

/// <summary><c>SEP&lt;MAC&gt;.cnf.xml</c> (sources.md 7940-7960 §6.5, other-phones §2.9, §4.1, §4.2).</summary>
internal sealed class SepFile
{
    private readonly ConfigurationDraft _draft;
    private readonly PhoneSettings _settings;
    private readonly PhoneXmlKind _kind;
    private readonly bool _sip;
    private readonly bool _both;
    private readonly string _load;
    private readonly XmlWriting _sheet = new();

    private SepFile(ConfigurationDraft draft, string load)
    {
        _draft = draft;
        _settings = draft.Settings;
        _kind = PhoneXmlKinds.Of(draft.Model);
        _both = draft.Request.ServesBothProtocols && _kind is PhoneXmlKind.Java;
        _sip = draft.Protocol is PhoneProtocol.Sip;
        _load = load;
    }

    /// <summary>Adds the file.</summary>
    /// <param name="draft">The phone.</param>
    /// <param name="load">What loadInformation says: a name without extension, or nothing to keep the load.</param>
    internal static void Write(ConfigurationDraft draft, string load)
    {
        if (draft.Settings.Server is null) return;
        // A phone takes its configuration as new when the stamp differs, so the stamp follows what the file says.
        string says = new SepFile(draft, load).Text("");
        string stamp = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(says)).AsSpan(0, 4));
        draft.Add($"SEP{draft.Mac}.cnf.xml", new SepFile(draft, load).Text(stamp),
            "is the phone's own file, with its server and its load");
    }

    /// <summary>The call servers in the order in which they are tried.</summary>
    internal static void CallManagers(XmlWriting sheet, PhoneSettings settings, bool sccp, bool sip)
    {
        sheet.Open("callManagerGroup");
        sheet.Open("members");
        int priority = 0;
        foreach (CallServer server in settings.BackupServers.Prepend(settings.Server!))
        {
            sheet.Open(string.Create(CultureInfo.InvariantCulture, $"member priority=\"{priority++}\""));
            sheet.Open("callManager");
            sheet.Open("ports");
            if (sccp) sheet.Leaf("ethernetPhonePort", Number(server.SccpPort));
            if (sip) sheet.Leaf("sipPort", Number(server.SipPort));
            sheet.Close();
            sheet.Leaf("processNodeName", server.Host);
            sheet.Close(2);
        }

        sheet.Close(2);
    }

    private string Text(string stamp)
    {
        _sheet.Open("device");
        if (_kind is PhoneXmlKind.Java) Java();
        _sheet.Open("devicePool");
        if (_kind is PhoneXmlKind.Java) Clock();
        CallManagers(_sheet, _settings, !_sip || _both, _sip || _both);
        _sheet.Close();
        if (_kind is PhoneXmlKind.Java && (_sip || _both)) new SipProfile(_draft, _sheet).Write();
        if (_kind is PhoneXmlKind.Java && _settings.PhonePassword is { } password)
        {
            _sheet.Open("commonProfile");
            _sheet.Leaf("phonePassword", password);
            _sheet.Close();
        }

        _sheet.Leaf("versionStamp", stamp);
        _sheet.Leaf("loadInformation", _load);
        if (_kind is not PhoneXmlKind.Basic) Vendor();
        Locale();
        if (_kind is PhoneXmlKind.Java && (_sip || _both))
        {
            _sheet.Leaf("deviceSecurityMode", "1");
            _sheet.Leaf("transportLayerProtocol", _settings.Transport is SipTransport.Tcp ? "1" : "2");
        }

        _sheet.LeafIf("directoryURL", _settings.DirectoryUrl);
        _sheet.LeafIf("servicesURL", _settings.ServicesUrl);
        _sheet.Close();
        return _sheet.ToString();
    }

    private void Java()
    {
        if (_sip) _sheet.Leaf("fullConfig", "true");
        // Without it a phone that comes from the other protocol cannot tell which half of the file is meant.
        if (_sip || _both) _sheet.Leaf("deviceProtocol", _sip ? "SIP" : "SCCP");
        _sheet.LeafIf("sshUserId", _settings.SshUser);
        _sheet.LeafIf("sshPassword", _settings.SshPassword);
    }

    private void Clock()
    {
        PhoneDate? date = PhoneDate.For(_draft);
        // The time of day is a letter of the date's format, so asking for one asks for both.
        if (date is null && _settings.Clock24 is not null) date = new PhoneDate("MDY", '/', false);
        string? zone = _settings.TimeZone is { } name ? TimeZones.Find(name)?.JavaName : null;
        if (date is null && zone is null && _settings.NtpServer is null) return;
        _sheet.Open("dateTimeSetting");
        _sheet.LeafIf("dateTemplate", date?.JavaForm(_settings.Clock24 ?? true));
        _sheet.LeafIf("timeZone", zone);
        if (_settings.NtpServer is { } ntp)
        {
            _sheet.Open("ntps");
            _sheet.Open("ntp");
            _sheet.Leaf("name", ntp);
            _sheet.Leaf("ntpMode", "Unicast");
            _sheet.Close(2);
        }

        _sheet.Close();
    }

    private void Vendor()
    {
        bool java = _kind is PhoneXmlKind.Java;
        (string Element, bool? Wanted, string Yes, string No)[] items =
        [
            ("settingsAccess", _settings.SettingsAccess, "1", "0"),
            ("garp", _settings.GratuitousArp, "0", "1"),
            ("webAccess", _settings.WebAccess, "0", "1"),
            ("sshAccess", java ? _settings.SshAccess : null, "0", "1"),
            ("spanToPCPort", java ? _settings.SpanToPcPort : null, "0", "1"),
        ];
        if (Array.TrueForAll(items, i => i.Wanted is null)) return;
        _sheet.Open("vendorConfig");
        foreach ((string element, bool? wanted, string yes, string no) in items)
        {
            if (wanted is { } on) _sheet.Leaf(element, on ? yes : no);
        }

        _sheet.Close();
    }

    private void Locale()
    {
        if (_settings.Locale is not { } locale) return;
        _sheet.Open("userLocale");
        _sheet.Leaf("name", locale.Name);
        _sheet.Leaf("langCode", locale.LanguageCode);
        _sheet.Close();
        if (locale.NetworkLocale is not { } network) return;
        _sheet.Leaf("networkLocale", network);
        _sheet.Open("networkLocaleInfo");
        _sheet.Leaf("name", network);
        _sheet.Close();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
