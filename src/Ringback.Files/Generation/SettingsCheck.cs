using System.Globalization;
using Ringback.Catalogue.Tables;
using Ringback.Files.Configuration;

namespace Ringback.Files.Generation;

/// <summary>
/// What a phone would cut off, refuse or misread. Nothing is shortened: a person decides what goes (sources.md
/// 7940-7960 §4.1, §6.2; other-phones §4.2, §4.4).
/// </summary>
internal sealed class SettingsCheck
{
    private const int LongestPhonePassword = GeneratedConfiguration.LongestPhonePassword;
    private const int MostRings = 50;
    private const int MostServers = 5;
    private const int LongestJavaText = 30;
    private const int LongestRing = 25;
    private const int LongestJavaLabel = 12;

    // The screen of a 7940 shows about as many; a longer text is not shown whole (7940-7960 §6.2).
    private const int LikelyLabel = 11;

    private readonly ConfigurationDraft _draft;
    private readonly PhoneSettings _settings;
    private readonly ConfigurationForm _form;

    private SettingsCheck(ConfigurationDraft draft)
    {
        _draft = draft;
        _settings = draft.Settings;
        _form = ConfigurationForms.Of(draft);
    }

    internal static void Check(ConfigurationDraft draft)
    {
        SettingsCheck check = new(draft);
        SettingsTexts.Check(draft, check._form);
        check.Servers();
        check.Lines();
        check.Keys();
        check.Screen();
        check.Clock();
        check.Calls();
        check.Vendor();
        SettingsReach.Tell(draft, check._form);
    }

    private void Servers()
    {
        bool needsServer = _form is not (ConfigurationForm.MgcCnf or ConfigurationForm.Ata);
        if (_settings.Server is null && needsServer)
            _draft.Error("server", "No call server is named.", "Name the one that the phone shall register with.");
        int most = _form is ConfigurationForm.SipCnf ? 2 : MostServers;
        if (_settings.BackupServers.Count + 1 > most)
        {
            _draft.Error("backupServers", $"The phone takes {most - 1} of them, and there are "
                + $"{_settings.BackupServers.Count}.", "Take some out.");
        }

        bool udpOnly = _form is ConfigurationForm.SipCnf or ConfigurationForm.ProfileSip;
        if (udpOnly && _settings.Transport is SipTransport.Tcp)
        {
            _draft.Error("transport", $"A {_draft.Model.Model} speaks SIP over UDP only, as far as is known.",
                "Write udp, here and at the server.");
        }
    }

    private void Lines()
    {
        bool java = _form is ConfigurationForm.JavaSip;
        for (int i = 0; i < _settings.Lines.Count; i++)
        {
            PhoneLine line = _settings.Lines[i];
            if (_form is ConfigurationForm.SipCnf)
            {
                Longest(Field(i, "password"), line.Password, LongestPhonePassword, here: true);
                Likely(Field(i, "label"), line.Label ?? line.Name);
            }

            if (!java) continue;
            Longest(Field(i, "name"), line.Name, LongestJavaText);
            Longest(Field(i, "label"), line.Label, LongestJavaText);
            Longest(Field(i, "password"), line.Password, LongestJavaText, here: true);
        }

        for (int i = 0; java && i < _settings.SpeedDials.Count; i++)
            Longest(ConfigurationDraft.Field("speedDials", i, "label"), _settings.SpeedDials[i].Label, LongestJavaText);
    }

    private void Keys()
    {
        if (_form is not (ConfigurationForm.SipCnf or ConfigurationForm.JavaSip or ConfigurationForm.ProfileSip))
            return;
        bool profile = _form is ConfigurationForm.ProfileSip;
        // Only a Java phone has speed dials from a file; the others leave them out.
        int dials = _form is ConfigurationForm.JavaSip ? _settings.SpeedDials.Count : 0;
        int used = _settings.Lines.Count + dials;
        string what = dials == 0 ? "lines" : "lines and speed dials";
        if ((profile ? 1 : _draft.Model.Lines?.Value) is { } known)
        {
            if (used <= known) return;
            _draft.Error("lines", $"A {_draft.Model.Model} has {known} of them, and there are {used} {what}.",
                "Take some out.");
        }
        else if (LikelyKeys() is { } likely && used > likely)
        {
            _draft.Warn("lines", $"A {_draft.Model.Model} has {likely} keys as far as is known, and there are "
                + $"{used} {what}.", "Take some out, unless it has more keys.");
        }
    }

