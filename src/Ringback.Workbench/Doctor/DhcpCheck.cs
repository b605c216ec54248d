using Microsoft.Extensions.Logging;
using Ringback.Catalogue.Problems;
using Ringback.Datagrams;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp;
using Ringback.Workbench.Dhcp.Leases;
using Ringback.Workbench.Dhcp.Probing;
using Ringback.Workbench.Dhcp.RogueServers;
using Ringback.Workbench.Dhcp.Setup;
using Ringback.Workbench.Network;
using Ringback.Workbench.Ports;

namespace Ringback.Workbench.Doctor;

/// <summary>
/// Lets a simulated phone on this computer ask our own DHCP server on the card's real address: what is broadcast comes
/// back to the sender's own sockets, so the whole way through the kernel and its firewall is walked, but not the cable.
/// </summary>
public static class DhcpCheck
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    /// <summary>Tries it on a card, from the first address that phones could reach.</summary>
    public static async Task<IReadOnlyList<Problem>> RunAsync(
        NetworkCard card, TimeProvider time, ILoggerFactory loggers, CancellationToken cancel)
    {
        CardAddress[] own = [.. card.Addresses.Where(a => !a.IsLinkLocal)];
        if (card.Hardware is not { } hardware || own is not [var address, ..])
            return [NotTried("there is no Ethernet card with an address")];
        DhcpSetup setup = new() { MakesRanges = true };
        DhcpServerOptions server = setup.Make([address], out IReadOnlyList<string> faults);
        if (faults.Count > 0) return [NotTried(faults[0])];

        using MemoryLeaseStore store = new();
        try
        {
            using DhcpService service = PortException.GuardDhcp(DhcpRoute.ServerPort, () => DhcpService.Start(
                new DhcpServiceOptions
                {
                    // Nobody but the simulated phone is answered: a real one must not get what is forgotten at once.
                    Server = server with { ProbesAddresses = false, PhonesOnly = true, IsAuthoritative = false },
                    Links =
                    [
                        new DhcpLinkOptions(address.Address)
                        {
                            Device = new DatagramDevice(card.Name, card.Index), Hardware = hardware,
                        },
                    ],
                    OnlyFor = InquiryInterface.InquiryHardwareOf(hardware),
                }, store, new NobodyWatches(), time, loggers.CreateLogger<DhcpService>()));
            return [await AskAsync(card, hardware, address, time, cancel).ConfigureAwait(false)];
        }
        catch (PortException e)
        {
            return [NotTried(e.Message)];
        }
    }

    private static async Task<Problem> AskAsync(NetworkCard card, HardwareAddress hardware, CardAddress address,
        TimeProvider time, CancellationToken cancel)
    {
        InquiryInterface at = new(card.Index, hardware, [address.Address]);
        RogueDhcpSearchOptions how = new() { TftpServer = address.Address, Length = Longest };
        if (!RogueDhcpSearch.TryOpenSocket(at, how, time, out RogueDhcpSearch? search, out string whyNot))
            return NotTried(whyNot);
        using RogueDhcpSearch phone = search;
        RogueDhcpTrial trial = await phone.TryServerAsync(address.Address, cancel).ConfigureAwait(false);
        if (trial is not { IsLeased: true, Confirmation: { } lease })
        {
            return Checkup.Error(ProblemCode.DhcpExchangeFailed, trial.Offer is null
                ? "A simulated phone asked Ringback for an address on this computer and heard no answer."
                : "A simulated phone was offered an address by Ringback and did not get it.",
                "A firewall on this computer most often stops UDP ports 67 and 68: let them in on "
                + $"{card.Name}.");
        }

        return lease.Reading.Faults is [var fault, ..]
            ? Checkup.Warning(ProblemCode.DhcpExchangeFaulty, "A simulated phone got an address from Ringback, with "
                + $"something wrong in it: {fault.Because}", "Look at the address and mask of the card.")
            : Checkup.Ok(ProblemCode.DhcpExchangeDone, "A simulated phone asked Ringback for an address and got "
                + $"{lease.Reading.Address}, with {address.Address} as its TFTP server in every place.",
                "DISCOVER, OFFER, REQUEST, ACK, RELEASE on this computer, over UDP");
    }

    private static Problem NotTried(string why) => Checkup.Unknown(ProblemCode.DhcpNotTried,
        $"Getting an address from Ringback was not tried: {why.TrimEnd('.')}.");

    /// <summary>A simulated phone has no story.</summary>
    private sealed class NobodyWatches : IDhcpWatcher
    {
        public void Asked(DhcpMessage message, DhcpArrival arrival)
        {
        }

        public void Answered(DhcpSend answer)
        {
        }

        public void Ignored(DhcpIgnored ignored)
        {
        }

        public void Quarantined(DhcpQuarantined quarantined)
        {
        }

        public void Overheard(NeighbourQuestion question)
        {
        }
    }
}
