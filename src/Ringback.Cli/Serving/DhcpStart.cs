using System.CommandLine;
using System.Net;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Datagrams;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Dhcp;
using Ringback.Workbench.Dhcp.Leases;
using Ringback.Workbench.Dhcp.Rivals;
using Ringback.Workbench.Dhcp.Setup;
using Ringback.Workbench.Network;

namespace Ringback.Cli.Serving;

/// <summary>
/// From the options of <c>serve</c> to a DHCP server that does no harm: on a card that is meant, and only when no other
/// server answers there.
/// </summary>
internal sealed class DhcpStart(ParseResult given, string? data) : IDisposable
{
    internal static readonly Option<string?> Interface = new("--interface")
    {
        Description = "Serve on this network interface only.", HelpName = "NAME",
    };

    internal static readonly Option<string[]> Bind = new("--bind")
    {
        Description = "Listen on this address only. May be repeated; IPv6 too.", HelpName = "ADDR",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Lend addresses although the card is Wi-Fi or the way to the internet, or another DHCP server "
            + "answers there. Other people's computers may lose their network.",
    };

    /// <summary>Why nothing is served: the exit code, after <see cref="PrepareAsync"/> gave nothing.</summary>
    internal int Refusal { get; private set; } = ExitCode.Refused;

    private bool Insists => given.GetValue(Force);

    internal static void AddTo(Command command)
    {
        DhcpInput.AddTo(command);
        command.Options.Add(Force);
    }

    /// <summary>True when addresses are to be lent.</summary>
    internal static bool IsWanted(ParseResult given) => DhcpInput.IsWanted(given);

    /// <summary>
    /// The options with the DHCP server in them, or as they were when none is wanted; null when it is refused, after
    /// the reason was told.
    /// </summary>
    internal async Task<WorkbenchOptions?> PrepareAsync(WorkbenchOptions options, CancellationToken cancel)
    {
        if (DhcpInput.Read(given) is not { } setup) return options;
        if (Choose() is not { } chosen) return null;
        CardAddress address = chosen.Address
            ?? throw new UnusableException($"the card {chosen.Card.Name} has no IPv4 address. Give it one (on Linux: sudo "
                + $"ip address add 192.168.77.1/24 dev {chosen.Card.Name}).");
        foreach (CardWarning warning in chosen.Warnings) Voice.Note($"{warning.Message} {warning.Advice}");

        DhcpServerOptions server = setup.Make([address], out IReadOnlyList<string> faults);
        if (faults.Count > 0) throw new UnusableException(string.Join(" ", faults));
        RivalInterface? at = RivalAt(chosen.Card);
        if (at is not null && !Insists && !await IsAloneAsync(at, chosen.Card, address, setup, cancel).ConfigureAwait(false))
            return null;
        return options with
        {
            Addresses = options.Addresses is { Count: > 0 } said ? said : Listening(address),
            Dhcp = Make(server, chosen.Card, address, at, setup),
        };
    }

    public void Dispose()
    {
    }

    private IReadOnlyList<IPAddress> Listening(CardAddress address)
    {
        string[] bind = given.GetValue(Bind) ?? [];
        return bind.Length > 0 ? Addresses.Choose(null, bind) : [address.Address.ToIPAddress()];
    }

    private CardChosen? Choose()
    {
        IReadOnlyList<IPAddress> bind = Addresses.Choose(null, given.GetValue(Bind) ?? []);
        CardChoice choice = CardChoice.Make(NetworkCards.Read(), new CardQuestion
        {
            Interface = given.GetValue(Interface),
            Bind = [.. bind.Select(Ipv4Address.From).OfType<Ipv4Address>()],
            Insist = Insists,
        });
        if (choice is CardChosen chosen) return chosen;
        CardRefused refused = (CardRefused)choice;
        bool isUnusable = refused.Why is CardRefusal.NoSuchCard or CardRefusal.NoSuchAddress or CardRefusal.Contradiction;
        Refusal = Voice.Complain($"{refused.Because} {refused.Advice}", isUnusable ? ExitCode.Unusable : ExitCode.Refused);
        return null;
    }

    private DhcpBenchOptions Make(
        DhcpServerOptions server, NetworkCard card, CardAddress address, RivalInterface? at, DhcpSetup setup) => new()
        {
            Service = new DhcpServiceOptions
            {
                Server = server with
                {
                    ProbesAddresses = DhcpInput.Probes(given),
                    // Where somebody else serves too, what we do not know may be his.
                    IsAuthoritative = server.IsAuthoritative && (!Insists || setup.IsAuthoritative == true),
                },
                Doors =
                [
                    new DhcpDoorOptions(address.Address)
                    {
                        Device = new DatagramDevice(card.Name, card.Index), Hardware = card.Hardware ?? default,
                    },
                ],
            },
            OpenStore = () => SqliteLeaseStore.Open(DataFolder.Leases(data)),
            TftpWhenDone = setup.TftpWhenDone,
            WatchedForRivals = at is null ? [] : [at],
        };

    private static RivalInterface? RivalAt(NetworkCard card) => card.Hardware is not { } hardware
        ? null
        : new RivalInterface(card.Index, hardware, [.. card.Addresses.Select(a => a.Address)]);

    private async Task<bool> IsAloneAsync(
        RivalInterface at, NetworkCard card, CardAddress address, DhcpSetup setup, CancellationToken cancel)
    {
        RivalSearchOptions how = new() { TftpServer = setup.Options.TftpServers is [var own, ..] ? own : address.Address };
        if (!RivalSearch.TryOpen(at, how, TimeProvider.System, out RivalSearch? search, out string whyNot))
        {
            Voice.Note($"Other DHCP servers cannot be looked for: {whyNot}");
            return true;
        }

        using RivalSearch opened = search;
        Voice.Note($"Looking for {how.Length.TotalSeconds:0} s whether another DHCP server answers on {card.Name}…");
        IReadOnlyList<RivalOffer> offers = await opened.RunAsync(cancel).ConfigureAwait(false);
        List<RivalOffer> rivals = [.. offers.Where(o => !o.IsOurs)];
        if (rivals.Count == 0) return true;
        RivalScreen.Show(card, rivals, how.TftpServer!.Value, setup.PhonesOnly);
        return setup.PhonesOnly;
    }
}
