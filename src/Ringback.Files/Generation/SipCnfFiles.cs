using System.Globalization;
using System.Text;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;

namespace Ringback.Files.Generation;

/// <summary>
/// <c>SIPDefault.cnf</c> and <c>SIP&lt;MAC&gt;.cnf</c> for a 7940 or 7960 with SIP. Never a <c>SEP</c> file: the
/// universal loader would obey it first and go to SCCP (sources.md 7940-7960 §2.3, §6.1, §6.2).
/// </summary>
internal sealed class SipCnfFiles
{
    private readonly ConfigurationDraft _draft;
    private readonly PhoneSettings _settings;
    private readonly LoadVersion _version;
    private readonly List<(string Key, string Value)> _keys = [];

    private SipCnfFiles(ConfigurationDraft draft)
    {
        _draft = draft;
        _settings = draft.Settings;
        _version = draft.Request.Load.Version;
    }

    internal static void Write(ConfigurationDraft draft)
    {
        if (draft.Settings.Server is not { } server) return;
        SipCnfFiles files = new(draft);
        files.Common(server);
        int common = files._keys.Count;
        draft.Add("SIPDefault.cnf", Text(files._keys.Take(common)),
            "names the load and the server for every SIP phone of this kind");
        files.Lines();
        files.Screen();
        files.Clock();
        files.Calls();
        files.Access();
        string own = Text(files._keys);
        draft.Add($"SIP{draft.Mac}.cnf", own, "is the phone's own file; a phone without it says \"Unprovisioned\"");
    }

    private void Common(CallServer server)
    {
        Put("image_version", _draft.Load);
        Put("proxy1_address", server.Host);
        Put("proxy1_port", Number(server.SipPort));
        Put("proxy_register", "1");
        if (_settings.BackupServers is [{ } backup, ..])
        {
            Put("proxy_backup", backup.Host);
            Put("proxy_backup_port", Number(backup.SipPort));
        }
    }

    private void Lines()
    {
        IReadOnlyList<PhoneLine> lines = _draft.Lines;
        for (int i = 0; i < lines.Count; i++)
        {
            PhoneLine line = lines[i];
            string prefix = $"line{Number(i + 1)}_";
            if (i > 0 && line.Server is null && lines[0].Server is not null) ProxyOf(i, _settings.Server!);
            if (line.Server is { } own) ProxyOf(i, own);
            Put(prefix + "name", line.Name);
            Put(prefix + "authname", line.AuthName ?? line.Name);
            PutIf(prefix + "password", line.Password);
            Put(prefix + "shortname", line.Label ?? line.Name);
            Put(prefix + "displayname", line.DisplayName ?? line.Name);
            if (line.Contact is { } contact && !Put(prefix + "contact", contact))
            {
                _draft.LeftOut(ConfigurationDraft.Field("lines", i, "contact"),
                    $"{_draft.Load} has no key for it; SIP 8.12 has.", "Take it out.");
            }
        }

        if (_settings.SpeedDials.Count > 0)
        {
            _draft.LeftOut("speedDials", $"a SIP {_draft.Model.Model} passes speed dials over in a file.",
                "Set them at the phone.");
        }
    }

    private void ProxyOf(int line, CallServer server)
    {
        if (line == 0)
        {
            // The first line's proxy is the phone's: it stands in the keys already.
            _keys[_keys.FindIndex(k => k.Key == "proxy1_address")] = ("proxy1_address", server.Host);
            _keys[_keys.FindIndex(k => k.Key == "proxy1_port")] = ("proxy1_port", Number(server.SipPort));
            return;
        }

        Put($"proxy{Number(line + 1)}_address", server.Host);
        Put($"proxy{Number(line + 1)}_port", Number(server.SipPort));
    }

    private void Screen()
    {
        PutIf("phone_label", _settings.Label);
        PutIf("phone_password", _settings.PhonePassword);
        PutIf("logo_url", _settings.LogoUrl);
    }

    private void Clock()
    {
        if (_settings.NtpServer is { } ntp)
        {
            Put("sntp_mode", "unicast");
            Put("sntp_server", ntp);
        }

        if (ZoneOf(_draft) is { SipName: { } name } zone)
        {
            Put("time_zone", name);
            Put("dst_auto_adjust", zone.Begins is null ? "0" : "1");
            Change("dst_start_", zone.Begins);
            Change("dst_stop_", zone.Ends);
        }

        if (PhoneDate.For(_draft) is { } date && date.SipForm(_draft) is { } form) Put("date_format", form);
        if (_settings.Clock24 is { } clock) Put("time_format_24hr", clock ? "1" : "0");
    }

    private void Change(string prefix, ClockChange? change)
    {
        if (change is not { } day) return;
        Put(prefix + "month", day.Month);
        Put(prefix + "day_of_week", "Sunday");
        Put(prefix + "week_of_month", Number(day.Week));
        Put(prefix + "time", Number(day.Hour));
    }

    private void Calls()
    {
        if (_settings.DialPlan.Count > 0)
        {
            SideFiles.DialPlan(_draft);
            // The phone adds .xml itself (§6.2).
            Put("dial_template", SideFiles.WithoutXml(_settings.DialPlanFile));
        }

        if (_settings.Rings.Count > 0) SideFiles.RingListText(_draft);
        PutIf("messages_uri", _settings.VoicemailNumber);
        if (_settings.Codec is { } codec) Put("preferred_codec", PhoneWords.Of(codec));
        if (_settings.Dtmf is { } dtmf) Put("dtmf_outofband", PhoneWords.Of(dtmf));
        PutIf("services_url", _settings.ServicesUrl);
        PutIf("directory_url", _settings.DirectoryUrl);
    }

    private void Access()
    {
        if (_settings.GratuitousArp is { } garp) Put("garp_enable", garp ? "1" : "0");
    }

    private static PhoneTimeZone? ZoneOf(ConfigurationDraft draft)
    {
        if (draft.Settings.TimeZone is not { } name || TimeZones.Find(name) is not { } zone) return null;
        if (zone.SipName is null || zone.Summer is SummerTime.Inexpressible)
        {
            draft.LeftOut("timeZone", zone.SipName is null
                    ? $"a SIP {draft.Model.Model} has no name for the clock of {zone.Name}."
                    : $"the summer time of {zone.Name} follows no rule that a SIP {draft.Model.Model} knows.",
                "Name a zone with the same clock, or leave it out and set it at the phone.");
            return null;
        }

        return zone;
    }

    private void PutIf(string key, string? value)
    {
        if (value is not null) Put(key, value);
    }

    /// <summary>Writes a key that the load has; false when it has none of that name.</summary>
    private bool Put(string key, string value)
    {
        if (ConfigurationTables.BuiltIn.FindKey(key) is not { } known || !Has(known)) return false;
        _keys.Add((key, value));
        return true;
    }

    /// <summary>
    /// The key tables of 7.5 and 8.12 are known. What lies between has the keys that both have; older loads are taken
    /// to have those of 7.5, and pass over the others (§6.1: an unknown key only counts a warning).
    /// </summary>
    private bool Has(SipKey key) =>
        _version >= new LoadVersion(8, 12) ? key.In812
        : _version <= new LoadVersion(7, 5, int.MaxValue, 0) ? key.In75
        : key.In75 && key.In812;

    internal static string Text(IEnumerable<(string Key, string Value)> keys)
    {
        StringBuilder text = new();
        foreach ((string key, string value) in keys) text.Append(key).Append(": \"").Append(value).Append("\"\n");
        return text.ToString();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
