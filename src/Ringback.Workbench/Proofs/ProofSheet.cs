using System.Text.Json.Serialization;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Events;

namespace Ringback.Workbench.Proofs;

/// <summary>What can be said of a phone at the end of a conversion.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofState>))]
public enum ProofState
{
    /// <summary>It came up on the load that was wanted.</summary>
    [JsonStringEnumMemberName("proved")] Proved,

    /// <summary>It has fetched what was wanted and has not shown that it runs it.</summary>
    [JsonStringEnumMemberName("flashed-not-proved")] FlashedNotProved,

    /// <summary>It is on its way.</summary>
    [JsonStringEnumMemberName("under-way")] UnderWay,

    /// <summary>It was proved once, and came back on something else.</summary>
    [JsonStringEnumMemberName("withdrawn")] Withdrawn,

    /// <summary>It was not converted; nothing was changed.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>It came up; nothing was wanted of it.</summary>
    [JsonStringEnumMemberName("registered")] Registered,

    /// <summary>It was seen, and has not come up here.</summary>
    [JsonStringEnumMemberName("seen")] Seen,
}

/// <summary>A state, how sure it is, why, and what to do.</summary>
/// <param name="State">The state.</param>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Reasons">What it rests on, the strongest first.</param>
/// <param name="Advice">What to do; null when there is nothing to do.</param>
public sealed record ProofVerdict(
    ProofState State, ProblemConfidence Confidence, IReadOnlyList<string> Reasons, string? Advice);

/// <summary>A file that the phone got.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256 of its content; null when nobody had worked it out.</param>
/// <param name="Authenticity">
/// Genuine, damaged, unknown or practice, of a firmware file of the library; null for others.
/// </param>
/// <param name="Outcome">How its last transfer ended; null when that was not seen.</param>
/// <param name="At">When it was asked for last.</param>
/// <param name="Times">How often it was asked for.</param>
public sealed record ProofFile(string Name, long? Bytes, string? Sha256, string? Authenticity, TransferOutcome? Outcome,
    DateTimeOffset At, int Times);

/// <summary>A step of the conversion.</summary>
/// <param name="Text">What it is.</param>
/// <param name="DoneAt">When it was done; null when it was not.</param>
/// <param name="By">The evidence; null when it was not.</param>
public sealed record ProofStep(string Text, DateTimeOffset? DoneAt, string? By);

/// <summary>A message by which the phone showed that it is up.</summary>
/// <param name="Via">Which.</param>
/// <param name="At">When it came last.</param>
/// <param name="Name">The name in it.</param>
/// <param name="Load">The load in it; null when it has none.</param>
public sealed record ProofRegistration(ProofKind Via, DateTimeOffset At, string Name, string? Load);

/// <summary>
/// What is known of one phone at the end, for whoever gets it: from what happened to it and nothing else. No password
/// and no content of a file is in it.
/// </summary>
public sealed record ProofSheet
{
    /// <summary>The phone.</summary>
    public required MacAddress Mac { get; init; }

    /// <summary>Its model; null when not known.</summary>
    public string? Model { get; init; }

    /// <summary>Its firmware family; null when not known.</summary>
    public string? Family { get; init; }

    /// <summary>The serial number that its own page shows; null when it could not be read.</summary>
    public string? Serial { get; init; }

    /// <summary>What can be said of it.</summary>
    public required ProofVerdict Verdict { get; init; }

    /// <summary>The load that it ran when it came; null when not known.</summary>
    public string? LoadBefore { get; init; }

    /// <summary>The load that it runs; null when not known.</summary>
    public string? LoadAfter { get; init; }

    /// <summary>The load that was wanted; null when none was.</summary>
    public string? Target { get; init; }

    /// <summary>What it speaks; null when not known.</summary>
    public PhoneProtocol? Protocol { get; init; }

    /// <summary>What it says of itself in the last alarm that it sent; null when it sent none.</summary>
    public string? OwnWords { get; init; }

    /// <summary>When its conversion was begun; null without one.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>From the beginning of its conversion to its proof; null without one.</summary>
    public double? Seconds { get; init; }

    /// <summary>The steps of its conversion.</summary>
    public IReadOnlyList<ProofStep> Steps { get; init; } = [];

    /// <summary>What it got, in the order of its first questions.</summary>
    public IReadOnlyList<ProofFile> Files { get; init; } = [];

    /// <summary>Packets that had to be sent again, and transfers that began anew.</summary>
    public int Retries { get; init; }

    /// <summary>How it showed that it is up.</summary>
    public IReadOnlyList<ProofRegistration> Registrations { get; init; } = [];

    /// <summary>What else speaks for what it runs, the strongest first.</summary>
    public IReadOnlyList<ProofEvidence> Evidence { get; init; } = [];

    /// <summary>The last bench test; null when there was none.</summary>
    public BenchTested? BenchTest { get; init; }

    /// <summary>True when it rang and somebody answered.</summary>
    public bool Rang => RangAt is not null;

    /// <summary>When that was last; null when it was not.</summary>
    public DateTimeOffset? RangAt { get; init; }

    /// <summary>Calls that were answered.</summary>
    public int Calls { get; init; }

    /// <summary>
    /// True for a simulated phone, and for what was given practice images, which are no firmware: no proof of a phone.
    /// </summary>
    public bool IsPractice => IsSimulated || Files.Any(f => f.Authenticity == LibraryAuthenticity.Practice);

    /// <summary>True when its conversion was that of a simulated phone.</summary>
    [JsonIgnore]
    public bool IsSimulated { get; init; }

    /// <summary>When this was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The version of Ringback that made it.</summary>
    public required string Version { get; init; }

    /// <summary>The essentials in one line, for the code on a label.</summary>
    [JsonIgnore]
    public string Label => string.Join(' ', ((string?[])
        [Model, $"{Mac}", LoadAfter, IsPractice ? "Practice" : $"{Verdict.State}"]).Where(t => t is not null));
}
