using System.Globalization;
using Ringback.Phones.Events;

namespace Ringback.Workbench.Proofs;

/// <summary>The words of proof sheets.</summary>
public static class ProofWords
{
    /// <summary>A state in two words.</summary>
    public static string State(ProofState state) => state switch
    {
        ProofState.Proved => "proved",
        ProofState.FlashedNotProved => "flashed, not proved",
        ProofState.UnderWay => "under way",
        ProofState.Withdrawn => "proof withdrawn",
        ProofState.Refused => "refused",
        ProofState.Registered => "registered",
        _ => "seen",
    };

    /// <summary>How much of a bench test passed.</summary>
    public static string Test(BenchTested? test) => test is null
        ? "not tested"
        : string.Create(CultureInfo.InvariantCulture,
            $"{test.Parts.Count(p => p.Outcome is BenchTestOutcome.Passed)} of {test.Parts.Count} passed");

    internal static string Part(BenchTestPart part) => part switch
    {
        BenchTestPart.Ringer => "Rings",
        BenchTestPart.Handset => "Handset and its microphone",
        BenchTestPart.Display => "Display",
        BenchTestPart.Keys => "Twelve keys",
        BenchTestPart.Lamps => "Red lamp",
        _ => "Speaker and its microphone",
    };

    internal static string Outcome(BenchTestOutcome outcome) => outcome switch
    {
        BenchTestOutcome.Passed => "works",
        BenchTestOutcome.Failed => "fails",
        _ => "not tried",
    };

    internal static string Via(ProofKind via) => via switch
    {
        ProofKind.SccpRegister => "SCCP Register",
        ProofKind.SipRegister => "SIP REGISTER",
        _ => "MGCP RestartInProgress",
    };
}
