using System.Text;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Files.Generation;

namespace Ringback.Workbench.Fleet.Exports;

/// <summary>Device and line sections for the <c>sccp.conf</c> of chan-sccp.</summary>
internal static class ChanSccpExport
{
    internal static ConfigurationFile? Of(List<ConfigurationRequest> phones, List<Problem> problems)
    {
        if (phones.Count == 0) return null;
        ConfText conf = new();
        conf.Comment("Devices and lines of Cisco phones; [general] with bindaddr, deny and permit is yours.");
        Dictionary<string, PhoneLine> lines = [];
        foreach (ConfigurationRequest phone in phones) Device(conf, phone, lines, problems);
        foreach (PhoneLine line in lines.Values) Line(conf, line);
        return new ConfigurationFile("sccp.phones.conf", Encoding.UTF8.GetBytes(conf.ToString()),
            "holds the devices and lines for chan-sccp; include it in sccp.conf with #include");
    }

    /// <summary>The number of the model, as chan-sccp calls the type: 7941 and 7941GE, 7970.</summary>
    internal static string TypeOf(PhoneModel model) =>
        model.Model.EndsWith("-GE", StringComparison.Ordinal) ? model.Model[..4] + "GE"
        : model.Model.Replace(" ", "", StringComparison.Ordinal).TrimEnd('G').ToLowerInvariant();

    private static void Device(ConfText conf, ConfigurationRequest phone, Dictionary<string, PhoneLine> lines,
        List<Problem> problems)
    {
        PhoneSettings settings = phone.Settings;
        if (settings.Lines.Count == 0)
        {
            problems.Add(CallServerExport.Unfit(phone.Mac, "lines",
                "The phone has no line, so chan-sccp would turn it away.", "Give it a line."));
            return;
        }

        conf.Section("SEP" + phone.Mac);
        conf.Put("type", "device");
        conf.Put("devicetype", TypeOf(phone.Model));
        conf.Put("description", Plain(settings.Label ?? settings.Lines[0].DisplayName ?? settings.Lines[0].Name));
        foreach (PhoneLine line in settings.Lines)
        {
            if (!ConfText.CanName(line.Name) || !ConfText.CanHold(line.DisplayName ?? "")
                || !ConfText.CanHold(line.Label ?? ""))
            {
                problems.Add(CallServerExport.Unfit(phone.Mac, "lines",
                    $"'{line.Name}' or a text of it does not fit into sccp.conf.", "Take plain letters and digits."));
                continue;
            }

            conf.Put("button", $"line, {line.Name}");
            if (!lines.TryAdd(line.Name, line) && lines[line.Name] != line)
            {
                problems.Add(CallServerExport.Unfit(phone.Mac, "lines",
                    $"Two phones have a line {line.Name} and do not agree about it.", "Write it alike in both."));
            }
        }

        // Commas part the fields of a button.
        foreach (SpeedDial dial in settings.SpeedDials)
            conf.Put("button", $"speeddial, {Plain(dial.Label)}, {Plain(dial.Number)}");
    }

    private static void Line(ConfText conf, PhoneLine line)
    {
        conf.Section(line.Name);
        conf.Put("type", "line");
        conf.Put("label", line.Label ?? line.Name);
        conf.Put("description", line.DisplayName ?? line.Name);
        conf.Put("cid_name", line.DisplayName ?? line.Name);
        conf.Put("cid_num", line.Name);
        conf.Put("context", "default");
    }

    private static string Plain(string text) => text.Replace(',', ' ');
}
