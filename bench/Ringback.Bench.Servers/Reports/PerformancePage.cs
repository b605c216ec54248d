namespace Ringback.Bench.Servers.Reports;

/// <summary>The page with the results: what stands between two marks is ours, everything else the authors'.</summary>
internal static class PerformancePage
{
    private const string Begin = "<!-- Written by bench/tftp from here: -->";
    private const string End = "<!-- to here. -->";

    /// <summary>Puts the report between the marks of a page.</summary>
    /// <returns>The new page; null when it has no marks.</returns>
    internal static string? Insert(string page, string report)
    {
        int begin = page.IndexOf(Begin, StringComparison.Ordinal);
        int end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin) return null;
        return $"{page[..(begin + Begin.Length)]}\n\n{report}\n{page[end..]}";
    }
}
