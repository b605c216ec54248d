using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace Ringback.Catalogue.Problems;

/// <summary>
/// Something that is wrong, or worth telling: with a file, a setting, a phone, a conversion or this computer. There is
/// no other shape for it.
/// </summary>
/// <param name="Code">Which: one of <see cref="ProblemCode"/>.</param>
/// <param name="Severity">How bad it is here; the table has what it usually is.</param>
/// <param name="Message">What is wrong, with the names, in words for the person at the bench.</param>
/// <param name="Advice">What to do next; empty when there is nothing to do.</param>
public sealed record Problem(string Code, ProblemSeverity Severity, string Message, string Advice)
{
    /// <summary>How sure it is.</summary>
    public ProblemConfidence Confidence { get; init; } = ProblemConfidence.Certain;

    /// <summary>What it was seen by, oldest first.</summary>
    public IReadOnlyList<ProblemEvidence> Evidence { get; init; } = [];

    /// <summary>Where it is; null when the whole of what was looked at is meant.</summary>
    public ProblemPlace? Place { get; init; }

    /// <summary>What a safe repair would write at its place; null when a person has to decide.</summary>
    public string? Fix { get; init; }

    /// <summary>A problem as bad as the table says, with the table's advice unless there is better.</summary>
    /// <exception cref="ArgumentException">The table has no such code.</exception>
    public static Problem Of(string code, string message, string? advice = null)
    {
        ProblemKind kind = ProblemTable.BuiltIn.Find(code)
            ?? throw new ArgumentException($"{code} is missing in Problems/Data/problems.txt.", nameof(code));
        return new Problem(code, kind.Severity, message, advice ?? kind.Advice);
    }

    /// <summary>A problem with a file.</summary>
    public static Problem OfFile(string code, string? file, int? line, string message, string? advice = null) =>
        Of(code, message, advice) with { Place = new ProblemPlace(file, line) };

    /// <summary>A problem with a setting; the code goes with the severity.</summary>
    public static Problem OfSetting(
        MacAddress? mac, ProblemSeverity severity, string setting, string message, string advice) => Of(severity switch
        {
            ProblemSeverity.Error => ProblemCode.SettingNotTaken,
            ProblemSeverity.Warning => ProblemCode.SettingDoubtful,
            _ => ProblemCode.SettingElsewhere,
        }, message, advice) with { Place = new ProblemPlace(Setting: setting, Mac: mac) };

    /// <summary>For a person, on one line: the place, what is wrong, what to do.</summary>
    public override string ToString()
    {
        StringBuilder said = new();
        if (Place?.File is { } file)
        {
            said.Append(file);
            if (Place.Line is > 0) said.Append(CultureInfo.InvariantCulture, $":{Place.Line}");
            said.Append(": ");
        }

        if (Place?.Mac is { } mac) said.Append(mac).Append(Place.Setting is null ? ": " : ", ");
        if (Place?.Setting is { Length: > 0 } setting) said.Append(setting).Append(": ");
        said.Append(Message);
        return Advice.Length == 0 ? said.ToString() : said.Append(' ').Append(Advice).ToString();
    }
}

/// <summary>How bad a problem is, in that order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProblemSeverity>))]
public enum ProblemSeverity
{
    /// <summary>It was looked at, and is as it should be.</summary>
    [JsonStringEnumMemberName("ok")] Ok,

    /// <summary>It could not be found out.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,

    /// <summary>Worth knowing.</summary>
    [JsonStringEnumMemberName("info")] Info,

    /// <summary>It may fail, on some phones or later.</summary>
    [JsonStringEnumMemberName("warning")] Warning,

    /// <summary>It cannot do its work: the file, the phone or this computer.</summary>
    [JsonStringEnumMemberName("error")] Error,
}

/// <summary>How sure a problem is, in that order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProblemConfidence>))]
public enum ProblemConfidence
{
    /// <summary>One of several explanations.</summary>
    [JsonStringEnumMemberName("possible")] Possible,

    /// <summary>The usual explanation of what was seen.</summary>
    [JsonStringEnumMemberName("likely")] Likely,

    /// <summary>Seen.</summary>
    [JsonStringEnumMemberName("certain")] Certain,
}

/// <summary>One thing that was seen.</summary>
/// <param name="Text">What, in words.</param>
/// <param name="At">When; null where time says nothing.</param>
public sealed record ProblemEvidence(string Text, DateTimeOffset? At = null)
{
    /// <summary>The event, line or frame that shows it, as its origin is written; null when not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Origin { get; init; }
}

/// <summary>Where a problem is. What does not apply is null.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character on that line, from 1.</param>
/// <param name="Setting">The setting, as a file of phones calls it: <c>lines[2].password</c>.</param>
/// <param name="Mac">The phone.</param>
public sealed record ProblemPlace(
    string? File = null, int? Line = null, int? Column = null, string? Setting = null, MacAddress? Mac = null);
