using System.Globalization;
using System.Text;

namespace Ringback.Files.Generation;

/// <summary>The dial plan and the ring lists (sources.md 7940-7960 §6.3, other-phones §4.4).</summary>
internal static class SideFiles
{
    internal static void DialPlan(ConfigurationDraft draft)
    {
        XmlWriting sheet = new();
        sheet.Open("DIALTEMPLATE");
        foreach (DialRule rule in draft.Settings.DialPlan)
        {
            List<(string, string)> attributes =
            [
                ("MATCH", rule.Match),
                ("TIMEOUT", rule.TimeoutSeconds.ToString(CultureInfo.InvariantCulture)),
            ];
            if (rule.Rewrite is { } rewrite) attributes.Add(("REWRITE", rewrite));
            if (rule.Tone is { } tone) attributes.Add(("TONE", tone));
            sheet.Empty("TEMPLATE", attributes);
        }

        sheet.Close();
        draft.Add(draft.Settings.DialPlanFile, sheet.ToString(), "says when a dialled number is complete");
    }

    /// <summary>The list of a SIP 7940: label, tab, file.</summary>
    internal static void RingListText(ConfigurationDraft draft)
    {
        StringBuilder text = new();
        foreach (RingTone ring in draft.Settings.Rings)
            text.Append(ring.DisplayName).Append('\t').Append(ring.FileName).Append('\n');
        draft.Add("RINGLIST.DAT", text.ToString(), Why);
    }

    /// <summary>The list of everything else that has one.</summary>
    /// <param name="draft">The phone.</param>
    /// <param name="name">What its firmware calls it; letter case varies.</param>
    internal static void RingListXml(ConfigurationDraft draft, string name)
    {
        XmlWriting sheet = new();
        sheet.Open("CiscoIPPhoneRingList");
        foreach (RingTone ring in draft.Settings.Rings)
        {
            sheet.Open("Ring");
            sheet.Leaf("DisplayName", ring.DisplayName);
            sheet.Leaf("FileName", ring.FileName);
            sheet.Close();
        }

        sheet.Close();
        draft.Add(name, sheet.ToString(), Why);
    }

    internal static string WithoutXml(string name) =>
        name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;

    private const string Why = "lists the rings that the user can choose";
}
