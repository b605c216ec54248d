using System.Globalization;
using Ringback.Catalogue.Tables;

namespace Ringback.Files.Generation;

/// <summary>A change between standard and summer time: the week's Sunday of a month, at an hour of the clock.</summary>
/// <param name="Month">The month in English, as a SIP 7940 takes it.</param>
/// <param name="Week">1 to 4, or 8 for the last one (sources.md 7940-7960 §6.2).</param>
/// <param name="Hour">The hour that the wall clock shows before the change.</param>
internal readonly record struct ClockChange(string Month, int Week, int Hour);

/// <summary>Whether a zone has a summer time, and which.</summary>
internal enum SummerTime
{
    /// <summary>None.</summary>
    None,

    /// <summary>One whose days a rule can give.</summary>
    ByRule,

    /// <summary>One whose days no rule of these phones can give.</summary>
    Inexpressible,
}

/// <summary>A time zone in the words of each kind of phone.</summary>
/// <param name="Name">The name of the time zone database.</param>
/// <param name="Minutes">Minutes east of Greenwich, without summer time.</param>
/// <param name="Summer">Whether it has a summer time.</param>
/// <param name="JavaName">What a Java phone calls it; null when it has no name for it.</param>
internal sealed record PhoneTimeZone(string Name, int Minutes, SummerTime Summer, string? JavaName)
{
    /// <summary>When summer time begins; null without a rule.</summary>
    internal ClockChange? Begins { get; init; }

    /// <summary>When it ends; null without a rule.</summary>
    internal ClockChange? Ends { get; init; }

    /// <summary>What a SIP 7940 calls it; null when it has no name for that many minutes.</summary>
    internal string? SipName => TimeZones.SipNameOf(Minutes);

    /// <summary>
    /// What a 7905 or 7912 calls it: a code from 0 to 24 for whole hours, minutes for the others (from the sample
    /// profile of its SIP 8.0 package; sources.md other-phones §1.6 knows of both forms). 13 is twelve hours west.
    /// </summary>
    internal int ProfileCode => Minutes % 60 != 0 || Minutes > 720 ? Minutes
        : Minutes >= 0 ? Minutes / 60
        : 25 + (Minutes / 60);
}

/// <summary>The time zones that can be asked for.</summary>
internal static class TimeZones
{
    // The names stand in the firmware in this order (sources.md 7940-7960 §6.2); the hours are concluded
    // from that order and from what the letters usually mean. IMT is left out: nothing says what it is.
    private static readonly (string Name, int Minutes)[] SipNames =
    [
        ("IDL", -720), ("NT", -660), ("AHST", -600), ("YST", -540), ("PST", -480), ("MST", -420), ("CST", -360),
        ("EST", -300), ("AST", -240), ("NST", -210), ("BST", -180), ("AT", -120), ("WAT", -60), ("GMT", 0),
        ("CET", 60), ("EET", 120), ("BT", 180), ("IT", 210), ("ZP4", 240), ("AFG", 270), ("ZP5", 300), ("IST", 330),
        ("ZP6", 360), ("SUM", 390), ("WAST", 420), ("HST", 480), ("JST", 540), ("CAST", 570), ("EAST", 600),
        ("EADT", 660), ("NZST", 720),
    ];

    private static readonly PhoneTimeZone[] Table = Read();

    /// <summary>All names of the time zone database that the table has.</summary>
    internal static IEnumerable<string> Names => Table.Select(z => z.Name);

    /// <summary>
    /// The zone of a name in any letter case; of Cisco's names the first zone that bears it. Null when unknown.
    /// </summary>
    internal static PhoneTimeZone? Find(string name) =>
        Array.Find(Table, z => Same(z.Name, name))
        ?? Array.Find(Table, z => z.JavaName is { } java && Same(java, name))
        ?? Array.Find(Table, z => z.SipName is { } sip && Same(sip, name));

    internal static string? SipNameOf(int minutes) => Array.Find(SipNames, n => n.Minutes == minutes).Name;

    private static PhoneTimeZone[] Read() =>
    [
        .. EmbeddedTable.Rows(typeof(TimeZones), "time-zones.txt")
            .Select(r => Zone(r[0], int.Parse(r[1], CultureInfo.InvariantCulture), r[2], r[3])),
    ];

    private static PhoneTimeZone Zone(string name, int minutes, string rule, string javaName)
    {
        // The European Union changes at one o'clock of Greenwich everywhere, the others by their own clocks.
        int hour = minutes / 60;
        (ClockChange Begins, ClockChange Ends)? changes = rule switch
        {
            "eu" => (new ClockChange("March", 8, hour + 1), new ClockChange("October", 8, hour + 2)),
            "us" => (new ClockChange("March", 2, 2), new ClockChange("November", 1, 2)),
            "au" => (new ClockChange("October", 1, 2), new ClockChange("April", 1, 3)),
            "nz" => (new ClockChange("September", 8, 2), new ClockChange("April", 1, 3)),
            _ => null,
        };
        SummerTime summer = changes is not null ? SummerTime.ByRule
            : rule == "none" ? SummerTime.None
            : SummerTime.Inexpressible;
        return new PhoneTimeZone(name, minutes, summer, javaName.Length == 0 ? null : javaName)
        {
            Begins = changes?.Begins,
            Ends = changes?.Ends,
        };
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
