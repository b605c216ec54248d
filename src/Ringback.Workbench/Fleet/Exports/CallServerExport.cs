using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Generation;

namespace Ringback.Workbench.Fleet.Exports;

/// <summary>The call servers whose side can be written.</summary>
public enum CallServerKind
{
    /// <summary>Asterisk with PJSIP: sections for <c>pjsip.conf</c>.</summary>
    Pjsip,

    /// <summary>Asterisk with chan-sccp: sections for <c>sccp.conf</c>.</summary>
    ChanSccp,

    /// <summary>FreePBX: a CSV for its Bulk Handler.</summary>
    FreePbx,
}

/// <summary>The call server's side of the phones: the same lines, names and passwords.</summary>
public static class CallServerExport
{
    /// <summary>Writes it.</summary>
    /// <param name="kind">For which call server.</param>
    /// <param name="phones">The phones, as their own files were made from.</param>
    /// <remarks>
    /// A line whose password is not set gets the one that its phone's file has: none, or the phone's MAC address where
    /// the line is named after the phone.
    /// </remarks>
    public static ConfigurationSet Of(CallServerKind kind, IReadOnlyList<ConfigurationRequest> phones)
    {
        List<Problem> problems = [];
        ConfigurationFile? file = kind switch
        {
            CallServerKind.Pjsip => PjsipExport.Of(SipLines(phones, "pjsip", problems), problems),
            CallServerKind.ChanSccp => ChanSccpExport.Of(SccpPhones(phones, problems), problems),
            _ => FreePbxExport.Of(SipLines(phones, "freepbx", problems), problems),
        };
        bool usable = file is not null && !problems.Exists(p => p.Severity is ProblemSeverity.Error);
        return new ConfigurationSet(usable ? [file!] : [], problems);
    }

    /// <summary>The lines of a SIP phone; the one that is named after it where it has none.</summary>
    internal static IReadOnlyList<PhoneLine> LinesOf(ConfigurationRequest phone)
    {
        if (phone.Settings.Lines.Count > 0) return phone.Settings.Lines;
        string mac = phone.Mac.ToString();
        return [new PhoneLine(mac) { Password = mac, Label = mac[6..] }];
    }

    private static List<(ConfigurationRequest Phone, PhoneLine Line)> SipLines(
        IReadOnlyList<ConfigurationRequest> phones, string export, List<Problem> problems)
    {
        List<(ConfigurationRequest Phone, PhoneLine Line)> lines = [];
        foreach (ConfigurationRequest phone in phones)
        {
            if (phone.Load.Protocol is PhoneProtocol.Sip)
            {
                lines.AddRange(LinesOf(phone).Select(l => (phone, l)));
                continue;
            }

            problems.Add(Problem.OfSetting(phone.Mac, ProblemSeverity.Warning, "to",
                $"{phone.Load} speaks no SIP, so the phone is not in the {export} export.",
                "Export chan-sccp for SCCP phones."));
        }

        foreach (var name in lines.GroupBy(l => l.Line.Name))
        {
            if (name.Select(l => (l.Line.AuthName, l.Line.Password)).Distinct().Count() == 1) continue;
            problems.Add(Problem.OfSetting(name.Last().Phone.Mac, ProblemSeverity.Error, "lines",
                $"Two phones have a line {name.Key}, with different names or passwords for it.",
                "Give both the same, or other lines."));
        }

        return lines;
    }

    private static List<ConfigurationRequest> SccpPhones(
        IReadOnlyList<ConfigurationRequest> phones, List<Problem> problems)
    {
        List<ConfigurationRequest> sccp = [];
        foreach (ConfigurationRequest phone in phones)
        {
            if (phone.Load.Protocol is PhoneProtocol.Sccp or null) sccp.Add(phone);
            else
            {
                problems.Add(Problem.OfSetting(phone.Mac, ProblemSeverity.Warning, "to",
                    $"{phone.Load} speaks no SCCP, so the phone is not in the chan-sccp export.",
                    "Export pjsip or freepbx for SIP phones."));
            }
        }

        return sccp;
    }

    internal static Problem Unfit(MacAddress mac, string field, string message, string advice) =>
        Problem.OfSetting(mac, ProblemSeverity.Error, field, message, advice);

    /// <summary>
    /// Whether answers to the model must go where it says, and not where its packet came from.
    /// </summary>
    internal static bool IsClassic(PhoneModel model) => model.Family == "7940-7960";
}
