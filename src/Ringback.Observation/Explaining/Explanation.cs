using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Observation.Explaining;

/// <summary>What a log or a capture tells.</summary>
/// <param name="Phones">The phones, in the order in which they were heard first.</param>
/// <param name="Others">Machines that are none of these phones.</param>
public sealed record Explanation(IReadOnlyList<ExplainedPhone> Phones, IReadOnlyList<OtherMachine> Others)
{
    /// <summary>True when something is wrong with one of the phones.</summary>
    public bool IsFaulty => Phones.Any(p => p.Verdict is not Verdict.Healthy);
}

/// <summary>What is to be thought of a phone.</summary>
public enum Verdict
{
    /// <summary>Nothing is wrong, as far as can be seen.</summary>
    Healthy,

    /// <summary>Something wants a look.</summary>
    Attention,

    /// <summary>It cannot do its work.</summary>
    Fault,
}

/// <summary>A phone that was explained.</summary>
/// <param name="Case">Its case.</param>
/// <param name="Findings">What is wrong with it, the first to mend first.</param>
/// <param name="First">The line or frame where it was seen first; zero where that is not known.</param>
/// <param name="Dropped">Earlier events that were not kept.</param>
public sealed record ExplainedPhone(
    PhoneCase Case, IReadOnlyList<Problem> Findings, long First, long Dropped)
{
    /// <summary>Its address, or what stands in the place of one; null when not told.</summary>
    public string? ShownAddress { get; init; }

    /// <summary>True when it is known when things happened.</summary>
    public bool HasTimes { get; init; } = true;

    /// <summary>What cannot be seen of it in what was read, in sentences.</summary>
    public IReadOnlyList<string> NotShown { get; init; } = [];

    /// <summary>What is to be thought of it.</summary>
    public Verdict Verdict => Findings.Select(f => f.Severity).DefaultIfEmpty().Max() switch
    {
        ProblemSeverity.Error => Verdict.Fault,
        ProblemSeverity.Warning => Verdict.Attention,
        _ => Verdict.Healthy,
    };

    /// <summary>The number of a line or a frame.</summary>
    internal static long PlaceOf(Origin origin) => origin switch
    {
        LineOrigin line => line.Line,
        FrameOrigin frame => frame.Frame,
        BenchOrigin bench => bench.Sequence,
        _ => 0,
    };
}

/// <summary>A machine that is none of these phones.</summary>
/// <param name="Address">Its address; null when not told.</param>
/// <param name="Name">What stands in the place of its address; null where that is one.</param>
/// <param name="Mac">Its MAC address; null when not told.</param>
/// <param name="Why">What it seems to be.</param>
/// <param name="First">The line or frame where it was seen first.</param>
public sealed record OtherMachine(IPAddress? Address, string? Name, MacAddress? Mac, string Why, long First);
