using Ringback.Catalogue;
using Ringback.Observation.Dhcp;
using Ringback.Workbench.Rescue;

namespace Ringback.Workbench.Contract;

/// <summary>A step of a rescue as JSON: <c>rescue --dry-run --json</c>, a line to a step, and the console.</summary>
/// <param name="Step">seek, know, tag, reach, take, refuse, fail, give-back.</param>
/// <param name="Phone">The phone's MAC address; null when nobody knows it.</param>
/// <param name="PhoneAddress">The phone's address; null when nobody knows it.</param>
/// <param name="Address">The address that it is about; null for none.</param>
/// <param name="As">What that machine is to the phone; null when that is not known.</param>
/// <param name="Vlan">The VLAN; null for none.</param>
/// <param name="Card">The network card.</param>
/// <param name="Owner">Who has the address; null for nobody.</param>
/// <param name="Because">Why, for people.</param>
/// <param name="Commands">What would be run, or what is left to be run by hand.</param>
public sealed record RescueJson(string Step, MacAddress? Phone, string? PhoneAddress, string? Address,
    string? As, int? Vlan, string Card, MacAddress? Owner, string Because, IReadOnlyList<string> Commands)
{
    /// <summary>The step.</summary>
    public static RescueJson Of(RescueStep step) => new(
        step.Kind is RescueStepKind.GiveBack ? "give-back" : step.Kind.ToString().ToLowerInvariant(),
        EthernetAddress.MacOf(step.Phone.Hardware),
        step.Phone.Address.IsNone ? null : $"{step.Phone.Address}",
        step.Address.IsNone ? null : $"{step.Address}",
        step.Kind is not RescueStepKind.Know ? null : step.Role?.ToString().ToLowerInvariant() ?? "gateway",
        step.Vlan == 0 ? null : step.Vlan, step.Card,
        step.Owner, step.Because, step.Commands);
}
