using System.CommandLine;
using System.Net;
using Microsoft.Extensions.Logging;
using Ringback.Catalogue;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Network;
using Ringback.Workbench.Rescue;

namespace Ringback.Cli.Serving;

/// <summary>What came of making a rescue ready.</summary>
internal abstract record RescueStartOutcome;

/// <summary>It is ready.</summary>
/// <param name="Options">How the workbench is set up: at every address, for the phones that are found.</param>
/// <param name="Rescue">The rescue, which has not begun.</param>
/// <param name="Told">What to say of it at the start.</param>
internal sealed record RescueReady(WorkbenchOptions Options, RescueBench Rescue, string Told) : RescueStartOutcome;

/// <summary>It cannot be.</summary>
/// <param name="Because">Why, for a person.</param>
/// <param name="Code">The exit code.</param>
/// <param name="Commands">What to type before the next try.</param>
internal sealed record RescueNotReady(string Because, int Code, IReadOnlyList<string> Commands) : RescueStartOutcome;

/// <summary>From the options of <c>rescue</c> to a rescue on a card that is meant. Prints nothing.</summary>
internal static class RescueStart
{
    internal static readonly Option<string?> Mac = new("--mac")
    {
        Description = "Only for this phone, whatever its MAC begins with. Default: every MAC of Cisco's.",
        HelpName = "MAC",
    };

    internal static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Send nothing and change nothing; say what would be done, until Ctrl-C.",
    };

    internal static readonly Option<string?> PhoneAddress = new("--phone-address")
    {
        Description = "The phone's own address, as its menus show it, where it cannot be heard.", HelpName = "ADDR",
    };

    internal static readonly Option<string[]> Take = new("--take")
    {
        Description = "Take this address too, as if the phone had asked for it. May be repeated.", HelpName = "ADDR",
    };

    /// <summary>Refuses options that cannot be meant, before anything is opened.</summary>
    /// <exception cref="UnusableException">An option is wrong, or two of them contradict each other.</exception>
    internal static void Check(ParseResult given)
    {
        _ = ReadMac(given);
        _ = ReadTold(given);
        if (given.GetValue(DryRun) && DhcpInput.IsWanted(given))
        {
            throw new UnusableException("--dry-run sends nothing and changes nothing, so it lends no addresses either: "
                + "leave --bench, --dhcp and --dhcp-config away.");
        }
    }

    /// <summary>Makes it ready.</summary>
    /// <param name="given">The options.</param>
    /// <param name="options">The workbench, as for serving.</param>
    /// <param name="data">The data folder; null for the usual one.</param>
    /// <param name="tell">Told of each step, with its event for the story.</param>
    /// <param name="loggers">The program's log.</param>
    internal static RescueStartOutcome Prepare(ParseResult given, WorkbenchOptions options, string? data,
        Action<RescueStep, PhoneEvent?> tell, ILoggerFactory loggers)
    {
        bool insists = DhcpInput.Insists(given);
        IReadOnlyList<NetworkCard> cards = NetworkCards.Read();
        CardChoice choice = CardChoice.Make(cards, new CardQuestion
        {
            Interface = given.GetValue(DhcpStart.Interface), Use = CardUse.Take, Insist = insists,
        });
        if (choice is CardRefused refused)
        {
            int code = refused.Why is CardRefusal.NoSuchCard ? ExitCode.Unusable : ExitCode.Refused;
            return new RescueNotReady($"{refused.Because} {refused.Advice}", code, []);
        }

        NetworkCard card = ((CardChosen)choice).Card;
        BenchSystem system = new() { Data = data ?? DataFolder.Default };
        GuestNetworks guests = new([.. options.Networks ?? [], .. card.Subnets.Select(AsNetwork)]);
        RescueOpening opening = new()
        {
            Card = card,
            System = system,
            Guests = guests,
            Only = ReadMac(given),
            Insists = insists,
            IsDry = given.GetValue(DryRun),
            TellsDhcp = options.Dhcp is null,
            Told = ReadTold(given),
        };
        RescueOpenOutcome opened = opening.Open(TimeProvider.System, loggers, tell);
        if (opened is RescueNotOpen shut) return new RescueNotReady(shut.Because, ExitCode.Refused, shut.Commands);
        RescueOpen open = (RescueOpen)opened;
        // Which addresses it will have is not known yet.
        return new RescueReady(options with { Addresses = [IPAddress.Any], Networks = guests }, open.Rescue,
            $"Rescue: listening on {card.Name} by {open.HeardBy} for phones that look for a network that is not here.");
    }

    private static IPNetwork AsNetwork(Ipv4Network network) =>
        new(network.Address.ToIPAddress(), network.PrefixLength);

    private static ToldSight? ReadTold(ParseResult given) =>
        ToldSight.Read(given.GetValue(PhoneAddress), given.GetValue(Take) ?? [], (PhoneAddress.Name, Take.Name),
            out ToldSight? told) is { } whyNot
            ? throw new UnusableException(whyNot)
            : told;

    private static MacAddress? ReadMac(ParseResult given)
    {
        if (given.GetValue(Mac) is not { } text) return null;
        return MacAddress.TryParse(text, null, out MacAddress mac)
            ? mac
            : throw new UnusableException(
                $"'{text}' is no MAC address: twelve hexadecimal digits, such as 000E84C060A6.");
    }
}
