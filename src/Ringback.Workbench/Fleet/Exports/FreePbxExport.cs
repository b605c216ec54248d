using System.Globalization;
using System.Text;
using CsvHelper;
using Ringback.Catalogue.Problems;
using Ringback.Files.Generation;

namespace Ringback.Workbench.Fleet.Exports;

/// <summary>
/// A CSV for the Bulk Handler of FreePBX 13 and later, type Extensions. It needs the number, the name and the
/// technology, and fills what is not there; the other columns are keys of the pjsip driver (from the source of the
/// modules core and bulkhandler).
/// </summary>
internal static class FreePbxExport
{
    private static readonly string[] Columns =
    [
        "extension", "name", "description", "tech", "secret", "transport", "max_contacts", "dtmfmode", "force_rport",
        "rewrite_contact", "rtp_symmetric",
    ];

    internal static ConfigurationFile? Of(
        List<(ConfigurationRequest Phone, PhoneLine Line)> lines, List<Problem> problems)
    {
        if (lines.Count == 0) return null;
        using StringWriter text = new(CultureInfo.InvariantCulture) { NewLine = "\r\n" };
        using CsvWriter csv = new(text, CultureInfo.InvariantCulture);
        foreach (string column in Columns) csv.WriteField(column);
        csv.NextRecord();
        foreach (var line in lines.GroupBy(l => l.Line.Name))
        {
            (ConfigurationRequest phone, PhoneLine first) = line.First();
            if (!first.Name.All(char.IsAsciiDigit))
            {
                problems.Add(CallServerExport.Unfit(phone.Mac, "lines",
                    $"'{first.Name}' is no number, and FreePBX calls a line by a number.", "Give the line a number."));
                continue;
            }

            if (first.AuthName is { } login && login != first.Name)
            {
                problems.Add(CallServerExport.Unfit(phone.Mac, "lines",
                    $"Line {first.Name} registers as {login}, and FreePBX takes the number as name.",
                    "Leave authName out."));
                continue;
            }

            if (first.Password is null)
            {
                problems.Add(CallServerExport.Unfit(phone.Mac, "lines",
                    $"Line {first.Name} has no password, and FreePBX wants one.", "Give it one."));
                continue;
            }

            foreach (string cell in Cells(phone, first, line.Count())) csv.WriteField(cell);
            csv.NextRecord();
        }

        csv.Flush();
        return new ConfigurationFile("freepbx-extensions.csv", Encoding.UTF8.GetBytes(text.ToString()),
            "holds the lines for FreePBX: Admin, Bulk Handler, Import, Extensions");
    }

    private static IEnumerable<string> Cells(ConfigurationRequest phone, PhoneLine line, int phones)
    {
        bool classic = CallServerExport.IsClassic(phone.Model);
        string name = line.DisplayName ?? line.Name;
        return
        [
            line.Name, name, name, "pjsip", line.Password!,
            phone.Settings.Transport is SipTransport.Tcp ? "0.0.0.0-tcp" : "0.0.0.0-udp",
            phones.ToString(CultureInfo.InvariantCulture),
            phone.Settings.Dtmf is DtmfMode.InBand ? "inband" : "rfc4733",
            classic ? "no" : "yes", classic ? "no" : "yes", classic ? "no" : "yes",
        ];
    }
}
