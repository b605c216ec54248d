using System.Globalization;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Findings;

namespace Ringback.Phones.Stories;

/// <summary>The sentences about how a phone comes by its address. What is repeated is told once.</summary>
internal static class AddressStory
{
    internal static IEnumerable<StoryLine> Tell(PhoneCase before, PhoneEvent e, PhoneCatalogue catalogue) =>
        [.. LeftOut(e), .. Told(before, e, catalogue)];

    private static IEnumerable<StoryLine> LeftOut(PhoneEvent e)
    {
        long left = e switch
        {
            AddressAsked asked => asked.LeftOut,
            AddressAnswered answered => answered.LeftOut,
            NeighbourSought sought => sought.LeftOut,
            _ => 0,
        };
        return left == 0 ? [] : [Line(e, StoryTone.Attention, string.Create(CultureInfo.InvariantCulture,
            $"says too much in DHCP: {left:N0} more {(left == 1 ? "message is" : "messages are")} left out"))];
    }

    private static IEnumerable<StoryLine> Told(PhoneCase before, PhoneEvent e, PhoneCatalogue catalogue) => e switch
    {
        AddressAsked { Ask: AddressAsk.Discover }
            when before.Addressing.Foreign is { } foreign && !AddressFold.IsKeptLease(before, foreign) =>
            [Line(e, StoryTone.Good, $"asks for an address by DHCP: it has given {foreign.Address} up, so its network "
                + "settings are reset")],
        AddressAsked { Ask: AddressAsk.Discover or AddressAsk.Reboot } asked
            when before.Stage is not BootStage.Addressing => [Line(e, StoryTone.Plain, Asks(asked, catalogue))],
        AddressAsked { Ask: AddressAsk.Release } asked =>
            [Line(e, StoryTone.Plain, $"gives its address {asked.Wanted} back")],
        AddressAnswered { Answer: AddressAnswer.Leased } answered when before.Stage is BootStage.Addressing =>
            [Line(e, StoryTone.Good, Gets(answered))],
        AddressAnswered { Answer: AddressAnswer.Refused } answered =>
            [Line(e, StoryTone.Plain, $"is told to ask for an address anew{Narrator.Why(answered.Because)}")],
        AddressAnswered { Answer: AddressAnswer.Silence } answered =>
            [Line(e, StoryTone.Attention,
                $"gets no answer to its question for an address{Narrator.Why(answered.Because)}")],
        AddressTaken or AddressNotTaken or AddressGivenBack => TellRescue(e),
        _ => [],
    };

    /// <summary>What was done to be the machines that a phone looks for.</summary>
    internal static IEnumerable<StoryLine> TellRescue(PhoneEvent e) => e switch
    {
        AddressTaken taken => [Line(e, StoryTone.Good, string.Create(CultureInfo.InvariantCulture,
            $"looks for {taken.Taken}, which nobody has: {VisibleText.Show(taken.Card)} is {taken.Taken} now")
            + (taken.Vlan is { } vlan ? string.Create(CultureInfo.InvariantCulture, $" in VLAN {vlan}") : "")
            + ", until Ringback ends")],
        AddressNotTaken not => [Line(e, StoryTone.Fault,
            $"looks for {not.Sought}, which is not taken: {VisibleText.Show(not.Because)}")],
        AddressGivenBack given => [Line(e, StoryTone.Plain,
            $"has no {given.Given} here any more: {VisibleText.Show(given.Because)}")],
        _ => [],
    };

    /// <summary>Another server on the same network.</summary>
    internal static IEnumerable<StoryLine> TellRival(RogueDhcpAnswered rival)
    {
        string product = rival.Product is { } known ? $" ({VisibleText.Show(known)})" : "";
        string offers = rival.Given is { } given ? $" and offers {given}" : "";
        string faults = rival.Faults.Count > 0 ? " " + string.Join(" ", rival.Faults.Select(f => f.Message)) : "";
        if (rival.LeftOut > 0)
        {
            yield return Line(rival, StoryTone.Attention, string.Create(CultureInfo.InvariantCulture,
                $"Other DHCP servers have said {rival.LeftOut:N0} more things, which are left out"));
        }

        yield return Line(rival, StoryTone.Fault, $"Another DHCP server, {rival.Server}{product}, answers on this "
            + $"network{offers} ({ProblemCode.RivalDhcpServer}). {rival.Consequence}{faults}");
    }

    private static string Asks(AddressAsked asked, PhoneCatalogue catalogue)
    {
        string how = asked.Ask is AddressAsk.Reboot
            ? $"has started and wants its address {asked.Wanted} again"
            : "has started and asks for an address";
        string relay = asked.Relay is { } from ? $" through the relay {from}" : "";
        if (asked.VendorClass is not { } said) return $"{how}{relay}";
        string who = catalogue.ReadDhcpClass(said) switch
        {
            { IsMultiplatform: true, Model: { } model } => $"it is a {model.Product} with multiplatform firmware",
            { Model: { } model } => $"it is a {model.Product}",
            { Kind: DhcpClassKind.WithoutModel } => "it does not say its model, as old loads do",
            _ => $"it calls itself \"{VisibleText.Show(said)}\"",
        };
        return $"{how}{relay}: {who}";
    }

    private static string Gets(AddressAnswered answered)
    {
        string files = answered.Files is { } said ? $". Its files are at {AddressFindings.Shown(said)}" : "";
        return $"gets the address {answered.Given} for {Shown(answered.LeaseSeconds ?? 0)}{files}";
    }

    private static string Shown(long seconds)
    {
        (long count, string unit) = seconds switch
        {
            86_400 => (1, "day"),
            >= 172_800 => (seconds / 86_400, "days"),
            >= 7_200 => (seconds / 3_600, "hours"),
            >= 120 => (seconds / 60, "minutes"),
            _ => (seconds, "seconds"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count} {unit}");
    }

    private static StoryLine Line(PhoneEvent e, StoryTone tone, string text) => new(e.At, tone, text);
}
