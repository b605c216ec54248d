using System.Text;
using Ringback.Catalogue.Problems;
using Ringback.Files.Generation;

namespace Ringback.Workbench.Fleet.Exports;

/// <summary>
/// Endpoint, authentication and address of record of each line for <c>pjsip.conf</c>. The transports are the user's:
/// <c>transport-udp</c> and <c>transport-tcp</c>.
/// </summary>
internal static class PjsipExport
{
    internal static ConfigurationFile? Of(
        List<(ConfigurationRequest Phone, PhoneLine Line)> lines, List<Problem> problems)
    {
        if (lines.Count == 0) return null;
        ConfText conf = new();
        conf.Comment("Lines of Cisco phones. [transport-udp] or [transport-tcp] and the context are yours.");
        foreach (var line in lines.GroupBy(l => l.Line.Name))
        {
            (ConfigurationRequest phone, PhoneLine first) = line.First();
            if (!ConfText.CanName(first.Name))
            {
                problems.Add(CallServerExport.Unfit(phone.Mac, "lines",
                    $"'{first.Name}' cannot be the name of a section of pjsip.conf.",
                    "Take letters, digits, dots and dashes."));
                continue;
            }

            string display = first.DisplayName ?? first.Name;
            if (!ConfText.CanHold(first.Password ?? "") || !ConfText.CanHold(display)
                || display.Contains('"', StringComparison.Ordinal))
            {
                problems.Add(CallServerExport.Unfit(phone.Mac, "lines",
                    $"A text of line {first.Name} does not fit on a line of pjsip.conf.", "Take quotes out."));
                continue;
            }

            Endpoint(conf, phone, first, display);
            if (first.Password is { } password) Auth(conf, first, password);
            else
            {
                problems.Add(Problem.OfSetting(phone.Mac, ProblemSeverity.Warning, "lines",
                    $"Line {first.Name} has no password, so anybody can register as it.", "Give it one."));
            }

            conf.Section(first.Name);
            conf.Put("type", "aor");
            conf.Put("max_contacts", line.Count().ToString(System.Globalization.CultureInfo.InvariantCulture));
            // A phone that was restarted registers again from the same place with another name.
            if (line.Count() == 1) conf.Put("remove_existing", "yes");
        }

        return new ConfigurationFile("pjsip.phones.conf", Encoding.UTF8.GetBytes(conf.ToString()),
            "holds the lines for Asterisk; include it in pjsip.conf with #include");
    }

    private static void Endpoint(ConfText conf, ConfigurationRequest phone, PhoneLine line, string display)
    {
        conf.Section(line.Name);
        conf.Put("type", "endpoint");
        conf.Put("transport", phone.Settings.Transport is SipTransport.Tcp ? "transport-tcp" : "transport-udp");
        conf.Put("context", "default");
        conf.Put("disallow", "all");
        conf.Put("allow", phone.Settings.Codec switch
        {
            PhoneCodec.G711Alaw => "alaw,ulaw",
            PhoneCodec.G729 => "g729,ulaw,alaw",
            _ => "ulaw,alaw",
        });
        conf.Put("dtmf_mode", phone.Settings.Dtmf is DtmfMode.InBand ? "inband" : "rfc4733");
        conf.Put("callerid", $"\"{display}\" <{line.Name}>");
        conf.Put("aors", line.Name);
        if (line.Password is not null) conf.Put("auth", line.Name);
        conf.Put("direct_media", "no");
        if (!CallServerExport.IsClassic(phone.Model)) return;
        // It speaks from a passing port and listens on the one in its Via (sources.md 7940-7960 §7.2), so an answer
        // to where the packet came from is lost.
        conf.Put("force_rport", "no");
        conf.Put("rewrite_contact", "no");
        conf.Put("rtp_symmetric", "no");
    }

    private static void Auth(ConfText conf, PhoneLine line, string password)
    {
        conf.Section(line.Name);
        conf.Put("type", "auth");
        conf.Put("auth_type", "userpass");
        conf.Put("username", line.AuthName ?? line.Name);
        conf.Put("password", password);
    }
}
