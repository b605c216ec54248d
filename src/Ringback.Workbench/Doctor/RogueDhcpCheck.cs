using Ringback.Catalogue.Problems;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.RogueServers;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Doctor;

/// <summary>Asks on the card, as a phone would, whether a DHCP server answers.</summary>
public static class RogueDhcpCheck
{
    /// <summary>Asks on a card; a good answer is silence, so it takes some seconds.</summary>
    public static async Task<IReadOnlyList<Problem>> RunAsync(
        NetworkCard card, TimeProvider time, CancellationToken cancel)
    {
        if (card.Hardware is not { } hardware)
        {
            return [Checkup.Unknown(ProblemCode.RivalNotSearched,
                $"{card.Name} is no Ethernet card, so no other DHCP server was looked for.")];
        }

        Ipv4Address? own = card.Addresses.Count > 0 ? card.Addresses[0].Address : null;
        InquiryInterface at = new(card.Index, hardware, [.. card.Addresses.Select(a => a.Address)]);
        RogueDhcpSearchOptions options = new() { TftpServer = own };
        if (!RogueDhcpSearch.TryOpen(at, options, time, out RogueDhcpSearch? search, out string whyNot))
        {
            return [Checkup.Unknown(ProblemCode.RivalNotSearched,
                $"Whether another DHCP server gives out addresses could not be asked: {whyNot}",
                "Run doctor with administrator's rights (sudo).")];
        }

        using RogueDhcpSearch opened = search;
        IReadOnlyList<RogueDhcpOffer> offers = await opened.RunAsync(cancel).ConfigureAwait(false);
        if (offers.Count == 0)
        {
            return [Checkup.Ok(ProblemCode.RivalNone,
                $"Nobody answers a phone's question for an address on {card.Name}: it is free for serve --dhcp.")];
        }

        return [.. offers.Select(offer => Of(offer, card, own))];
    }

    private static Problem Of(RogueDhcpOffer offer, NetworkCard card, Ipv4Address? own)
    {
        string[] lines = [.. RogueDhcpReport.Lines(offer, own).Select(l => l.TrimEnd())];
        if (offer.Reading.Faults.Count == 0)
        {
            return Checkup.Info(ProblemCode.RivalIsRight, $"{offer.Server} lends addresses on {card.Name} and "
                + "sends phones here: use serve with --dhcp off.");
        }

        return Checkup.Error(ProblemCode.RivalFound,
            $"Another DHCP server, {offer.Server}, answers on {card.Name}; serve --dhcp refuses to start beside it.",
            "Unplug that network from the phones' switch, make that server right as shown, or serve phones only beside "
            + "it with --dhcp phones-only.", lines);
    }
}
