using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Serialization;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Cases;

/// <summary>How we know which load a phone runs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LoadEvidence>))]
public enum LoadEvidence
{
    /// <summary>We do not.</summary>
    [JsonStringEnumMemberName("none")] None,

    /// <summary>It fetched this load, or read its manifest and found nothing to fetch, and came up.</summary>
    [JsonStringEnumMemberName("inferred")] Inferred,

    /// <summary>The phone said so itself.</summary>
    [JsonStringEnumMemberName("stated")] Stated,
}

/// <summary>Where a conversion stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConversionStatus>))]
public enum ConversionStatus
{
    /// <summary>Begun and not yet proved.</summary>
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>The phone came up on the target.</summary>
    [JsonStringEnumMemberName("proved")] Proved,

    /// <summary>It was proved once, and came back on something else; nothing is begun by that.</summary>
    [JsonStringEnumMemberName("withdrawn")] Withdrawn,

    /// <summary>Not begun; nothing was changed.</summary>
    [JsonStringEnumMemberName("refused")] Refused,
}

/// <summary>The conversion of one phone.</summary>
/// <param name="Goal">The goal as the user put it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Target">The load that was wanted; null when the goal was refused.</param>
/// <param name="From">How the phone took firmware as it began.</param>
/// <param name="Steps">The steps in words.</param>
/// <param name="Step">The current step, from 0; the number of steps when all are proved.</param>
/// <param name="Reason">Why it was refused; null when it was not.</param>
/// <param name="Missing">Files that would make it possible.</param>
/// <param name="Proof">The message that proved it; null before.</param>
/// <param name="ProvedLoad">The load as the phone stated it in that message; null when it does not say.</param>
public sealed record ConversionState(
    string Goal, ConversionStatus Status, string? Target,
    [property: JsonPropertyName("bootCode")] BootCode From, IReadOnlyList<string> Steps, int Step,
    string? Reason, IReadOnlyList<string> Missing, ProofKind? Proof, string? ProvedLoad)
{
    /// <summary>
    /// When the way to this goal was begun, however often the steps became others since; null when it was not, or when
    /// that is not known.
    /// </summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>When it was proved; null when it is not.</summary>
    public DateTimeOffset? ProvedAt { get; init; }

    /// <summary>When it was refused last; null when it is not.</summary>
    public DateTimeOffset? RefusedAt { get; init; }

    /// <summary>The steps that are proved, in the order in which they were.</summary>
    public ImmutableList<StepDone> Done { get; init => field = value ?? []; } = [];

    /// <summary>The load that the phone was believed to run as it began; null when that was not known.</summary>
    public string? LoadBefore { get; init; }

    /// <summary>True for a simulated phone: what it shows is no proof of a real one.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>From its beginning to its proof; null where there is nothing between them.</summary>
    [JsonIgnore]
    public TimeSpan? Took => ProvedAt - BegunAt is { Ticks: > 0 } span ? span : null;
}

/// <summary>A step that is proved.</summary>
/// <param name="Step">Which, from 0.</param>
/// <param name="At">When that was.</param>
/// <param name="By">What shows it.</param>
public sealed record StepDone(int Step, DateTimeOffset At, string By);

/// <summary>A transfer that is under way.</summary>
/// <param name="Name">The file.</param>
/// <param name="Bytes">Bytes acknowledged.</param>
/// <param name="Length">Bytes of the whole.</param>
public sealed record CurrentTransfer(string Name, long Bytes, long Length)
{
    /// <summary>0 to 100.</summary>
    public int Percent => Length == 0 ? 100 : (int)(Bytes * 100 / Length);
}

/// <summary>
/// Everything that is believed about one phone: a pure fold of its events. The live view, a replay after a restart
/// and the explanation of somebody's log are the same fold.
/// </summary>
public sealed record PhoneCase
{
    /// <summary>Sentences kept; older ones stay in the journal only.</summary>
    public const int StoryLimit = 400;

    /// <summary>Nothing is known of how it comes by its address.</summary>
    internal static readonly PhoneAddressing NoAddressing = new();

    /// <summary>Its MAC address; null until it has named itself.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>The address it used last.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Its model, as it stated it; null until then.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// The family by its firmware: <c>7940-7960</c>, <c>79x1</c>, <c>7912</c>; <c>java</c> when it is one of the Java
    /// phones and not known which; null until known.
    /// </summary>
    public string? Family { get; init; }

    /// <summary>Its last boots, the oldest first.</summary>
    public ImmutableArray<Boot> Boots { get; init; } = [];

    /// <summary>What its boots show.</summary>
    public Beliefs Shown { get; init; } = new();

    /// <summary>What the boots before <see cref="Boots"/> showed.</summary>
    public Beliefs Earlier { get; init; } = new();

    /// <summary>What all boots but the last show, as far as it was worked out; null when it was not.</summary>
    [JsonIgnore]
    internal Beliefs? Settled { get; init; }

    /// <summary>How it takes firmware.</summary>
    [JsonIgnore]
    public BootCode BootCode => Shown.BootCode;

    /// <summary>How often in a row it asked for its trust list and for nothing else.</summary>
    [JsonIgnore]
    public int TrustListAsks => Boots is not [.., var now] ? 0 : now.Asks.Reverse()
        .TakeWhile(a => a is { Kind: RequestedKind.TrustList, Outcome: not AskOutcome.Served }).Sum(a => a.Times);

    /// <summary>What it does with what it is given; empty for a phone that is given nothing.</summary>
    public FirmwareProgress Progress { get; init; } = new();

    /// <summary>The protocol it last registered with; null until it did.</summary>
    public PhoneProtocol? Protocol { get; init; }

