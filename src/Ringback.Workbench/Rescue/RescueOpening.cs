using System.Net;
using Microsoft.Extensions.Logging;
using Ringback.Catalogue;
using Ringback.Observation.Dhcp;
using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Rescue;

/// <summary>What came of opening a rescue.</summary>
public abstract record RescueOpenOutcome;

/// <summary>It is open, and has not begun.</summary>
/// <param name="Rescue">The rescue.</param>
/// <param name="HeardBy">How phones are heard, for people.</param>
public sealed record RescueOpen(RescueBench Rescue, string HeardBy) : RescueOpenOutcome;

/// <summary>It cannot be.</summary>
/// <param name="Because">Why, for people.</param>
/// <param name="Commands">What to type before the next try; empty where that is not all.</param>
public sealed record RescueNotOpen(string Because, IReadOnlyList<string> Commands) : RescueOpenOutcome;

/// <summary>A rescue that is asked for, on a card that was chosen.</summary>
public sealed record RescueOpening
{
    /// <summary>The card that the phones are on.</summary>
    public required NetworkCard Card { get; init; }

    /// <summary>What is asked of the system.</summary>
    public required BenchSystem System { get; init; }

    /// <summary>Who is served: each phone is added as it is found.</summary>
    public required GuestNetworks Guests { get; init; }

    /// <summary>The only phone that counts; null for every phone of Cisco's.</summary>
    public MacAddress? Only { get; init; }

    /// <summary>True to take even what this computer reaches over another card.</summary>
    public bool Insists { get; init; }

    /// <inheritdoc cref="RescueOptions.IsDry"/>
    public bool IsDry { get; init; }

    /// <inheritdoc cref="RescueOptions.TellsDhcp"/>
    public bool TellsDhcp { get; init; } = true;

    /// <inheritdoc cref="RescueOptions.Told"/>
    public ToldSight? Told { get; init; }

    /// <summary>Opens it; nothing is sent and nothing is changed before it begins.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The program's log.</param>
    /// <param name="tell">Told of each step, with its event for the story.</param>
    public RescueOpenOutcome Open(TimeProvider time, ILoggerFactory loggers, Action<RescueStep, PhoneEvent?> tell)
    {
        if (!Card.IsUp)
        {
            return new RescueNotOpen($"{Card.Name} is switched off, so that nobody can be heard there.",
                [System.Setter.SwitchOn(Card.Name).TypedWithRights]);
        }

        if (Wire(time, loggers, out string whyNot) is not { } wire)
        {
            return new RescueNotOpen($"{whyNot} A rescue hears phones by raw frames and changes the network's "
                + "settings (CAP_NET_RAW and CAP_NET_ADMIN on Linux): run it with sudo, or as Administrator. Where "
                + "there are no raw frames, say what the phone looks for, as its menus show it: --phone-address and "
                + "--take.", []);
        }

        if (Told is { Phone: { IsNone: false } own }) Guests.Add(new IPNetwork(own.ToIPAddress(), 32));
        RescueOptions options = new()
        {
            Card = Card,
            System = System,
            Rules = RescueOptions.RulesFor(Card, System.Cards(), MayBePhone,
                Only is { } mac ? EthernetAddress.HardwareOf(mac) : null, Insists),
            Guests = Guests,
            IsDry = IsDry,
            TellsDhcp = TellsDhcp,
            Told = Told,
        };
        return new RescueOpen(new RescueBench(options, wire, time, tell), wire.Name);
    }

    private IRescueWire? Wire(TimeProvider time, ILoggerFactory loggers, out string whyNot)
    {
        whyNot = $"{Card.Name} has no MAC address.";
        if (Card.Hardware is { } own
            && FrameWire.TryOpen(Card.Index, own, time, loggers.CreateLogger<FrameWire>(),
                out FrameWire? frames, out whyNot))
        {
            return frames;
        }

        return Told is null ? null : new PingWire(loggers.CreateLogger<PingWire>());
    }

    private static bool MayBePhone(HardwareAddress hardware) =>
        EthernetAddress.MacOf(hardware) is { } mac && PhoneMakers.Include(mac);
}
