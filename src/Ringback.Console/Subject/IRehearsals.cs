using Ringback.Catalogue;
using Ringback.Catalogue.Loads;

namespace Ringback.Console.Subject;

/// <summary>Leads a simulated phone, so that a person sees what would happen.</summary>
public interface IRehearsals
{
    /// <summary>Runs a rehearsal with practice images, and tells of it while it runs.</summary>
    /// <param name="model">The phone.</param>
    /// <param name="from">What it runs; null for what phones of that model usually run.</param>
    /// <param name="goal">What it is to become.</param>
    /// <param name="tell">Told of each line: seconds since it began, what it is, and the text.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>How it ended.</returns>
    Task<RehearsalEnd> RunAsync(
        PhoneModel model, Load? from, Goal goal, Action<RehearsalTold> tell, CancellationToken cancel);
}

/// <summary>A line of a rehearsal.</summary>
/// <param name="Seconds">Since it began.</param>
/// <param name="IsScreen">True for what the phone's screen shows, false for a sentence of its story.</param>
/// <param name="Text">The words.</param>
public sealed record RehearsalTold(double Seconds, bool IsScreen, string Text);

/// <summary>How a rehearsal ended.</summary>
/// <param name="Reached">True when the simulated phone came up on the goal.</param>
/// <param name="Reason">Why it was not begun; null when it was.</param>
/// <param name="Load">The load that it registered with; null when it did not.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record RehearsalEnd(bool Reached, string? Reason, string? Load, double Seconds);
