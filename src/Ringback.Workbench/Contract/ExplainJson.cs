using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Observation.Explaining;
using Ringback.Observation.Logs;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Workbench.Contract;

/// <summary>The JSON of <c>explain</c>; its names are a contract.</summary>
/// <param name="Source">What was read.</param>
/// <param name="Phones">The phones in it.</param>
/// <param name="Others">Machines in it that are none of these phones.</param>
public sealed record ExplainJson(
    ExplainedSourceJson Source, IReadOnlyList<ExplainedPhoneJson> Phones, IReadOnlyList<OtherMachineJson> Others)
{
    /// <summary>From what was explained.</summary>
    /// <param name="files">What was read.</param>
    /// <param name="explanation">What it tells.</param>
    public static ExplainJson Of(IReadOnlyList<LogSummary> files, Explanation explanation) => new(
        ExplainedSourceJson.Of(files), [.. explanation.Phones.Select(ExplainedPhoneJson.Of)],
        [.. explanation.Others.Select(o => new OtherMachineJson(
            o.Name ?? o.Address?.ToString(), o.Mac, o.Why))]);
}

/// <summary>What was read, in JSON.</summary>
/// <param name="Format">The format of most lines; null when none was understood.</param>
/// <param name="Lines">Lines, or frames of a capture.</param>
/// <param name="Understood">Those that were understood.</param>
/// <param name="Files">Each file by itself.</param>
public sealed record ExplainedSourceJson(
    string? Format, long Lines, long Understood, IReadOnlyList<ExplainedFileJson> Files)
{
    internal static ExplainedSourceJson Of(IReadOnlyList<LogSummary> files) => new(
        files.SelectMany(f => f.Formats).GroupBy(f => f.Name).OrderByDescending(g => g.Sum(f => f.Lines))
            .FirstOrDefault()?.Key,
        files.Sum(f => f.Lines), files.Sum(f => f.Understood), [.. files.Select(ExplainedFileJson.Of)]);
}

/// <summary>One file that was read, in JSON.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Lines">Lines, or frames of a capture.</param>
/// <param name="Understood">Those that were understood.</param>
/// <param name="Formats">How many lines of which format.</param>
/// <param name="HasTimes">Whether its lines tell times.</param>
public sealed record ExplainedFileJson(
    string Name, long Lines, long Understood, IReadOnlyList<FormatCount> Formats, bool HasTimes)
{
    internal static ExplainedFileJson Of(LogSummary file) =>
        new(file.Name, file.Lines, file.Understood, file.Formats, file.HasTimes);
}

/// <summary>A phone that was explained, in JSON.</summary>
public sealed record ExplainedPhoneJson
{
    /// <summary>Its MAC address; null when it never named itself.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>Where it was last; null when not told.</summary>
    public string? Address { get; init; }

    /// <summary>Its model; null when not known.</summary>
    public string? Model { get; init; }

    /// <summary>Its firmware family; null when not known.</summary>
    public string? Family { get; init; }

    /// <summary>What it speaks; null when not known.</summary>
    public PhoneProtocol? Protocol { get; init; }

    /// <summary>The load that it runs; null when not known.</summary>
    public string? Load { get; init; }

    /// <summary>Where it stands in its start; null when not known.</summary>
    public BootStage? Stage { get; init; }

    /// <summary><c>healthy</c>, <c>attention</c> or <c>fault</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>What is wrong with it, the first to mend first; a healthy phone has information at most.</summary>
    public required IReadOnlyList<ExplainedFindingJson> Findings { get; init; }

    /// <summary>What cannot be seen of it in what was read.</summary>
    public required IReadOnlyList<string> NotShown { get; init; }

    /// <summary>Earlier events of it that were not kept.</summary>
    public long LeftOut { get; init; }

    /// <summary>From a phone that was explained.</summary>
    public static ExplainedPhoneJson Of(ExplainedPhone phone) => new()
    {
        Mac = phone.Case.Mac,
        Address = phone.ShownAddress,
        Model = phone.Case.Model,
        Family = phone.Case.Family,
        Protocol = phone.Case.Protocol,
        Load = phone.Case.Load,
        Stage = phone.Case.Stage is BootStage.Unknown ? null : phone.Case.Stage,
        Verdict = phone.Verdict.ToString().ToLowerInvariant(),
        Findings = [.. phone.Findings.Select(ExplainedFindingJson.Of)],
        NotShown = phone.NotShown,
        LeftOut = phone.Dropped,
    };
}

/// <summary>A finding in JSON.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>info</c>.</param>
/// <param name="Confidence"><c>certain</c>, <c>likely</c> or <c>possible</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Evidence">The numbers of the lines or frames that show it.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Places">The same with their files.</param>
public sealed record ExplainedFindingJson(
    string Code, ProblemSeverity Severity, ProblemConfidence Confidence, string Message, IReadOnlyList<long> Evidence,
    string Advice, IReadOnlyList<string> Places)
{
    /// <summary>From a finding.</summary>
    public static ExplainedFindingJson Of(Problem finding)
    {
        string[] places = [.. finding.Evidence.Select(e => e.Origin).OfType<string>().Distinct()];
        return new ExplainedFindingJson(finding.Code, finding.Severity, finding.Confidence, finding.Message,
            [.. places.Select(NumberOf).OfType<long>()], finding.Advice, places);
    }

    private static long? NumberOf(string place) => Origin.TryParse(place, out Origin? origin) ? origin switch
    {
        LineOrigin line => line.Line,
        FrameOrigin frame => frame.Frame,
        BenchOrigin bench => bench.Sequence,
        _ => null,
    } : null;
}

/// <summary>A machine that is none of these phones, in JSON.</summary>
/// <param name="Address">Its address, or what stands in the place of it; null when not told.</param>
/// <param name="Mac">Its MAC address; null when not told.</param>
/// <param name="Why">What it seems to be.</param>
public sealed record OtherMachineJson(string? Address, MacAddress? Mac, string Why);
