using Ringback.Cli.Screens.Printing;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.RogueServers;
using Ringback.Workbench.Network;

namespace Ringback.Cli.Screens;

/// <summary>
/// What is said when another DHCP server is found: what it offers, what a phone would do with that, and what would make
/// that server right.
/// </summary>
internal static class RogueDhcpScreen
{
    /// <summary>Tells it on standard error.</summary>
    internal static void Show(
        NetworkCard card, IReadOnlyList<RogueDhcpOffer> rogues, Ipv4Address? tftp, bool sharesNetwork)
    {
        Output.Note(sharesNetwork
            ? $"Another DHCP server answers on {card.Name}. Phones may take either's offer."
            : $"ringback: another DHCP server answers on {card.Name}, so none is started here; nothing was changed.");
        foreach (RogueDhcpOffer rogue in rogues)
        {
            foreach (string line in RogueDhcpReport.Lines(rogue, tftp)) Output.Note(line);
        }

        if (sharesNetwork) return;
        Output.Note("What you can do: unplug that network from the phones' switch; or make that server right as above "
            + "and use --dhcp off; or serve phones only beside it, with --dhcp phones-only; or, if you know better, "
            + "--force.");
    }
}
