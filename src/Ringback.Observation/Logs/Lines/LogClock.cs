namespace Ringback.Observation.Logs.Lines;

/// <summary>
/// Makes times of what lines tell: the year that syslog leaves out, the day that a sniffer leaves out, the order of day
/// and month that differs from country to country. Times without a zone are taken as they stand.
/// </summary>
/// <param name="reference">About when the log ends: a year that is not told is the last in which it fits.</param>
internal sealed class LogClock(DateTimeOffset reference)
{
    private static readonly TimeSpan Early = TimeSpan.FromHours(12);

    // A clock that is a day ahead is no other year.
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(2);

    private bool _dayFirst = true;
    private bool _isOrderKnown;
    private DateTimeOffset _last = DateTimeOffset.MinValue;
    private int _days;
    private TimeSpan _lastOfDay;

    /// <summary>
    /// What it has learned, so that a time is forgotten again that turns out to be none of the log's.
    /// </summary>
    internal (bool DayFirst, bool IsOrderKnown, DateTimeOffset Last, int Days, TimeSpan LastOfDay) Learned
    {
        get => (_dayFirst, _isOrderKnown, _last, _days, _lastOfDay);
        set => (_dayFirst, _isOrderKnown, _last, _days, _lastOfDay) = value;
    }

    /// <summary>The time; false when there is no such day.</summary>
    internal bool TryTell(in LogTime said, out DateTimeOffset at)
    {
        at = default;
        if (said.Month == 0)
        {
            if (said.OfDay + Early < _lastOfDay) _days++;
            _lastOfDay = said.OfDay;
            return TryAdd(DateTimeOffset.UnixEpoch.AddDays(_days), said.OfDay, said.Offset, out at);
        }

        (int month, int day) = InOrder(said);
        if (month is < 1 or > 12 || day < 1) return false;
        int year = said.Year != 0 ? said.Year : YearOf(month, day);
        if (year is < 1970 or > 2200 || day > DateTime.DaysInMonth(year, month)) return false;
        DateTimeOffset date = new(year, month, day, 0, 0, 0, TimeSpan.Zero);
        if (!TryAdd(date, said.OfDay, said.Offset, out at)) return false;
        _last = at;
        return true;
    }

    private static bool TryAdd(DateTimeOffset day, TimeSpan ofDay, TimeSpan? offset, out DateTimeOffset at)
    {
        TimeSpan since = ofDay - (offset ?? TimeSpan.Zero);
        at = default;
        if (since < -TimeSpan.FromDays(2) || since > TimeSpan.FromDays(40_000)) return false;
        at = day + since;
        return true;
    }

    private (int Month, int Day) InOrder(in LogTime said)
    {
        if (!said.IsOrderUnsure) return (said.Month, said.Day);
        if (!_isOrderKnown && (said.Month > 12) != (said.Day > 12))
        {
            _isOrderKnown = true;
            // As read, the first number is the day.
            _dayFirst = said.Month <= 12;
        }

        return _dayFirst ? (said.Month, said.Day) : (said.Day, said.Month);
    }

    private int YearOf(int month, int day)
    {
        if (_last > DateTimeOffset.MinValue)
        {
            // December goes over into January.
            int year = _last.Year;
            if (month == 1 && _last.Month == 12) return year + 1;
            return month == 12 && _last.Month == 1 ? year - 1 : year;
        }

        int last = reference.Year;
        if (day > DateTime.DaysInMonth(last, month)) return last - 1;
        return new DateTimeOffset(last, month, day, 0, 0, 0, TimeSpan.Zero) > reference + Ahead ? last - 1 : last;
    }
}
