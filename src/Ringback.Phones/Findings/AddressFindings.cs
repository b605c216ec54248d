using System.Globalization;
using System.Net;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Phones.Findings;

/// <summary>
/// Why a phone that wants an address, or has one, does not come to ask for its files (sources.md 7940-7960 §2.2 and
/// §4.2, other-phones §5.2 and §7).
/// </summary>
internal static class AddressFindings
{
    // A client that got an offer takes it at once; RFC 2131 §4.1 repeats after 4, 8 and 16 seconds.
    private const int DiscoversOfTrouble = 3;
    private const int LeasesOfTrouble = 2;

    private const byte Option66 = 66;
    private const byte Option150 = 150;

    internal static IEnumerable<Problem> Of(PhoneCase phone, DateTimeOffset now)
    {
        PhoneAddressing known = phone.Addressing;
        if (ReferenceEquals(known, PhoneCase.NoAddressing)) yield break;
        if (NoAnswer(known) is { } noAnswer) yield return noAnswer;
        if (Rival(known) is { } rival) yield return rival;
        foreach (Problem fault in RogueDhcpFaults(known)) yield return fault;
        if (Differs(known) is { } differs) yield return differs;
        if (Declined(known) is { } declined) yield return declined;
        if (known.Foreign is { } foreign) yield return Foreign(phone, foreign, known.Sought, now);
        else if (Sought(known) is { } sought) yield return sought;
        if (NoFile(phone, now) is { } noFile) yield return noFile;
    }

    private static Problem? NoAnswer(PhoneAddressing known)
    {
        if (known.DiscoverCount < DiscoversOfTrouble) return null;
        IReadOnlyList<ProblemEvidence> evidence =
            [.. known.Discovers.Select(at => PhoneFault.Seen(at, "it looked for a DHCP server"))];
        string times = Times(known.DiscoverCount);
        if (known.Silence is { } why)
        {
            return PhoneFault.Of(ProblemCode.NoDhcpAnswer, ProblemSeverity.Error, ProblemConfidence.Certain,
                $"It has asked for an address {times} and got none: {why}.",
                "Mend that; the phone goes on asking by itself.", evidence);
        }

        return known.Offers >= DiscoversOfTrouble - 1
            ? PhoneFault.Of(ProblemCode.NoDhcpAnswer, ProblemSeverity.Error, ProblemConfidence.Likely,
                $"It has asked for an address {times}, was offered {known.Offered} each time, and does not take it: "
                + "the offers do not reach it.",
                "Look for a firewall on this computer that stops UDP port 67 and 68 (ringback doctor), for a switch "
                + "port in another VLAN, and for DHCP snooping on the switch, which lets answers in at trusted ports "
                + "only.", evidence)
            : PhoneFault.Of(ProblemCode.NoDhcpAnswer, ProblemSeverity.Error, ProblemConfidence.Certain,
                $"It has asked for an address {times} and nobody answered.",
                "Start Ringback with --dhcp auto, or look why the DHCP server of this network does not answer.",
                evidence);
    }

    private static Problem? Rival(PhoneAddressing known)
    {
        if (known.Rival is not { } rival) return null;
        string got = rival.Answer is { Given: { } given } ? $" ({given})" : "";
        string consequence = rival.Answer is { } answer ? " " + answer.Consequence : "";
        return PhoneFault.Of(ProblemCode.RivalDhcpServer, ProblemSeverity.Warning,
            rival.Answer is null or { Answer: AddressAnswer.Leased }
                ? ProblemConfidence.Certain
                : ProblemConfidence.Likely,
            $"It takes its address{got} from another DHCP server, {rival.Server}, and goes by what that one says."
            + consequence,
            "Unplug that network from the bench, or make that server send phones here: ringback doctor shows the lines "
            + "for it.",
            [PhoneFault.Seen(rival.At, $"{rival.Server} answered it")]);
    }