    private int? LikelyKeys() => EmbeddedTable.Rows(typeof(SettingsCheck), "line-keys.txt")
        .FirstOrDefault(r => r[0] == _draft.Model.Model) is { } row
            ? int.Parse(row[1], CultureInfo.InvariantCulture)
            : null;

    private void Screen()
    {
        if (_form is not ConfigurationForm.ProfileSip and not ConfigurationForm.ProfileSccp)
            Longest("phonePassword", _settings.PhonePassword, LongestPhonePassword);
        if (_form is ConfigurationForm.SipCnf && _settings.Label is { } text) Likely("label", text);
        if (_form is not ConfigurationForm.JavaSip || _settings.Label is not { } label) return;
        Longest("label", label, LongestJavaLabel);
        if (label.Contains(' ', StringComparison.Ordinal) && _draft.Model.Family == "java")
            _draft.Error("label", "The label of such a phone has no blanks.", "Write it without.");
    }

    private void Clock()
    {
        if (_settings.DateFormat is { } date && PhoneDate.Read(date) is null)
        {
            _draft.Error("dateFormat", $"'{date}' is no date format.",
                "Write D, M and Y (or YY) with /, - or . between, such as D/M/Y.");
        }

        if (_settings.TimeZone is not { } name) return;
        if (TimeZones.Find(name) is not { } zone)
        {
            _draft.Error("timeZone", $"'{name}' is no time zone that is known here.",
                "Write a name such as Europe/Berlin; docs/configure.md lists them."
                + (Nearest.Of(name, TimeZones.Names) is { } near ? $" Did you mean {near}?" : ""));
            return;
        }

        bool java = _form is ConfigurationForm.JavaSccp or ConfigurationForm.JavaSip;
        if (!java) return;
        if (zone.JavaName is null)
        {
            _draft.LeftOut("timeZone", $"a {_draft.Model.Model} has no name for the clock of {zone.Name}.",
                "Name a zone with the same clock, or leave it out.");
        }
        else if (zone.Summer is SummerTime.Inexpressible)
        {
            _draft.Warn("timeZone", $"The days on which {zone.Name} changes its clocks are in the phone's firmware, "
                + "and may be those of another year.", "Look at the phone's clock after the next change.");
        }
    }

    private void Calls()
    {
        for (int i = 0; i < _settings.DialPlan.Count; i++)
        {
            DialRule rule = _settings.DialPlan[i];
            if (rule.TimeoutSeconds < 0)
            {
                _draft.Error(ConfigurationDraft.Field("dialPlan", i, "timeout"), "The timeout is less than 0.",
                    "Write seconds; 0 dials at once.");
            }
        }

        bool xml = _form is not ConfigurationForm.SipCnf;
        if (xml && _settings.Rings.Count > MostRings)
            _draft.Error("rings", $"A phone reads {MostRings} rings.", "Take some out.");
        for (int i = 0; xml && i < _settings.Rings.Count; i++)
        {
            Longest(ConfigurationDraft.Field("rings", i, "name"), _settings.Rings[i].DisplayName, LongestRing);
            Longest(ConfigurationDraft.Field("rings", i, "file"), _settings.Rings[i].FileName, LongestRing);
        }
    }

    private void Vendor()
    {
        const ConfigurationForm xml =
            ConfigurationForm.Classic | ConfigurationForm.JavaSccp | ConfigurationForm.JavaSip;
        if (_settings.GratuitousArp is null || !xml.HasFlag(_form)) return;
        _draft.Note("gratuitousArp", "That 0 switches it on, as with its neighbours webAccess and pcPort, is a "
            + "conclusion: no source says what the number means.", "Look at the phone's network page.");
    }

    private void Longest(string field, string? value, int longest, bool here = false)
    {
        if (value is null || value.Length <= longest) return;
        _draft.Error(field, $"It has {value.Length} characters, and the phone keeps {longest}.",
            $"Shorten it to {longest} characters{(here ? ", here and at the server" : "")}.");
    }

    private void Likely(string field, string value)
    {
        if (value.Length <= LikelyLabel) return;
        _draft.Warn(field, $"It has {value.Length} characters, and the screen shows about {LikelyLabel}.",
            "Shorten it, or look at the phone.");
    }

    private static string Field(int line, string name) => ConfigurationDraft.Field("lines", line, name);
}
