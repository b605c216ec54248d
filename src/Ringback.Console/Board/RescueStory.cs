using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Network;

namespace Ringback.Console.Board;

/// <summary>How far a rescue is.</summary>
public enum RescueStage
{
    /// <summary>A phone was heard that needs one; nothing is changed.</summary>
    Meant,

    /// <summary>Somebody looks what it would do; nothing is changed.</summary>
    Looks,

    /// <summary>It runs.</summary>
    Runs,

    /// <summary>It has ended.</summary>
    Over,
}

/// <summary>
/// A phone that lives in a network that is gone, and the plan that brings it back: what it looks for, which of it can
/// be had, the very commands, and what was given back. Made of what was heard and of the rescue's steps; pure.
/// </summary>
public sealed record RescueStory
{
    /// <summary>The network card.</summary>
    public required string Card { get; init; }

    /// <summary>How far it is.</summary>
    public required RescueStage Stage { get; init; }

    /// <summary>The phone; null until something tells its MAC address.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>What was heard of it; null when only the rescue's steps tell of it.</summary>
    public ListenedPhone? Phone { get; init; }

    /// <summary>Its own address; null when not known.</summary>
    public string? Own { get; init; }

    /// <summary>What it looks for, its gateway first.</summary>
    public required IReadOnlyList<string> Wanted { get; init; }

    /// <summary>Those that the card has now.</summary>
    public IReadOnlyList<string> Taken { get; init; } = [];

    /// <summary>Those that were given back.</summary>
    public IReadOnlyList<string> Returned { get; init; } = [];

    /// <summary>The steps of those that cannot be had, each with its reason.</summary>
    public IReadOnlyList<RescueJson> Refused { get; init; } = [];

    /// <summary>Steps that could not be undone, each with the command that is left to be typed.</summary>
    public IReadOnlyList<RescueJson> Stuck { get; init; } = [];

    /// <summary>What is run to have them, as somebody would type it.</summary>
    public required IReadOnlyList<string> Commands { get; init; }

    /// <summary>True when everything that was taken is gone again.</summary>
    public bool IsReturned => Taken.Count == 0 && Stuck.Count == 0;

    /// <summary>True once it asked by itself for an address: its network settings are reset.</summary>
    public bool IsReset => Phone?.AddressedBy?.Value is AddressOrigin.Leased or AddressOrigin.None;

    /// <summary>True once it is known of each whether it can be had.</summary>
    public bool IsAsked => Stage is not RescueStage.Meant && Wanted.Count > 0
        && Wanted.All(w => Taken.Contains(w) || Returned.Contains(w) || Refused.Any(r => r.Address == w));

    /// <summary>The story of the phone that is rescued or should be; null when there is none.</summary>
    /// <param name="heard">What was heard at a card; null when nobody has listened.</param>
    /// <param name="rescue">The rescue that runs, or the last one; null when there was none.</param>
    /// <param name="meant">The heard phone that somebody chose; null for the first that needs it.</param>
    /// <param name="onBench">What the bench knows of a phone's network; null when it does not know the phone.</param>
    /// <param name="system">The system, for its commands and its cards.</param>
    public static RescueStory? Of(ListenJson? heard, RescueView? rescue, MacAddress? meant,
        Func<MacAddress, ListenedPhone?> onBench, BenchSystem system)
    {
        ArgumentNullException.ThrowIfNull(onBench);
        ArgumentNullException.ThrowIfNull(system);
        if (heard is null && rescue is null) return null;
        IReadOnlyList<NetworkCard> cards = system.Cards();
        ListenedPhone? next = heard?.Phones.FirstOrDefault(p => meant is null ? IsLocked(p, cards) : p.Mac == meant);
        MacAddress? rescued = rescue?.Mac ?? rescue?.Steps.LastOrDefault(s => s.Phone is not null)?.Phone;
        bool isNext = next is not null && rescued == next.Mac;
        bool isOfRescue = rescue is { Running: true } || (rescue is { DryRun: false } && (next is null || isNext));
        if (!isOfRescue)
        {
            return next is null || heard?.Source.Interface is not { } card
                ? null
                : Build(card, next.Mac, next, isNext ? rescue : null, RescueStage.Meant, cards, system.Setter);
        }

        ListenedPhone? phone = rescued is null ? null : heard?.Phones.FirstOrDefault(p => p.Mac == rescued);
        // The bench goes on looking when nobody listens any more, and is told less: not what CDP says.
        if (rescued is { } mac && onBench(mac) is { } seen) phone = seen with { Model = seen.Model ?? phone?.Model };
        if (phone is null && rescue!.Steps.Count == 0) return null;
        return Build(rescue!.Interface, rescued, phone, rescue, rescue switch
        {
            { Running: false } => RescueStage.Over,
            { DryRun: true } => RescueStage.Looks,
            _ => RescueStage.Runs,
        }, cards, system.Setter);
    }