    private static IEnumerable<Problem> RogueDhcpFaults(PhoneAddressing known)
    {
        if (known.Rival?.Answer is not { } answer) yield break;
        foreach (RogueDhcpFault fault in answer.Faults)
        {
            if (fault.Code is not { } code) continue;
            yield return PhoneFault.Of(code, ProblemSeverity.Error, ProblemConfidence.Certain,
                $"The DHCP server {answer.Server}: {fault.Message}",
                "Make option 150 a list of IPv4 addresses there, with option 66 and the next server the same address.",
                [PhoneFault.Seen(answer.At, $"the answer of {answer.Server}")]);
        }
    }

    private static Problem? Differs(PhoneAddressing known) => known.Differs is not { } refused ? null : PhoneFault.Of(
        ProblemCode.OfferAndRequestDiffer, ProblemSeverity.Warning, ProblemConfidence.Certain,
        $"It was offered {known.Offered} and asked for {known.Wanted}, which was refused: it holds on to an older "
        + "address, or a second server speaks to it.",
        "It begins anew by itself. If it goes on like this, take its power away for ten seconds, and look for a second "
        + "DHCP server (ringback doctor).",
        [PhoneFault.Seen(refused.At, "it was refused" + (refused.Because is null ? "" : ": " + refused.Because))]);

    private static Problem? Declined(PhoneAddressing known) =>
        known.Declined is not { } declined ? null : PhoneFault.Of(
        ProblemCode.AddressInUse, ProblemSeverity.Warning, ProblemConfidence.Certain,
        $"It says that somebody else has {declined.Wanted}, which it was given.",
        "It gets another address by itself, and that one rests for an hour. Look for a machine with a fixed address "
        + "within the range of --dhcp.",
        [PhoneFault.Seen(declined.At, $"it declined {declined.Wanted}")]);

    private static Problem? Sought(PhoneAddressing known)
    {
        if (known.Sought is not { } sought) return null;
        ProblemEvidence[] evidence = [PhoneFault.Seen(sought.At, $"it asked by ARP who has {sought.Sought}")];
        return known.Lease?.Files is not { } told ? null : PhoneFault.Of(
            ProblemCode.ManualTftpServer, ProblemSeverity.Error, ProblemConfidence.Likely,
            $"It was told to fetch its files from {Shown(told)}, and looks for {sought.Sought} instead: a TFTP server "
            + "is set by hand on the phone.",
            "On the phone, set Alternate TFTP to NO (Settings > Network Configuration), or do a factory reset without "
            + $"keeping the network settings. Or give this computer the address {sought.Sought} too.", evidence);
    }

    /// <summary>An address of a network that is not here: set by hand, or left from a lease.</summary>
    private static Problem Foreign(
        PhoneCase phone, ForeignAddress foreign, NeighbourSought? sought, DateTimeOffset now)
    {
        bool isServed = foreign.Taken.Count > 0;
        bool isLease = AddressFold.IsKeptLease(phone, foreign);
        string origin = (isLease, phone.Network) switch
        {
            (true, _) => $"It still uses {foreign.Address}, which it got by DHCP in a network that is "
                + "not here: it asked for it again, and nobody answered",
            (_, { IsHeardFromStart: true, AskedDhcp: null }) => $"It has the fixed address {foreign.Address} of a "
                + "network that is not here: it was heard from its start on, and did not ask by DHCP",
            _ => $"It has the address {foreign.Address} of a network that is not here: it is set by hand, or left from "
                + "a lease",
        };
        string looks = isServed
            ? $"; this computer is {string.Join(" and ", foreign.Taken)} for it"
            : sought is null ? "" : $", and looks for {sought.Sought}";
        string reset = phone.Mac is { } mac ? $"ringback phone {mac} --reset-help tells the keys" : "see --reset-help";
        string cure = isLease
            ? "lend addresses (--dhcp auto) and take its power away for ten seconds: it takes a new one"
            : $"set it back to DHCP ({reset})";
        string advice = isServed
            ? $"It is served as it is. Before it goes into another network: {cure}."
            : $"ringback rescue becomes that network. For good: {cure}.";
        return PhoneFault.Of(isLease ? ProblemCode.StoredLease : ProblemCode.StaticAddress,
            isServed ? ProblemSeverity.Warning : ProblemSeverity.Error,
            isLease ? ProblemConfidence.Certain : ProblemConfidence.Likely, $"{origin}{looks}.", advice,
            [
                sought is null
                    ? PhoneFault.Seen(now, $"it uses {foreign.Address}")
                    : PhoneFault.Seen(sought.At, $"it asked by ARP who has {sought.Sought}"),
            ]);
    }

