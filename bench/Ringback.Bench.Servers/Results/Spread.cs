namespace Ringback.Bench.Servers.Results;

/// <summary>What several turns gave.</summary>
internal readonly record struct Spread(double Median, double Least, double Most)
{
    /// <summary>The spread of the values that are there; null when none is.</summary>
    internal static Spread? Of(IEnumerable<double?> values)
    {
        double[] sorted = [.. values.OfType<double>().Order()];
        if (sorted.Length == 0) return null;
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }
}
