using System.CommandLine;
using System.Net;
using Ringback.Catalogue.Problems;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Datagrams;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Dhcp;
using Ringback.Workbench.Dhcp.Leases;
using Ringback.Workbench.Dhcp.RogueServers;
using Ringback.Workbench.Dhcp.Setup;
using Ringback.Workbench.Network;

namespace Ringback.Cli.Serving;

/// <summary>What came of making DHCP ready.</summary>
internal abstract record DhcpStartOutcome;

/// <summary>It is ready, or none is wanted.</summary>
/// <param name="Options">How the workbench is set up, with the DHCP server in it when one is wanted.</param>
/// <param name="Sketch">What to draw of the bench; null when no addresses are lent.</param>
internal sealed record DhcpReady(WorkbenchOptions Options, BenchSketch? Sketch) : DhcpStartOutcome;

/// <summary>Nothing is served.</summary>
/// <param name="Because">Why, for a person; null where the last news says it.</param>
/// <param name="Code">The exit code.</param>
/// <param name="Commands">What to type before the next try.</param>
internal sealed record DhcpNotReady(string? Because, int Code, IReadOnlyList<string> Commands) : DhcpStartOutcome;

/// <summary>What a person should know while DHCP is made ready.</summary>
internal abstract record DhcpStartNews;

/// <summary>Something in words.</summary>
internal sealed record DhcpStartNote(string Text) : DhcpStartNews;

/// <summary>Other DHCP servers answer there.</summary>
/// <param name="Card">Where.</param>
/// <param name="Servers">The servers.</param>
/// <param name="Tftp">Where phones are to go; null when this computer has no address there yet.</param>
/// <param name="SharesNetwork">True when phones are served beside them.</param>
internal sealed record DhcpOthersFound(
    NetworkCard Card, IReadOnlyList<RogueDhcpOffer> Servers, Ipv4Address? Tftp, bool SharesNetwork) : DhcpStartNews;

