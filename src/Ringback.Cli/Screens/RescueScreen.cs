using System.Globalization;
using Ringback.Cli.Screens.Printing;
using Ringback.Observation.Dhcp;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Rescue;

namespace Ringback.Cli.Screens;

/// <summary>The steps of a rescue, for whoever wants to see them before they are taken, and at its end.</summary>
internal static class RescueScreen
{
    /// <summary>A step that would be taken.</summary>
    internal static void Plan(RescueStep step, bool json)
    {
        if (json) CliJson.PrintLine(RescueJson.Of(step));
        else foreach (string line in Lines(step)) Output.Say(line);
    }

    /// <summary>What was given back, once nothing else is shown any more.</summary>
    internal static void End(RescueStep step)
    {
        if (step.Kind is RescueStepKind.GiveBack) Output.Note($"{What(step)} was taken off {step.Card} again.");
        if (step.Kind is not RescueStepKind.Fail) return;
        Output.Note($"{What(step)} is still on {step.Card}: {step.Because}");
        foreach (string command in step.Commands) Output.Note("  " + command);
    }

    private static IEnumerable<string> Lines(RescueStep step)
    {
        string phone = EthernetAddress.MacOf(step.Phone.Hardware) is { } mac ? $"Phone {mac}" : "The phone";
        string at = step.Phone.Address.IsNone ? "" : $" ({step.Phone.Address})";
        yield return step.Kind switch
        {
            RescueStepKind.Seek => $"{phone}{at} looks for {step.Address}: {step.Because}.",
            RescueStepKind.Know => $"{phone}{at}: {step.Because}.",
            RescueStepKind.Refuse => $"{step.Address} would not be taken: {step.Because}.",
            RescueStepKind.Fail => $"{What(step)} could not be had: {step.Because}",
            _ => $"{What(step)} would be put on {step.Card}, because {step.Because}:",
        };
        foreach (string command in step.Commands) yield return "  " + command;
    }

    private static string What(RescueStep step) => step switch
    {
        { Address.IsNone: false } => $"{step.Address}",
        { Vlan: not 0 } => string.Create(CultureInfo.InvariantCulture, $"An interface for VLAN {step.Vlan}"),
        _ => $"A route to {step.Phone.Address}",
    };
}
