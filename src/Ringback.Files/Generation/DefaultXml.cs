using System.Text;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;

namespace Ringback.Files.Generation;

/// <summary>
/// <c>XMLDefault.cnf.xml</c>, one for all phones: what a phone reads that has no file of its own (sources.md
/// 7940-7960 §6.5, other-phones §2.11, §4.3).
/// </summary>
internal static class DefaultXml
{
    internal const string Name = "XMLDefault.cnf.xml";

    // A 7940 and a 7960 on an old load name no model, so the file of one serves both (sources.md 7940-7960 §2.2).
    private static readonly PhoneModel[] Classic =
        [.. new[] { "7960", "7940" }.Select(m => PhoneCatalogue.BuiltIn.Find(m)!)];

    /// <summary>The file; null when none of the phones reads it.</summary>
    internal static ConfigurationFile? Of(
        IReadOnlyList<ConfigurationDraft> drafts, List<Problem> problems)
    {
        ConfigurationDraft[] readers = [.. drafts.Where(d => d.LoadInDefaultXml is not null)];
        if (readers.Length == 0) return null;
        XmlWriting sheet = new();
        sheet.Open("Default");
        PhoneSettings first = readers[0].Settings;
        if (readers.All(r => SameServers(r.Settings, first)))
        {
            SepFile.CallManagers(sheet, first, sccp: true, sip: false);
        }
        else
        {
            problems.Add(Problem.OfSetting(null, ProblemSeverity.Info, "server",
                $"The phones have different servers, so {Name} names none; each phone's own file does.",
                "Nothing is to be done."));
        }

        foreach ((string element, string load) in Loads(readers, drafts, problems)) sheet.Leaf(element, load);
        sheet.Close();
        return new ConfigurationFile(Name, Encoding.ASCII.GetBytes(sheet.ToString()),
            "names the load of each model for a phone without a file of its own");
    }

    private static List<(string Element, string Load)> Loads(
        ConfigurationDraft[] readers, IReadOnlyList<ConfigurationDraft> all, List<Problem> problems)
    {
        List<(string Element, string Load)> loads = [];
        foreach (IGrouping<string, ConfigurationDraft> model in readers.GroupBy(r => r.Model.LoadInformation!))
        {
            string[] wanted = [.. model.Select(r => r.LoadInDefaultXml!).Distinct(StringComparer.OrdinalIgnoreCase)];
            if (wanted.Length == 1)
            {
                loads.Add((model.Key, wanted[0]));
                continue;
            }

            problems.Add(Problem.OfSetting(null, ProblemSeverity.Warning, "to",
                $"Phones of the model {model.First().Model.Model} are to run {string.Join(" and ", wanted)}, so {Name} "
                    + "names no load for it; each phone's own file does.",
                "Serve them from two folders if a phone without its own file must find a load."));
        }

        // A sibling that is here itself may be meant to speak SIP, and this file would call it back.
        if (loads.Find(l => Array.Exists(Classic, c => c.LoadInformation == l.Element)) is { Load: { } load })
        {
            loads.AddRange(Classic.Where(c => all.All(d => d.Model.LoadInformation != c.LoadInformation))
                .Select(c => (c.LoadInformation!, load)));
        }

        return [.. loads.OrderBy(l => l.Element.Length).ThenBy(l => l.Element, StringComparer.Ordinal)];
    }

    private static bool SameServers(PhoneSettings left, PhoneSettings right) =>
        left.Server == right.Server && left.BackupServers.SequenceEqual(right.BackupServers);
}
