using Ringback.Bench.Servers.Results;

namespace Ringback.Bench.Servers.Reports;

/// <summary>How figures are written for readers.</summary>
internal static class Figures
{
    /// <summary>What stands where there is nothing.</summary>
    internal const string None = "–";

    /// <summary>Three digits that count: 0.123, 1.23, 12.3, 123, 1,234.</summary>
    internal static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.001 => value.ToString("0.0000"),
        < 1 => value.ToString("0.000"),
        < 10 => value.ToString("0.00"),
        < 100 => value.ToString("0.0"),
        _ => value.ToString("N0"),
    };

    /// <summary>The median, with the least and the most behind it when there were several turns.</summary>
    internal static string Text(Spread? spread) => spread switch
    {
        null => None,
        { } s when s.Least == s.Most => Number(s.Median),
        { } s => $"{Number(s.Median)} ({Number(s.Least)}–{Number(s.Most)})",
    };

    /// <summary>Only the median.</summary>
    internal static string Median(Spread? spread) => spread is { } s ? Number(s.Median) : None;

    /// <summary>A ratio as "1.23 ×".</summary>
    internal static string Ratio(double? ratio) => ratio is { } r && double.IsFinite(r) ? $"{r:0.00} ×" : None;

    /// <summary>Megabytes of 10⁶ bytes.</summary>
    internal static double Megabytes(long bytes) => bytes / 1e6;
}
