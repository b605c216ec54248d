using Ringback.Bench.Servers.Results;

namespace Ringback.Bench.Servers.Reports;

/// <summary>A column of a scenario's table.</summary>
/// <param name="Title">Its head, with the unit.</param>
/// <param name="Cell">What stands in it for a server that was measured.</param>
internal sealed record Column(string Title, Func<ScenarioResult, string, string> Cell)
{
    /// <summary>A column that shows a quantity of each turn.</summary>
    internal static Column Of(string title, Func<Turn, double?> quantity) =>
        new(title, (result, server) => Figures.Text(result.Of(server, quantity)));

    /// <summary>A column that shows only the median, where the range says nothing new.</summary>
    internal static Column MedianOf(string title, Func<Turn, double?> quantity) =>
        new(title, (result, server) => Figures.Median(result.Of(server, quantity)));

    /// <summary>A column that holds the median against the best peer's.</summary>
    internal static Column AgainstBestPeer(Func<Turn, double?> quantity) =>
        new("× best peer", (result, server) =>
            Figures.Ratio(result.Of(server, quantity)?.Median / result.BestPeer(quantity)?.Value));
}
