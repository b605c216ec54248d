using Ringback.Phones.Events;

namespace Ringback.Cli.Screens;

/// <summary>The words of a bench test.</summary>
internal static class BenchTestWords
{
    internal static string Of(BenchTestPart part) => part switch
    {
        BenchTestPart.Ringer => "Ringer",
        BenchTestPart.Handset => "Handset",
        BenchTestPart.Display => "Display",
        BenchTestPart.Keys => "Keypad",
        BenchTestPart.Lamps => "Red lamp",
        _ => "Speaker",
    };

    internal static string Of(BenchTestOutcome outcome) => outcome switch
    {
        BenchTestOutcome.Passed => "works",
        BenchTestOutcome.Failed => "fails",
        _ => "was not tried",
    };

    /// <summary>What whoever stands before the phone is to do; over SCCP its display says the same.</summary>
    internal static string Ask(BenchTestPart part, ProofKind? via) => part switch
    {
        BenchTestPart.Ringer => "It rings. Lift the handset.",
        BenchTestPart.Handset => "Speak. Do you hear yourself half a second later? Press 1 for yes, 2 for no.",
        BenchTestPart.Display when via is ProofKind.SipRegister =>
            "Its display shows who calls: Ringback and a number. Type that number.",
        BenchTestPart.Display => "Type the number that its display shows.",
        BenchTestPart.Keys when via is ProofKind.SipRegister => "Press every key: 1 to 9, 0, * and #.",
        BenchTestPart.Keys => "Press every key; its display shows which are left.",
        BenchTestPart.Lamps when via is ProofKind.SipRegister =>
            "Did the red lamp of the handset blink while it rang? Press 1 for yes, 2 for no.",
        BenchTestPart.Lamps => "Does the red lamp of the handset blink? Press 1 for yes, 2 for no.",
        BenchTestPart.Speaker when via is ProofKind.SipRegister =>
            "Switch its speaker on and put the handset down. Speak. Do you hear yourself? Press 1 for yes, 2 for no.",
        _ => "Its speaker is on. Put the handset aside and speak. Do you hear yourself? Press 1 for yes, 2 for no.",
    };
}
