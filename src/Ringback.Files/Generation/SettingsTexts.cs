using Ringback.Files.Configuration;
using Ringback.Files.Text;

namespace Ringback.Files.Generation;

/// <summary>Whether every text can stand in the file of its phone.</summary>
internal static class SettingsTexts
{
    private enum Kind
    {
        /// <summary>Any text.</summary>
        Text,

        /// <summary>An address or a name of a machine.</summary>
        Host,

        /// <summary>A file on the server.</summary>
        File,
    }

    internal static void Check(ConfigurationDraft draft, ConfigurationForm form)
    {
        foreach ((string field, string? value, Kind kind) in Texts(draft.Settings))
        {
            if (value is null) continue;
            if (Fault(value, kind, form) is { } fault) draft.Error(field, fault.Message, fault.Advice);
        }

        foreach ((string field, CallServer server) in Servers(draft.Settings))
        {
            if (server.SipPort is < 1 or > 65535 || server.SccpPort is < 1 or > 65535)
                draft.Error(field, "A port is a number from 1 to 65535.", "Correct it.");
        }
    }

    private static (string Message, string Advice)? Fault(string value, Kind kind, ConfigurationForm form)
    {
        if (value.Trim().Length == 0) return ("It is empty.", "Leave it out, or fill it.");
        if (value != value.Trim()) return ("Blanks stand at its ends.", "Take them out.");
        // XML could hold a line end; the call server's file, which has the same texts, would begin a line of its own.
        if (value.Any(char.IsControl))
            return ($"'{VisibleText.Show(value)}' holds a control character.", "Take line ends and tabs out.");
        if (kind is Kind.Host && !value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            return ($"'{VisibleText.Show(value)}' is no IPv4 address and no host name.", "Write one of them.");
        if (kind is Kind.File && !value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            return ($"'{VisibleText.Show(value)}' is no file name that a phone asks for.",
                "Take letters, digits, dots, dashes and underscores.");
        }

        const ConfigurationForm xml = ConfigurationForm.Classic | ConfigurationForm.JavaSccp | ConfigurationForm.JavaSip
            | ConfigurationForm.Basic;
        if (xml.HasFlag(form))
        {
            return XmlEscapes.CanHold(value) ? null
                : ("It holds a character that XML cannot.", "Take control characters out.");
        }

        // Nothing but ASCII is known to be read from the other forms, and a .cnf file has no escape for a quote.
        return CnfText.CanHold(value) ? null
            : ("It holds a character that the phone's file cannot: a quote, or a letter outside ASCII.",
                "Write it with plain letters, such as ue for ü.");
    }

    private static IEnumerable<(string Field, CallServer Server)> Servers(PhoneSettings settings)
    {
        if (settings.Server is { } server) yield return ("server", server);
        for (int i = 0; i < settings.BackupServers.Count; i++)
            yield return (ConfigurationDraft.Field("backupServers", i), settings.BackupServers[i]);
        for (int i = 0; i < settings.Lines.Count; i++)
        {
            if (settings.Lines[i].Server is { } own) yield return (ConfigurationDraft.Field("lines", i, "server"), own);
        }
    }

    private static IEnumerable<(string Field, string? Value, Kind Kind)> Texts(PhoneSettings s)
    {
        foreach ((string field, CallServer server) in Servers(s)) yield return (field, server.Host, Kind.Host);
        for (int i = 0; i < s.Lines.Count; i++)
        {
            PhoneLine line = s.Lines[i];
            yield return (ConfigurationDraft.Field("lines", i, "name"), line.Name, Kind.Text);
            yield return (ConfigurationDraft.Field("lines", i, "authName"), line.AuthName, Kind.Text);
            yield return (ConfigurationDraft.Field("lines", i, "password"), line.Password, Kind.Text);
            yield return (ConfigurationDraft.Field("lines", i, "displayName"), line.DisplayName, Kind.Text);
            yield return (ConfigurationDraft.Field("lines", i, "label"), line.Label, Kind.Text);
            yield return (ConfigurationDraft.Field("lines", i, "contact"), line.Contact, Kind.Text);
        }

        for (int i = 0; i < s.SpeedDials.Count; i++)
        {
            yield return (ConfigurationDraft.Field("speedDials", i, "number"), s.SpeedDials[i].Number, Kind.Text);
            yield return (ConfigurationDraft.Field("speedDials", i, "label"), s.SpeedDials[i].Label, Kind.Text);
        }

        for (int i = 0; i < s.DialPlan.Count; i++)
        {
            yield return (ConfigurationDraft.Field("dialPlan", i, "match"), s.DialPlan[i].Match, Kind.Text);
            yield return (ConfigurationDraft.Field("dialPlan", i, "rewrite"), s.DialPlan[i].Rewrite, Kind.Text);
            yield return (ConfigurationDraft.Field("dialPlan", i, "tone"), s.DialPlan[i].Tone, Kind.Text);
        }

        for (int i = 0; i < s.Rings.Count; i++)
        {
            yield return (ConfigurationDraft.Field("rings", i, "name"), s.Rings[i].DisplayName, Kind.Text);
            yield return (ConfigurationDraft.Field("rings", i, "file"), s.Rings[i].FileName, Kind.Text);
        }

        foreach ((string field, string? value, Kind kind) in Single(s)) yield return (field, value, kind);
    }

    private static IEnumerable<(string Field, string? Value, Kind Kind)> Single(PhoneSettings s) =>
    [
        ("label", s.Label, Kind.Text), ("phonePassword", s.PhonePassword, Kind.Text),
        ("ntpServer", s.NtpServer, Kind.Host), ("dialPlanFile", s.DialPlanFile, Kind.File),
        ("softKeysFile", s.SoftKeysFile, Kind.File), ("voicemail", s.VoicemailNumber, Kind.Text),
        ("sshUser", s.SshUser, Kind.Text), ("sshPassword", s.SshPassword, Kind.Text),
        ("locale.name", s.Locale?.Name, Kind.Text), ("locale.language", s.Locale?.LanguageCode, Kind.Text),
        ("locale.network", s.Locale?.NetworkLocale, Kind.Text), ("servicesUrl", s.ServicesUrl, Kind.Text),
        ("directoryUrl", s.DirectoryUrl, Kind.Text), ("logoUrl", s.LogoUrl, Kind.Text),
    ];
}