/// <summary>
/// From the options of <c>serve</c> to a DHCP server that does no harm: on a card that is meant, and only when no other
/// server answers there. Prints nothing.
/// </summary>
/// <param name="given">The options.</param>
/// <param name="data">The data folder; null for the usual one.</param>
/// <param name="tell">Told of what a person should know at once.</param>
/// <param name="isRescue">True when more than DHCP is to be done by force.</param>
internal sealed class DhcpStart(ParseResult given, string? data, Action<DhcpStartNews> tell, bool isRescue)
    : IAsyncDisposable
{
    internal static readonly Option<string?> Interface = new("--interface")
    {
        Description = "Serve on this network interface only.", HelpName = "NAME",
    };

    internal static readonly Option<string[]> Bind = new("--bind")
    {
        Description = "Listen on this address only. May be repeated; IPv6 too.", HelpName = "ADDR",
    };

    private BenchAddress? _held;
    private DhcpNotReady _refusal = new(null, ExitCode.Refused, []);

    private bool Insists => DhcpInput.Insists(given);

    /// <summary>Finds the card, sees that nobody else lends there, and gives it an address where asked to.</summary>
    internal async Task<DhcpStartOutcome> PrepareAsync(WorkbenchOptions options, CancellationToken cancel)
    {
        foreach (Leftover left in await BenchLeftovers.UndoAllAsync(Bench, cancel).ConfigureAwait(false)) Tell(left);
        if (DhcpInput.Read(given, isRescue) is not { } setup) return new DhcpReady(options, null);
        if (Choose(options.Addresses) is not { } choice) return _refusal;
        if (await MakeReadyAsync(choice, setup, cancel).ConfigureAwait(false) is not { } chosen) return _refusal;
        CardAddress address = chosen.Address!.Value;
        DhcpServerOptions server = setup.Make([address], out IReadOnlyList<string> faults);
        if (faults.Count > 0) throw new UnusableException(string.Join(" ", faults));
        return new DhcpReady(
            options with
            {
                Addresses = options.Addresses.Count > 0 ? options.Addresses : [address.Address.ToIPAddress()],
                Dhcp = Make(server, chosen.Card, address, RogueDhcpAt(chosen.Card), setup),
            },
            new BenchSketch(chosen.Card, address, Lent(server)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_held is { } held) await held.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The card with an address on it and nobody else lending there; null when that cannot be had.</summary>
    private async Task<CardChosen?> MakeReadyAsync(CardChosen chosen, DhcpSetup setup, CancellationToken cancel)
    {
        // A card that is switched off hears nobody, so that one is switched on first; any other is left as it is until
        // it is known that nobody else serves there.
        CardChosen? ready = chosen is { Address: null, Card.IsUp: false }
            ? await WithAddressAsync(chosen, cancel).ConfigureAwait(false)
            : chosen;
        if (ready is null) return null;
        foreach (Problem warning in ready.Warnings) Note($"{warning.Message} {warning.Advice}");
        bool isAlone = RogueDhcpAt(ready.Card) is not { } at || Insists
            || await IsAloneAsync(at, ready, setup, cancel).ConfigureAwait(false);
        if (!isAlone) return null;
        return ready.Address is null ? await WithAddressAsync(ready, cancel).ConfigureAwait(false) : ready;
    }

    private BenchSystem Bench => new() { Data = data ?? DataFolder.Default };

    private void Note(string text) => tell(new DhcpStartNote(text));

    private void Tell(Leftover left)
    {
        string todo = left.Command is { } command ? $" Type: {command}" : "";
        if (left.Fate is not LeftoverFate.InUse) Note($"From an earlier run: {left.Because}{todo}");
    }

    private async Task<CardChosen?> WithAddressAsync(CardChosen chosen, CancellationToken cancel)
    {
        NetworkCard card = chosen.Card;
        if (!DhcpInput.IsBench(given))
        {
            _refusal = new DhcpNotReady($"the card {card.Name} has no IPv4 address. Use --bench to have one put there "
                + $"while serving, or give it one (on Linux: sudo ip address add 192.168.77.1/24 dev {card.Name}).",
                ExitCode.Unusable, []);
            return null;
        }

        BenchAddressOutcome outcome = await BenchAddress.OpenAsync(card, Bench, cancel).ConfigureAwait(false);
        if (outcome is BenchAddressSet set)
        {
            Note(set.Because);
            _held = set.Held;
            // The choice is made anew: what was wrong with a bare card is not wrong any more.
            return CardChoice.Make(NetworkCards.Read(), new CardQuestion { Interface = card.Name, Insist = true })
                as CardChosen;
        }

        BenchAddressRefused refused = (BenchAddressRefused)outcome;
        _refusal = new DhcpNotReady(refused.Because, ExitCode.Refused, refused.Commands);
        return null;
    }

    private static string? Lent(DhcpServerOptions server) =>
        server.Subnets is [{ Ranges: [var range, ..] }, ..] ? $"{range.First} to {range.Last}" : null;

    private CardChosen? Choose(IReadOnlyList<IPAddress> bind)
    {
        CardChoice choice = CardChoice.Make(NetworkCards.Read(), new CardQuestion
        {
            Interface = given.GetValue(Interface),
            Bind = [.. bind.Select(Ipv4Address.From).OfType<Ipv4Address>()],
            Insist = Insists,
        });
        if (choice is CardChosen chosen) return chosen;
        CardRefused refused = (CardRefused)choice;
        int code = refused.Why switch
        {
            CardRefusal.NoSuchCard or CardRefusal.NoSuchAddress or CardRefusal.Contradiction => ExitCode.Unusable,
            _ => ExitCode.Refused,
        };
        _refusal = new DhcpNotReady($"{refused.Because} {refused.Advice}", code, []);
        return null;
    }

    private DhcpBenchOptions Make(
        DhcpServerOptions server, NetworkCard card, CardAddress address, InquiryInterface? at, DhcpSetup setup) => new()
        {
            Service = new DhcpServiceOptions
            {
                Server = server with
                {
                    ProbesAddresses = DhcpInput.Probes(given),
                    // Where somebody else serves too, what we do not know may be his.
                    IsAuthoritative = server.IsAuthoritative && (!Insists || setup.IsAuthoritative == true),
                },
                Links =
                [
                    new DhcpLinkOptions(address.Address)
                    {
                        Device = new DatagramDevice(card.Name, card.Index), Hardware = card.Hardware ?? default,
                    },
                ],
            },
            OpenStore = () => SqliteLeaseStore.Open(DataFolder.Leases(data)),
            TftpWhenDone = setup.TftpWhenDone,
            WatchedForRogueDhcp = at is null ? [] : [at],
        };

    private static InquiryInterface? RogueDhcpAt(NetworkCard card) => card.Hardware is not { } hardware
        ? null
        : new InquiryInterface(card.Index, hardware, [.. card.Addresses.Select(a => a.Address)]);

    private async Task<bool> IsAloneAsync(
        InquiryInterface at, CardChosen chosen, DhcpSetup setup, CancellationToken cancel)
    {
        NetworkCard card = chosen.Card;
        Ipv4Address? tftp = setup.Options.TftpServers is [var own, ..] ? own : chosen.Address?.Address;
        RogueDhcpSearchOptions how = new() { TftpServer = tftp };
        if (!RogueDhcpSearch.TryOpen(at, how, TimeProvider.System, out RogueDhcpSearch? search, out string whyNot))
        {
            Note($"Other DHCP servers cannot be looked for: {whyNot}");
            return true;
        }

        using RogueDhcpSearch opened = search;
        Note($"Looking for {how.Length.TotalSeconds:0} s whether another DHCP server answers on {card.Name}…");
        IReadOnlyList<RogueDhcpOffer> offers = await opened.RunAsync(cancel).ConfigureAwait(false);
        List<RogueDhcpOffer> rogues = [.. offers.Where(o => !o.IsOurs)];
        if (rogues.Count == 0) return true;
        tell(new DhcpOthersFound(card, rogues, tftp, setup.PhonesOnly));
        return setup.PhonesOnly;
    }
}