    /// <summary>What it spoke before it came up last; null when it spoke nothing.</summary>
    public PhoneProtocol? SpokeBefore { get; init; }

    /// <summary>The load it runs; null when not known.</summary>
    public string? Load { get; init; }

    /// <summary>The version that it stated when it registered last, of a SIP phone; null when it stated none.</summary>
    public string? Version { get; init; }

    /// <summary>How we know <see cref="Load"/>.</summary>
    public LoadEvidence LoadEvidence { get; init; }

    /// <summary>
    /// The load that it should come up with, because it fetched it or found in its manifest that it has it; null when
    /// there is no reason to expect one.
    /// </summary>
    public string? ExpectedLoad { get; init; }

    /// <summary>
    /// True when the phone compared its flash with the load's manifest and fetched nothing: then it has it. False when
    /// it only fetched it and may still have refused it.
    /// </summary>
    public bool ExpectedLoadIsChecked { get; init; }

    /// <summary>How it comes by its address; <see cref="NoAddressing"/> when nothing of that was seen.</summary>
    public PhoneAddressing Addressing { get; init; } = NoAddressing;

    /// <summary>
    /// What it shows of the network that it believes to be in; null where nobody looks at its frames.
    /// </summary>
    public PhoneNetwork? Network { get; init; }

    /// <summary>Where it is in its boot.</summary>
    public BootStage Stage { get; init; }

    /// <summary>
    /// When it was told last over SIP to look whether it is to restart; null when it was not. It holds for the boot in
    /// which it was told.
    /// </summary>
    public DateTimeOffset? ToldToCheck { get; init; }

    /// <summary>The file on its way; null when none is.</summary>
    public CurrentTransfer? Transfer { get; init; }

    /// <summary>Its conversion; null when it has no goal.</summary>
    public ConversionState? Conversion { get; init; }

    /// <summary>When we called it last and somebody answered; null when nobody did.</summary>
    public DateTimeOffset? RangAt { get; init; }

    /// <summary>The same, where that was since its conversion began.</summary>
    [JsonIgnore]
    public DateTimeOffset? RangSince => Conversion?.BegunAt is { } begun && RangAt < begun ? null : RangAt;

    /// <summary>When it was first heard of.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was last heard of.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>Its story, oldest first; empty in a book without a teller.</summary>
    public ImmutableList<StoryLine> Story { get; init; } = [];

    /// <summary>What people call it: <c>7940G 000E84C060A6</c>, or its address while it has no name.</summary>
    [JsonIgnore]
    public string Title => (Model, Mac) switch
    {
        (null, { } mac) => $"phone {mac}",
        ({ } model, { } mac) => $"{model} {mac}",
        _ => $"phone at {Address}",
    };

    /// <summary>True when nothing that it did says that it is a phone.</summary>
    [JsonIgnore]
    public bool IsStranger => this is
    {
        Mac: null, Model: null, Family: null, BootCode: BootCode.Unknown, Stage: BootStage.Unknown, Protocol: null,
        Load: null, Conversion: null,
    };

    /// <summary>True once it asked for a file with its own name in it.</summary>
    public bool HasNamedItself { get; init; }

    /// <summary>Where it was last seen itself; null when it was not.</summary>
    public PhoneSighting? Sighting { get; init; }

    /// <summary>What another machine took in its name, as was seen; the last few.</summary>
    public ImmutableList<ConfigurationTake> Takes { get; init; } = [];

    /// <summary>How often another machine took something in its name.</summary>
    public int TakeCount { get; init; }

    /// <summary>What was taken in its name at another address, as long as it can have been the phone itself.</summary>
    public ConfigurationTake? Suspect { get; init; }

    /// <summary>
    /// How much it has shown of being a phone. To say so in DHCP, from an address that nobody checks, is nothing; to
    /// acknowledge a file of firmware to its end, or to register, takes a machine that is there.
    /// </summary>
    [JsonIgnore]
    public PhoneStanding Standing => Shown.HasTaken || Protocol is not null ? PhoneStanding.Proven
        : Shown.HasAsked ? PhoneStanding.Asked
        : PhoneStanding.Heard;

    /// <summary>The case after one more event.</summary>
    /// <param name="e">The event.</param>
    /// <param name="catalogue">What is known of phones, with the assumptions that hold.</param>
    public PhoneCase Apply(PhoneEvent e, PhoneCatalogue catalogue) => CaseFold.Apply(this, e, catalogue);

    /// <summary>The case with more sentences; the oldest go when there are too many.</summary>
    internal PhoneCase Remember(IEnumerable<StoryLine> told)
    {
        ImmutableList<StoryLine> story = Story.AddRange(told);
        return this with { Story = story.RemoveRange(0, Math.Max(0, story.Count - StoryLimit)) };
    }

    /// <summary>
    /// What happened to it last, so that it can be folded again together with what turns out to have happened to it as
    /// well; without what the fold does not read.
    /// </summary>
    [JsonInclude]
    internal ImmutableArray<PhoneEvent> Recent { get; init; } = [];

    /// <summary>The case before <see cref="Recent"/>; null when that is all.</summary>
    [JsonInclude]
    internal PhoneCase? Base { get; init; }

    /// <summary>
    /// The case as it will be the next base, so that nothing need be folded again for it; empty when that was not kept.
    /// </summary>
    [JsonIgnore]
    internal HalfwayCase Halfway { get; init; }
}

/// <summary>
/// A base that is to come. It follows from the other facts of a case, so that cases are the same with it and without.
/// </summary>
/// <param name="Case">The case, as a base is kept; null for none.</param>
internal readonly record struct HalfwayCase(PhoneCase? Case)
{
    /// <inheritdoc/>
    public bool Equals(HalfwayCase other) => true;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}
