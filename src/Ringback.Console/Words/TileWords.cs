using System.Globalization;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Workbench.Contract;

namespace Ringback.Console.Words;

/// <summary>The words of a phone on the bench.</summary>
/// <param name="texts">Every text.</param>
public sealed class TileWords(Texts texts)
{
    private const int ShortReason = 90;

    /// <summary>The drawing of a model: that of its nearest relative where it has none of its own.</summary>
    public static string Drawing(string? model)
    {
        string name = model ?? "";
        return name switch
        {
            // A family of two that differ in their keys: which it is stands beside the drawing.
            "7940-7960" => "p-7940",
            _ when Begins("7940") => "p-7940",
            _ when Begins("7960") => "p-7960",
            _ when Begins("7902", "7905", "7906", "7910", "7911", "7912", "7931") => "p-7912",
            _ when Begins("79x1", "7941", "7942", "7945") => "p-7941",
            _ when Begins("7961", "7962", "7965") => "p-7961",
            _ when Begins("7970", "7971") => "p-7970",
            _ when Begins("7975") => "p-7975",
            _ when Begins("ATA", "ata") => "p-ata186",
            _ => "p-unknown",
        };

        bool Begins(params ReadOnlySpan<string> beginnings)
        {
            foreach (string beginning in beginnings)
                if (name.StartsWith(beginning, StringComparison.Ordinal)) return true;
            return false;
        }
    }

    /// <summary>The shape of a state.</summary>
    public static string Shape(PhoneState state) => "s-" + Key(state);

    /// <summary>The tone of a state.</summary>
    public static string Tone(PhoneState state) => state switch
    {
        PhoneState.Waiting => "quiet",
        PhoneState.Restarting => "hold",
        PhoneState.Registered or PhoneState.Proved => "good",
        PhoneState.Attention or PhoneState.Silent => "care",
        PhoneState.Refused => "stop",
        _ => "move",
    };

    /// <summary>The tone of a sentence.</summary>
    public static string Tone(StoryTone tone) => tone switch
    {
        StoryTone.Good => "good",
        StoryTone.Attention => "care",
        StoryTone.Fault => "stop",
        _ => "quiet",
    };

    /// <summary>The state in words.</summary>
    public string State(BenchPhoneJson phone, DateTimeOffset now) => phone.State is { State: PhoneState.Silent } silent
        ? texts["state.silent.for", Span(now - (silent.Since ?? now))]
        : texts["state." + Key(phone.State.State)];

    /// <summary>The same in as few as possible.</summary>
    public string Short(PhoneState state) => texts["short." + Key(state)];

    /// <summary>What it is called: its model, or that it is a phone.</summary>
    public string Name(BenchPhoneJson phone) => phone.Model
        ?? (phone.Family == "7940-7960" ? texts["tile.either"] : texts["tile.unknown"]);

    /// <summary>The last four digits, which are on its sticker; its address while it has no name.</summary>
    public static string Digits(BenchPhoneJson phone) => phone.Mac?.ToString()[^4..] ?? phone.Id;

    /// <summary>What it runs.</summary>
    public string Runs(BenchPhoneJson phone) => phone switch
    {
        { Load: { } load, LoadEvidence: LoadEvidence.Inferred } => texts["tile.likely", load],
        { Load: { } load } => load,
        { State.State: PhoneState.Waiting } => texts["tile.named"],
        { Model: null, Family: null } => texts["tile.nomodel"],
        _ => texts["tile.noload"],
    };

    /// <summary>Where it goes; null for one that stays as it is.</summary>
    public static string? Goes(BenchPhoneJson phone) => phone switch
    {
        { IsStopped: true } => null,
        { State.State: PhoneState.Proved, Conversion.Target: { } there, Load: { } load } when there == load => null,
        { Conversion: { Status: not ConversionStatus.Refused, Target: { } target } } => target,
        { Goal: { } goal } => GoalWord(goal),
        _ => null,
    };

