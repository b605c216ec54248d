using Ringback.Catalogue.Problems;

namespace Ringback.Files.Generation;

/// <summary>Files of several phones in one folder.</summary>
internal static class SharedFiles
{
    // A phone that has a file of its own does without these.
    private static readonly string[] Dispensable = ["SIPDefault.cnf", "MGCDefault.cnf"];

    /// <summary>Every file once; one that phones want with different contents is told.</summary>
    internal static List<ConfigurationFile> Merge(
        IEnumerable<ConfigurationDraft> drafts, List<Problem> problems)
    {
        List<ConfigurationFile> files = [];
        foreach (IGrouping<string, ConfigurationFile> name in drafts.SelectMany(d => d.Files)
            .GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase))
        {
            ConfigurationFile first = name.First();
            if (name.All(f => f.Content.Span.SequenceEqual(first.Content.Span))) files.Add(first);
            else problems.Add(Conflict(first.Name));
        }

        return files;
    }

    private static Problem Conflict(string name) => Dispensable.Contains(name)
        ? Problem.OfSetting(null, ProblemSeverity.Warning, "to",
            $"The phones want different loads or servers in {name}, so it is not written; each phone's own file says "
                + "everything.",
            "Nothing is to be done, unless a phone without its own file must find a load.")
        : Problem.OfSetting(null, ProblemSeverity.Error, IsRingList(name) ? "rings" : "dialPlanFile",
            $"The phones want different contents in {name}, and all of them read the same file.",
            IsRingList(name)
                ? "Give all of them the same rings."
                : "Give phones with another dial plan another dialPlanFile.");

    private static bool IsRingList(string name) => name.StartsWith("ringlist", StringComparison.OrdinalIgnoreCase);
}