    private static Problem? NoFile(PhoneCase phone, DateTimeOffset now)
    {
        PhoneAddressing known = phone.Addressing;
        bool again = known.LeasesWithoutFile.Count >= LeasesOfTrouble;
        double? silent = known.Silent?.Seconds ?? Silence.Of(phone, now)?.TotalSeconds;
        if (known.Lease is not { } lease || (!again && silent is null)) return null;
        List<ProblemEvidence> evidence =
            [.. known.LeasesWithoutFile.Select(at => PhoneFault.Seen(at, $"it got the address {lease.Given}"))];
        if (silent is not null)
        {
            evidence.Add(PhoneFault.Seen(known.Silent?.At ?? now, string.Create(CultureInfo.InvariantCulture,
                $"it had asked for nothing for {silent:0} s")));
        }

        string what = again
            ? $"It has got the address {lease.Given} {Times(known.LeasesWithoutFile.Count)} and has not asked for a "
                + "file in between."
            : $"It has the address {lease.Given} and asks for no file.";
        return PhoneFault.Of(ProblemCode.NoTftpRequestAfterLease, ProblemSeverity.Error, ProblemConfidence.Likely,
            $"{what} {Told(known, lease)}", Advice(lease), evidence);
    }

    /// <summary>The offer exactly as the phone reads it, and what it wanted to know.</summary>
    private static string Told(PhoneAddressing known, AddressLease lease)
    {
        bool wants150 = known.Wants.Contains(Option150), wants66 = known.Wants.Contains(Option66);
        string wanted = (known.Wants.Count, wants150, wants66) switch
        {
            (0, _, _) => "",
            (_, false, false) => "It did not even ask where its files are (neither option 150 nor 66), so it has a "
                + "server of its own in mind. ",
            (_, true, true) => "It asked for options 150 and 66. ",
            (_, true, false) => "It asked for option 150. ",
            _ => "It asked for option 66. ",
        };
        string told = lease.Files is { } files ? $"It was sent to {Shown(files)}." : "It was not told of any server.";
        return wanted + told;
    }

    private static string Advice(AddressLease lease) =>
        "Most often a TFTP server is set by hand on the phone: set Alternate TFTP to NO, or do a factory reset. "
        + $"Else its questions do not reach this computer: see with ringback doctor that UDP port 69 is open, and that "
        + $"{(lease.Files?.Option150 is [var first, ..] ? first : lease.Server)} is this computer's address on the "
        + "phone's network.";

    /// <summary>The servers of an answer; when its fields disagree, all of them.</summary>
    internal static string Shown(FileServers files)
    {
        string list = string.Join(", ", files.Option150);
        bool agree = files.Option150 is [var first, ..] && files.Option66 == $"{first}"
            && first.Equals(files.NextServer);
        if (agree) return $"{list} (option 150, 66 and the next server agree)";
        IPAddress? next = files.NextServer;
        string[] said =
        [
            .. files.Option150.Count > 0 ? (string[])[$"option 150: {list}"] : [],
            .. files.Option66 is { } name ? (string[])[$"option 66: {name}"] : [],
            .. next is not null ? (string[])[$"next server: {next}"] : [],
            .. files.ServerName is { } sname ? (string[])[$"sname: {sname}"] : [],
        ];
        return said.Length > 0 ? string.Join("; ", said) : "no server at all";
    }

    private static string Times(int count) => count switch
    {
        1 => "once",
        2 => "twice",
        _ => count.ToString(CultureInfo.InvariantCulture) + " times",
    };
}
