namespace Ringback.Bench.Attack.Watching;

/// <summary>Whether something grows: the first quarter beside the last one, and the slope of the line.</summary>
/// <param name="First">The mean of the first quarter.</param>
/// <param name="Last">The mean of the last quarter.</param>
/// <param name="Most">The largest of all.</param>
/// <param name="PerHour">By how much it grows in an hour.</param>
internal sealed record Trend(double First, double Last, double Most, double PerHour)
{
    // Code is compiled and tables are filled while it warms up.
    private const int WarmUpParts = 10;

    /// <summary>The trend of a value, without the warm-up.</summary>
    internal static Trend Of(IReadOnlyList<Sample> samples, Func<Sample, double> value)
    {
        Sample[] warm = [.. samples.Skip(samples.Count / WarmUpParts)];
        if (warm.Length == 0) return new Trend(0, 0, 0, 0);
        int quarter = Math.Max(1, warm.Length / 4);
        double meanAt = warm.Average(s => s.At.TotalHours), mean = warm.Average(value);
        double spread = warm.Sum(s => (s.At.TotalHours - meanAt) * (s.At.TotalHours - meanAt));
        double slope = spread == 0
            ? 0
            : warm.Sum(s => (s.At.TotalHours - meanAt) * (value(s) - mean)) / spread;
        return new Trend(
            warm.Take(quarter).Average(value), warm.TakeLast(quarter).Average(value), warm.Max(value), slope);
    }
}