    /// <summary>A goal as people write it.</summary>
    public static string GoalWord(string goal) =>
        goal is "sccp" or "sip" or "mgcp" ? goal.ToUpperInvariant() : goal;

    /// <summary>What its screen should show, and whether that is a quotation.</summary>
    public (string Text, bool IsQuoted) Screen(BenchPhoneJson phone) => phone switch
    {
        { Screen: { } shows } => (shows, true),
        { State.State: PhoneState.Waiting } => (texts["screen.waiting"], false),
        { UpSince: { } up } => (texts["screen.up", Clock(up)], false),
        { State.State: PhoneState.Refused } => (texts["screen.own"], false),
        { Model: { } model } when model.StartsWith("ATA", StringComparison.Ordinal) => (texts["screen.none"], false),
        _ => (texts["screen.unknown"], false),
    };

    /// <summary>The line below the cord: at the left, and at the right.</summary>
    public (string? Percent, string Left, string Right) Numbers(BenchPhoneJson phone)
    {
        if (phone.Cord is not { } cord) return (null, "", "");
        string step = texts["tile.step", cord.Step, cord.Steps];
        if (phone is { State.State: PhoneState.Loading, Transfer: { } file })
        {
            string rate = file.BytesPerSecond is { } speed ? " · " + Rate(speed) : "";
            string left = file.SecondsLeft is { } seconds
                ? " · " + texts["tile.left", Span(TimeSpan.FromSeconds(seconds))]
                : "";
            return (texts["tile.percent", file.Percent], rate + left, step);
        }

        return (null, phone.State.State switch
        {
            PhoneState.Restarting => texts["tile.writing"],
            PhoneState.Starting or PhoneState.Registered => texts["tile.proof"],
            _ => "",
        }, step);
    }

    /// <summary>The sentence at the foot: what is said with force, what it is about, and the rest.</summary>
    public (string Strong, string More) Say(BenchPhoneJson phone)
    {
        string name = phone.Transfer?.Name ?? phone.LastAsk?.Name ?? "";
        return phone.State.State switch
        {
            PhoneState.Waiting => ("", texts["say.waiting"]),
            PhoneState.Address => ("", phone.Offered is { } offered
                ? texts["say.offered", offered] : texts["say.address"]),
            PhoneState.Hunting when phone.LastAsk is { } ask => (Middle(ask.Name, 28), ask.Outcome switch
            {
                AskOutcome.Served => texts["say.asked.got"],
                AskOutcome.NotHere => texts["say.asked.none"],
                _ => texts["say.asked.refused"],
            }),
            PhoneState.Hunting => ("", texts["say.hunting"]),
            PhoneState.Loading => (Middle(name, 34), texts["say.loading"]),
            PhoneState.Restarting => (texts["say.restarting"], texts["say.restarting.what"]),
            PhoneState.Starting => ("", texts["say.starting"]),
            PhoneState.Registered => ("", Registered(phone)),
            PhoneState.Proved => (texts[phone.RangAt is null ? "say.proved" : "proof.rang"],
                phone.Conversion?.Took is { } took ? texts["say.took", Took(took)] : ""),
            PhoneState.Refused => (First(phone.State.Reason), texts["say.refused"]),
            PhoneState.Attention => (First(phone.State.Reason), ""),
            _ => (texts["say.silent"], phone.State.Since is { } since ? texts["say.silent.since", Clock(since)] : ""),
        };
    }

    /// <summary>What is said of a phone that needs somebody, in the strip above the tiles.</summary>
    public string Need(BenchPhoneJson phone, DateTimeOffset now) => phone.State switch
    {
        { State: PhoneState.Silent } => State(phone, now),
        { Reason: { } reason } => First(reason),
        _ => texts["state.attention"],
    };

