namespace Ringback.Wire.Calls;

/// <summary>How far a call has come.</summary>
public enum CallStage
{
    /// <summary>The other phone rings.</summary>
    Ringing,

    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>It is over, or never came about.</summary>
    Ended,
}

/// <summary>What a registrar tells of a call between two phones, or of a phone with the echo.</summary>
/// <param name="From">The device that called; null when the bench called it.</param>
/// <param name="To">The device that was called; null for the echo.</param>
/// <param name="Number">What was dialled.</param>
/// <param name="Stage">How far it has come.</param>
/// <param name="Talked">How long it was answered, when it ended; zero when it never was.</param>
public sealed record CallTold(string? From, string? To, string Number, CallStage Stage, TimeSpan Talked);
