using Ringback.Phones.Cases;
using Ringback.Workbench.Contract;

namespace Ringback.Console.Board;

/// <summary>The bench at one moment. Immutable; whoever shows it keeps no lock.</summary>
public sealed record BenchView
{
    /// <summary>When it was taken.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The phones in the order of their numbers.</summary>
    public IReadOnlyList<BenchPhoneJson> Phones { get; init; } = [];

    /// <summary>What is to become of what is plugged in.</summary>
    public BenchGoal Goal { get; init; } = new(null, true, []);

    /// <summary>The last sentence that was told; null before the first.</summary>
    public LastSentence? Last { get; init; }

    /// <summary>Whether the bench is as it should be.</summary>
    public BenchHealth Health { get; init; } = new(null, [], false, null, null);

    /// <summary>True when the library has nothing to convert a phone with.</summary>
    public bool HasNoPackage { get; init; }

    /// <summary>True when practice images lie in the library.</summary>
    public bool HasPractice { get; init; }

    /// <summary>Those that need somebody, in the order of their numbers.</summary>
    public IEnumerable<BenchPhoneJson> NeedSomebody => Phones.Where(p => Needs(p.State.State));

    /// <summary>Whether a state waits for a person.</summary>
    public static bool Needs(PhoneState state) =>
        state is PhoneState.Attention or PhoneState.Refused or PhoneState.Silent;

    /// <summary>Whether something goes on by itself.</summary>
    public static bool Moves(PhoneState state) => state is PhoneState.Address or PhoneState.Hunting
        or PhoneState.Loading or PhoneState.Restarting or PhoneState.Starting;
}

/// <summary>The goal for every phone.</summary>
/// <param name="Text">The goal as with <c>--to</c>; null for none.</param>
/// <param name="IsArmed">True when phones are led there without being asked for.</param>
/// <param name="Meanings">What it means for each family.</param>
public sealed record BenchGoal(string? Text, bool IsArmed, IReadOnlyList<GoalMeaningJson> Meanings);

/// <summary>The last sentence.</summary>
/// <param name="At">When.</param>
/// <param name="Number">The phone's number; null when it is about the bench.</param>
/// <param name="Tone">How it is meant.</param>
/// <param name="Text">The sentence.</param>
public sealed record LastSentence(DateTimeOffset At, int? Number, StoryTone Tone, string Text);

/// <summary>Whether the bench is as it should be.</summary>
/// <param name="Card">The card and the address that phones find; null when there is none.</param>
/// <param name="Ports">The open ports, in words.</param>
/// <param name="Lends">True when addresses are lent from here.</param>
/// <param name="Rogue">Another DHCP server that was heard of late; null for none.</param>
/// <param name="Unkept">Why the story is not kept; null when it is.</param>
public sealed record BenchHealth(
    string? Card, IReadOnlyList<string> Ports, bool Lends, string? Rogue, string? Unkept);
