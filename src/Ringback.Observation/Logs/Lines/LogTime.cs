namespace Ringback.Observation.Logs.Lines;

/// <summary>A time as a line tells it, which is seldom all of a time.</summary>
/// <param name="Year">The year; 0 when the line does not tell.</param>
/// <param name="Month">The month; 0 when the line tells no day.</param>
/// <param name="Day">The day of the month.</param>
/// <param name="OfDay">The time of the day, or the seconds since something began.</param>
internal readonly record struct LogTime(int Year, int Month, int Day, TimeSpan OfDay)
{
    /// <summary>How far the clock is from UTC; null when the line does not tell.</summary>
    internal TimeSpan? Offset { get; init; }

    /// <summary>True when day and month may be the other way round.</summary>
    internal bool IsOrderUnsure { get; init; }
}