    /// <summary>The phone as it is read aloud.</summary>
    public string Spoken(BenchPhoneJson phone)
    {
        string who = texts["spoken.phone", phone.Number, Name(phone)];
        PhoneState state = phone.State.State;
        string what = state switch
        {
            PhoneState.Loading when phone is { Transfer: { } file, Cord: { } cord } =>
                texts["spoken.loading", file.Percent, cord.Step, cord.Steps],
            PhoneState.Proved when phone.Conversion?.Target is { } load => texts["spoken.proved", load],
            PhoneState.Attention or PhoneState.Refused => texts["spoken." + Key(state), First(phone.State.Reason)],
            PhoneState.Loading => texts["short.loading"],
            _ => texts["spoken." + Key(state)],
        };
        return $"{who}, {what}";
    }

    /// <summary>A span of time, with no more than is known: 8 s, about 20 s, 2 min.</summary>
    public string Span(TimeSpan span)
    {
        double seconds = Math.Max(0, span.TotalSeconds);
        return seconds < 60 ? texts["span.s", (int)seconds]
            : seconds < 3600 ? texts["span.min", (int)(seconds / 60)]
            : seconds < 86400 ? texts["span.h", (int)(seconds / 3600)]
            : texts["span.d", (int)(seconds / 86400)];
    }

    /// <summary>How long something took that is over: 50 s, 4 min 12 s.</summary>
    public string Took(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => texts["span.s", (int)Math.Ceiling(span.TotalSeconds)],
        { TotalHours: < 1 } => texts["span.min.s", span.Minutes, span.Seconds],
        _ => texts["span.h.min", (int)span.TotalHours, span.Minutes],
    };

    /// <summary>A time from a beginning, as a player shows it: 4:14.</summary>
    public static string Elapsed(TimeSpan span) => span.ToString(
        span.TotalHours < 1 ? @"m\:ss" : span.TotalDays < 1 ? @"h\:mm\:ss" : @"d\.hh\:mm\:ss",
        CultureInfo.InvariantCulture);

    /// <summary>A day and a time: today 21:14, yesterday 18:40, 2026-11-26 20:10.</summary>
    public string When(DateTimeOffset at, DateTimeOffset now, bool withSeconds = false)
    {
        DateTime day = at.ToLocalTime().Date, today = now.ToLocalTime().Date;
        string clock = Clock(at, withSeconds);
        return day == today ? texts["when.today", clock]
            : day == today.AddDays(-1) ? texts["when.yesterday", clock]
            : at.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>A time of the day, as the clock of the bench shows it.</summary>
    public static string Clock(DateTimeOffset at, bool withSeconds = false) => at.ToLocalTime()
        .ToString(withSeconds ? "HH:mm:ss" : "HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Bytes in a second.</summary>
    public static string Rate(double bytes) => Size((long)bytes) + "/s";

    /// <summary>Bytes, in KB of 10³.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} B",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000.0:0} KB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000_000.0:0.0} GB"),
    };

    /// <summary>A long name with its middle left out.</summary>
    public static string Middle(string name, int most) =>
        name.Length <= most ? name : $"{name[..(most / 2)]}…{name[^(most / 2 - 1)..]}";

    /// <summary>A number as people read it.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private string Registered(BenchPhoneJson phone) => phone switch
    {
        { Conversion.Status: ConversionStatus.Running } => texts["say.registered.open"],
        { IsStopped: true } => texts["say.registered.stays"],
        { Protocol: { } protocol, Goal: null } =>
            texts["say.registered.nogoal", protocol.ToUpperInvariant()],
        { Protocol: { } protocol } => texts["say.registered", protocol.ToUpperInvariant()],
        _ => texts["say.starting"],
    };

    /// <summary>The first sentence of a reason, and no more of it than can be read at one glance.</summary>
    public static string First(string? reason)
    {
        string text = reason ?? "";
        int end = text.IndexOf(". ", StringComparison.Ordinal);
        string first = (end > 0 ? text[..end] : text).TrimEnd('.');
        if (first.Length > 0) first = char.ToUpperInvariant(first[0]) + first[1..];
        return first.Length <= ShortReason ? first : first[..(ShortReason - 1)].TrimEnd() + "…";
    }

    private static string Key(PhoneState state) => state.ToString().ToLowerInvariant();
}
