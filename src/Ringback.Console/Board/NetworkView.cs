using System.Net;
using Ringback.Catalogue;
using Ringback.Console.Subject;
using Ringback.Phones.Cases;
using Ringback.Workbench.Network;

namespace Ringback.Console.Board;

/// <summary>What there is of network: cards, addresses that are lent, other servers.</summary>
/// <param name="Cards">The cards of this computer.</param>
/// <param name="Ports">The open ports, each with its address.</param>
/// <param name="Leases">Addresses that phones have from here, and what they were told.</param>
/// <param name="Rogues">Other DHCP servers that phones were heard to be answered by.</param>
/// <param name="Lends">True when addresses are lent from here.</param>
public sealed record NetworkView(IReadOnlyList<CardView> Cards, IReadOnlyList<string> Ports,
    IReadOnlyList<LeaseView> Leases, IReadOnlyList<RogueView> Rogues, bool Lends)
{
    /// <summary>As it is now.</summary>
    public static NetworkView Of(ConsoleSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        HashSet<IPAddress> served = [.. subject.Bench.Listening.Select(l => l.Address)];
        IReadOnlyList<PhoneCase> cases = subject.Bench.Desk.Cases;
        return new NetworkView(
            [
                .. NetworkCards.Read().Select(c => new CardView(c.Name, c.Told,
                    string.Join(", ", c.Addresses), c.What,
                    c.Addresses.Any(a => served.Contains(a.Address.ToIPAddress())), c.HasDefaultRoute, c.IsUp,
                    c.HasCarrier) { IsLoopback = c.Kind is CardKind.Loopback })
                    .OrderByDescending(c => c.IsBench).ThenBy(c => c.Name, StringComparer.Ordinal),
            ],
            [
                .. subject.Bench.Listening.Select(l =>
                    $"{l.Service.ToUpperInvariant()} {new IPEndPoint(l.Address, l.Port)}"),
            ],
            [
                .. cases.Where(c => c.Addressing.Lease is not null).Select(c => new LeaseView(
                    c.Addressing.Lease!.Given, c.Mac, c.Model, c.Addressing.Lease.At,
                    c.Addressing.Lease.At.AddSeconds(c.Addressing.Lease.Seconds),
                    c.Address is { } at && !at.Equals(c.Addressing.Lease.Given) ? at : null))
                    .OrderBy(l => l.At),
            ],
            [
                .. cases.Select(c => c.Addressing.Rival).OfType<RogueDhcpSeen>().GroupBy(r => r.Server)
                    .Select(r => new RogueView(r.Key, r.Max(s => s.At),
                        r.Select(s => s.Answer?.Product).FirstOrDefault(p => p is not null),
                        r.OrderByDescending(s => s.At).Select(s => s.Answer?.Consequence).FirstOrDefault())),
            ],
            subject.Options.Dhcp is not null);
    }
}

/// <summary>A card.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Told">What there is to say of it, on one line.</param>
/// <param name="Addresses">Its addresses; empty when it has none.</param>
/// <param name="What">Of what kind it is, and what keeps it from being used.</param>
/// <param name="IsBench">True when phones are served there.</param>
/// <param name="IsWayOut">True when the way to the rest of the world goes through it.</param>
/// <param name="IsUp">True when it is switched on.</param>
/// <param name="HasCable">True when the other end of the cable answers; null when not known.</param>
public sealed record CardView(string Name, string Told, string Addresses, string What, bool IsBench, bool IsWayOut,
    bool IsUp, bool? HasCable)
{
    /// <summary>True for the one that leads nowhere.</summary>
    public bool IsLoopback { get; init; }

    /// <summary>The one that is likeliest to have phones of another network; null where there is none at all.</summary>
    internal static CardView? ForPhones(IReadOnlyList<CardView> cards) =>
        cards.FirstOrDefault(c => c is { IsWayOut: false, IsUp: true, IsBench: false })
            ?? (cards is [var first, ..] ? first : null);
}

/// <summary>An address that a phone has.</summary>
/// <param name="Address">The address.</param>
/// <param name="Mac">The phone; null when it has not named itself.</param>
/// <param name="Model">Its model; null when not known.</param>
/// <param name="At">Since when.</param>
/// <param name="Until">Until when, unless it asks again.</param>
/// <param name="Elsewhere">Where it was heard last, when that is another address; null otherwise.</param>
public sealed record LeaseView(IPAddress Address, MacAddress? Mac, string? Model, DateTimeOffset At,
    DateTimeOffset Until, IPAddress? Elsewhere);

/// <summary>Another DHCP server.</summary>
/// <param name="Server">Its address.</param>
/// <param name="At">When it was heard last.</param>
/// <param name="Product">What it is; null when not known.</param>
/// <param name="Consequence">What a phone does with its answer; null when not known.</param>
public sealed record RogueView(IPAddress Server, DateTimeOffset At, string? Product, string? Consequence);
