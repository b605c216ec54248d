namespace Ringback.Files.Generation;

/// <summary>Which settings have no place in a phone's files, and where they belong instead.</summary>
internal static class SettingsReach
{
    private const ConfigurationForm Java = ConfigurationForm.JavaSccp | ConfigurationForm.JavaSip;
    private const ConfigurationForm Sip = ConfigurationForm.SipCnf | ConfigurationForm.JavaSip;
    private const ConfigurationForm SipToo = Sip | ConfigurationForm.ProfileSip;
    private const ConfigurationForm Clocks = SipToo | ConfigurationForm.JavaSccp;
    private const ConfigurationForm Xml = Java | ConfigurationForm.Classic | ConfigurationForm.Basic
        | ConfigurationForm.ProfileSccp;

    // The last column is true for what an SCCP phone is told by its call server, so that nothing is lost.
    private static readonly (string Field, Func<PhoneSettings, bool> IsSet, ConfigurationForm TakenBy, bool ByServer)[]
        Table =
    [
        ("lines", s => s.Lines.Count > 0, SipToo, true),
        ("speedDials", s => s.SpeedDials.Count > 0, Sip, true),
        ("label", s => s.Label is not null, Sip, true),
        ("phonePassword", s => s.PhonePassword is not null,
            SipToo | Java | ConfigurationForm.ProfileSccp, false),
        ("timeZone", s => s.TimeZone is not null, Clocks, true),
        ("dateFormat", s => s.DateFormat is not null, Clocks, true),
        ("clock24", s => s.Clock24 is not null, Clocks, true),
        ("ntpServer", s => s.NtpServer is not null, Clocks, true),
        ("dialPlan", s => s.DialPlan.Count > 0, Sip, true),
        ("softKeysFile", s => s.SoftKeysFile is not null, ConfigurationForm.JavaSip, true),
        ("rings", s => s.Rings.Count > 0, Sip | Java | ConfigurationForm.Classic, false),
        ("voicemail", s => s.VoicemailNumber is not null, SipToo, true),
        ("codec", s => s.Codec is not null, SipToo, true),
        ("dtmf", s => s.Dtmf is not null, SipToo, true),
        ("webAccess", s => s.WebAccess is not null, Java | ConfigurationForm.Classic, false),
        ("settingsAccess", s => s.SettingsAccess is not null, Java | ConfigurationForm.Classic, false),
        ("gratuitousArp", s => s.GratuitousArp is not null,
            Java | ConfigurationForm.Classic | ConfigurationForm.SipCnf, false),
        ("sshAccess", s => s.SshAccess is not null, Java, false),
        ("sshUser", s => s.SshUser is not null, Java, false),
        ("sshPassword", s => s.SshPassword is not null, Java, false),
        ("spanToPcPort", s => s.SpanToPcPort is not null, Java, false),
        ("locale", s => s.Locale is not null, Xml, false),
        ("servicesUrl", s => s.ServicesUrl is not null, Xml | SipToo, false),
        ("directoryUrl", s => s.DirectoryUrl is not null, Xml | SipToo, false),
        ("logoUrl", s => s.LogoUrl is not null, ConfigurationForm.SipCnf, false),
        ("backupServers", s => s.BackupServers.Count > 0, Xml | Sip, false),
    ];

    internal static void Tell(ConfigurationDraft draft, ConfigurationForm form)
    {
        // What an MGCP phone and an ATA take is told in one sentence where their files are written.
        if (form is ConfigurationForm.MgcCnf or ConfigurationForm.Ata) return;
        string who = $"a {draft.Model.Model} with {draft.Load}";
        foreach ((string field, Func<PhoneSettings, bool> isSet, ConfigurationForm takenBy, bool byServer) in Table)
        {
            if (!isSet(draft.Settings) || takenBy.HasFlag(form)) continue;
            if (byServer && ConfigurationForm.ServedBySccp.HasFlag(form))
            {
                draft.Note(field, $"Over SCCP the call server tells {who}, so it is in none of its files.",
                    "Set it at the call server; its side of the lines can be exported.");
                continue;
            }

            draft.LeftOut(field, $"{who} has no setting for it that is known.", Advice(field));
        }
    }

    private static string Advice(string field) => field switch
    {
        "phonePassword" => "Nothing is to be done: **# unlocks the menus of an SCCP load.",
        "dialPlan" => "Its dial plan has another form (DialPlan); write the profile by hand with ringback profile.",
        _ => "Take it out for this phone.",
    };
}
