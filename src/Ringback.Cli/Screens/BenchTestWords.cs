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

    /// <summary>What whoever stands before the phone is to do; its display says the same.</summary>
    internal static string Ask(BenchTestPart part) => part switch
    {
        BenchTestPart.Ringer => "It rings. Lift the handset.",
        BenchTestPart.Handset => "Speak. Do you hear yourself half a second later? Press 1 for yes, 2 for no.",
        BenchTestPart.Display => "Type the number that its display shows.",
        BenchTestPart.Keys => "Press every key; its display shows which are left.",
        BenchTestPart.Lamps => "Does the red lamp of the handset blink? Press 1 for yes, 2 for no.",
        _ => "Its speaker is on. Put the handset aside and speak. Do you hear yourself? Press 1 for yes, 2 for no.",
    };
}
