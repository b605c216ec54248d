using System.Globalization;
using Ringback.Observation.Dhcp;

namespace Ringback.Workbench.Rescue;

/// <summary>What is to be done, as a step for people.</summary>
internal static class RescueSteps
{
    internal static RescueStep Of(RescueAction action, string card) => action switch
    {
        SoughtAction s => new RescueStep(RescueStepKind.Seek, s.Phone, s.Vlan, card, s.Why switch
        {
            RescueClue.AskedByArp => $"it asks by ARP who has {s.Address}",
            RescueClue.SentThroughUs => $"it sends to {s.Address} through us",
            _ => $"somebody says that it looks for {s.Address}",
        })
        {
            Address = s.Address,
        },
        RoleAction r => new RescueStep(RescueStepKind.Know, r.Phone, r.Vlan, card, r.Service is null
            ? $"it sends through {r.Address} to other networks"
            : $"it asks {r.Address} for what such a machine has")
        {
            Address = r.Address, Role = r.Service, Through = r.Through,
        },
        TagAction t => new RescueStep(RescueStepKind.Tag, t.Phone, t.Vlan, card,
            string.Create(CultureInfo.InvariantCulture, $"its frames have the tag of VLAN {t.Vlan}")),
        ReachAction r => new RescueStep(RescueStepKind.Reach, r.Phone, r.Vlan, card,
            $"{r.Phone.Address} is in no network of this computer's"),
        TakeAction t => new RescueStep(RescueStepKind.Take, t.Phone, t.Vlan, card,
            $"nobody answers for {t.Address}") { Address = t.Address },
        RefuseAction r => new RescueStep(RescueStepKind.Refuse, r.Phone, r.Vlan, card, Why(r))
        {
            Address = r.Address, Owner = EthernetAddress.MacOf(r.Owner), Refusal = r.Why,
        },
        _ => throw new ArgumentException($"{action.GetType().Name} is told to nobody.", nameof(action)),
    };

    private static string Why(RefuseAction refuse) => refuse.Why switch
    {
        RescueRefusal.IsOwned when EthernetAddress.MacOf(refuse.Owner) is { } owner =>
            $"{owner} has {refuse.Address} on this network. Unplug that machine, or name the phone that is meant with "
            + "--mac",
        RescueRefusal.IsOwned => $"another machine has {refuse.Address}. Unplug it from the phone's network",
        RescueRefusal.IsElsewhere => $"this computer reaches the network of {refuse.Address}, or of the phone, over "
            + "another card, and would cut itself off from there. Unplug or switch off that card, or add --force",
        _ => $"enough addresses are taken already; {refuse.Address} is one too many",
    };
}