    /// <summary>
    /// True for a phone that no DHCP server of ours reaches, because it has an address of a network that is not here
    /// already. One that was only not heard to ask for an address is not sure enough to begin with it.
    /// </summary>
    internal static bool IsLocked(ListenedPhone phone, IReadOnlyList<NetworkCard> cards) =>
        phone.AddressedBy is
        {
            Value: AddressOrigin.Static or AddressOrigin.KeptLease, Confidence: not ProblemConfidence.Possible,
        } && !IsIn(cards, phone.Address?.Value.ToString());

    private static bool IsIn(IReadOnlyList<NetworkCard> cards, string? address) =>
        Ipv4Address.TryParse(address, out Ipv4Address own) && cards.Any(c => c.Subnets.Any(s => s.Contains(own)));

    private static RescueStory Build(string card, MacAddress? mac, ListenedPhone? phone, RescueView? rescue,
        RescueStage stage, IReadOnlyList<NetworkCard> cards, IAddressSetter setter)
    {
        RescueJson[] steps = [.. (rescue?.Steps ?? []).Where(s => s.Phone is null || s.Phone == mac)];
        string? own = phone?.Address?.Value.ToString()
            ?? steps.Select(s => s.PhoneAddress).FirstOrDefault(a => a is not null);
        // What an address came to last is what it is now; what could not be undone is still there.
        ILookup<string, string> now = steps.Where(s => rescue is { DryRun: false } && s.Address is not null)
            .Where(s => s.Step is "take" or "give-back").GroupBy(s => s.Address!)
            .ToLookup(g => g.Last().Step, g => g.Key);
        string[] taken = [.. now["take"]], returned = [.. now["give-back"]];
        // What this computer has anyhow it need not take.
        HashSet<string> ours = [.. cards.SelectMany(c => c.Addresses).Select(a => $"{a.Address}")];
        ours.ExceptWith(taken);
        if (own is not null) ours.Add(own);
        IEnumerable<string> shown = phone is null ? [] : Looks(phone).Select(a => a.ToString());
        string[] wanted = [.. shown.Concat(steps.Select(s => s.Address).OfType<string>()).Distinct().Except(ours)];
        int begun = Array.FindIndex(steps, s => s.Step is "take" or "tag" or "reach");
        RescueJson[] stuck = rescue is { DryRun: true } || begun < 0
            ? []
            : [.. steps.Skip(begun).Where(s => s.Step == "fail" && (s.Address is null || taken.Contains(s.Address)))];
        string[] commands = [.. steps.Except(stuck).SelectMany(s => s.Commands).Distinct()];
        bool isNear = IsIn([.. cards.Where(c => c.Name == card)], own) && taken.Length == 0;
        return new RescueStory
        {
            Card = card,
            Stage = stage,
            Mac = mac,
            Phone = phone,
            Own = own,
            Wanted = wanted,
            Taken = taken,
            Returned = returned,
            Refused =
            [
                .. steps.Where(s => s.Step is "refuse" or "fail" && !stuck.Contains(s)).GroupBy(s => s.Address)
                    .Select(g => g.Last()),
            ],
            Stuck = stuck,
            Commands = commands.Length > 0
                ? commands
                : Typed(card, isNear ? null : own, wanted, phone?.Vlan?.Value, setter),
        };
    }

    private static IEnumerable<IPAddress> Looks(ListenedPhone phone)
    {
        if (phone.Gateway is { } gateway) yield return gateway.Value;
        foreach (Believed<IPAddress> server in phone.TftpServers) yield return server.Value;
        foreach (Believed<IPAddress> server in phone.CallServers) yield return server.Value;
        foreach (Believed<IPAddress> other in phone.OtherAddresses) yield return other.Value;
    }

    /// <summary>What a rescue would run, in its order: the VLAN, the way to the phone, each address.</summary>
    private static string[] Typed(
        string card, string? own, IReadOnlyList<string> wanted, int? vlan, IAddressSetter setter)
    {
        List<ToolCommand> commands = [];
        if (vlan is { } number)
        {
            commands.AddRange(setter.AddVlan(card, (ushort)number));
            card = setter.VlanName(card, (ushort)number);
        }

        if (Ipv4Address.TryParse(own, out Ipv4Address phone)) commands.Add(setter.Reach(card, phone));
        foreach (string text in wanted)
        {
            if (Ipv4Address.TryParse(text, out Ipv4Address address))
                commands.Add(setter.Add(card, new CardAddress(address, 32)));
        }

        return [.. commands.Select(c => c.TypedWithRights)];
    }
}
