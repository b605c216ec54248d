using System.Globalization;
using Ringback.Catalogue.Problems;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Findings;

/// <summary>What comes again and again, and what the pauses say of it.</summary>
internal static class CadenceRules
{
    private const int ManyTrustLists = 8;
    private const int TrustListBoots = 3;
    private const int BootsOfLoop = 3;

    /// <summary>
    /// Within this a loader without an application repeats its hunt some ten times (sources.md 7940-7960-code §3).
    /// </summary>
    private static readonly TimeSpan Loop = TimeSpan.FromMinutes(5);

    /// <summary>A phone that starts over with an address each time needs longer.</summary>
    private static readonly TimeSpan LongLoop = TimeSpan.FromMinutes(15);

    internal static readonly FindingRule[] All =
    [
        new(ProblemCode.RepliesNotReachingPhone, ProblemSeverity.Error, Unanswered),
        new(ProblemCode.UnprovisionedPolling, ProblemSeverity.Warning, Unprovisioned),
        new(ProblemCode.DefaultManifestLoop, ProblemSeverity.Error, DefaultManifestLoop),
        new(ProblemCode.CtlsepLoop, ProblemSeverity.Warning, TrustListLoop),
        new(ProblemCode.BootLoop, ProblemSeverity.Warning, BootLoop),
    ];

    private static FoundFault? Unanswered(ExaminedCase phone)
    {
        const int unansweredOfTrouble = 2;
        const string advice = "Look for a firewall on the server (UDP 69 and the ports above 1024), for NAT between, "
            + "and "
            + "for a second network card that takes the reply another way.";
        BootAsk[] last = [.. phone.Backwards.Where(a => a.Ended is not null)
            .TakeWhile(a => a.Ended is TransferOutcome.NeverAnswered).Reverse()];
        if (last.Length >= unansweredOfTrouble)
        {
            return new FoundFault(ProblemConfidence.Likely,
                "It asks and never confirms a single packet: the replies do not reach it.", advice,
                [.. last.Select(a => a.EndedWith("never confirmed a packet"))]);
        }

        if (Cadence.UnansweredTail(phone) is not { Count: > 0 } tail) return null;
        bool isByPort = tail.Any(a => a.Port > 0);
        return new FoundFault(isByPort ? ProblemConfidence.Certain : ProblemConfidence.Likely,
            $"It asks for {Names(tail)} again and again{(isByPort ? " from the same port" : "")}, at the pace at "
                + "which a "
            + "phone repeats what was not answered. Whatever the server says, its answers do not reach the phone.",
            advice, [.. tail.SelectMany(a => a.Sent())]);
    }

    /// <summary>
    /// A SIP application without its own file asks for it every 31 s; another phone without any configuration begins
    /// its hunt anew.
    /// </summary>
    private static FoundFault? Unprovisioned(ExaminedCase phone)
    {
        if (Cadence.Polls(phone) is [.., var last] polls)
        {
            string name = VisibleText.Show(phone.Boots[^1].Asks[^1].Name);
            return new FoundFault(ProblemConfidence.Certain,
                $"It runs its SIP application and asks for {name} every half minute: it has no configuration of its "
                    + "own "
                + "and shows \"Phone Unprovisioned\".",
                $"Put {name} there, with line1_name, line1_authname, line1_password and proxy1_address; when it is "
                    + "there, "
                + "look whether it is read (W320 on the phone) and under which folder tftp_cfg_dir puts it.",
                [.. polls.Select(s => PhoneFault.Seen(s.At, $"it asked for {name}", s.Evidence))]);
        }

        Boot[] hunts = [.. phone.Boots.Reverse().TakeWhile(b => IsVain(b) && b.Asks.Exists(a => a.Kind
            is RequestedKind.SepXml) && b.Asks.TrueForAll(IsMissingConfiguration)).Reverse()];
        // The loader of a 7940 asks for the files of all protocols, and its hunt is no application's.
        bool isLoader = hunts.Any(b => b.Asks.Exists(a => a.Kind is RequestedKind.SipPhone or RequestedKind.MgcPhone));
        if (hunts.Length < BootsOfLoop || isLoader) return null;
        return new FoundFault(ProblemConfidence.Likely,
            "It looks for its configuration again and again, and neither its own file nor the one for every phone is "
            + "there: it does not know which call manager is its own.",
            "Put its SEP<MAC>.cnf.xml there, letter for letter as it asks for it, or an XMLDefault.cnf.xml.",
            [.. hunts.SelectMany(b => b.Asks.Where(a => a.Kind is RequestedKind.SepXml)).Select(a => a.Asked())]);
    }

    /// <summary>A Java phone that was reset asks for the list, and for nothing that it lists.</summary>
    private static FoundFault? DefaultManifestLoop(ExaminedCase phone)
    {
        if (!phone.HasAsked(RequestedKind.DefaultManifest)) return null;
        BootAsk[] asks = [.. phone.Backwards.TakeWhile(a => a.Kind is not RequestedKind.SetPart)
            .Where(a => a.Kind is RequestedKind.DefaultManifest).Reverse()];
        if (asks.Sum(a => a.Times) < BootsOfLoop || phone.Boots[^1].IsUp) return null;
        string name = VisibleText.Show(asks[^1].Name);
        ProblemEvidence[] evidence = [.. asks.SelectMany(a => a.Sent())];
        if (asks[^1].Outcome is AskOutcome.NotHere)
        {
            return new FoundFault(ProblemConfidence.Likely,
                $"It was reset and asks for {name} again and again: without that list it has nothing to start.",
                "Add the package of a load for this model to the library; the list comes with it.", evidence);
        }

        string had = asks[^1].WasServed() ? "has" : "asks for";
        return new FoundFault(ProblemConfidence.Likely,
            $"It was reset, {had} the list {name} again and again, and asks for nothing that it lists: what judges the "
            + "list after a reset is older code, which does not take that release.",
            "Offer an older set in its place, with its own default list: 8.3(3) to 8.5(2) is signed with the key that "
            + "every such phone knows. From there on to the newest.", evidence);
    }

    private static FoundFault? TrustListLoop(ExaminedCase phone)
    {
        if (!phone.HasAsked(RequestedKind.TrustList)) return null;
        Boot[] only = [.. phone.Boots.Reverse().TakeWhile(b => b.Asks.Length > 0 && b.Registration is null
            && b.Asks.TrueForAll(a => a.Kind is RequestedKind.TrustList && !a.IsConfirmed)).Reverse()];
        bool isLoop = phone.TrustListAsks >= ManyTrustLists || only.Length > TrustListBoots
            || (only.Length >= TrustListBoots && phone.IsElsewhere);
        if (!isLoop) return null;
        BootAsk[] asks = only.Length > 1 ? [.. only.SelectMany(b => b.Asks)] : [phone.Boots[^1].Asks[^1]];
        return new FoundFault(ProblemConfidence.Possible,
            $"It asks for {VisibleText.Show(asks[^1].Name)} again and again and for nothing else "
            + $"({Math.Max(phone.TrustListAsks, asks.Sum(a => a.Times))} times).",
            "Most often the answer, that there is none, does not reach it: look for a firewall, or for a second "
            + "network card that takes the reply another way. A loader without an application begins so too. A loader "
            + "of 7.0 to 7.2 is also known to do so.",
            [.. asks.Select(a => a.Asked())]);
    }

    private static FoundFault? BootLoop(ExaminedCase phone)
    {
        Boot[] vain = [.. phone.Boots.Reverse().TakeWhile(IsVain).Reverse()];
        if (vain.Length > 1 && phone.IsElsewhere && vain.Length >= BootsOfLoop && Cadence.IsByItself(vain))
        {
            return Found(vain, ProblemConfidence.Likely, "It looks for its files again every half minute by itself: "
                + "its "
                + "loader has no application that it can start, and its screen says \"Protocol Application "
                + "Invalid\", or "
                + "\"TFTP file not found\" and its like.", Named(vain)) with { Severity = ProblemSeverity.Error };
        }

        bool isElsewhere = phone.IsElsewhere;
        if (vain.Length <= BootsOfLoop
            || vain[^1].At - vain[^(BootsOfLoop + 1)].At > (isElsewhere ? LongLoop : Loop)) return null;
        // Who boots and is heard no more may have registered with somebody else.
        bool isByItself = vain.TakeLast(BootsOfLoop).All(b => b.By is BootSign.Hunt);
        if (!isByItself && !isElsewhere && phone.Conversion is not { Status: ConversionStatus.Running }) return null;
        return Found(vain, ProblemConfidence.Possible,
            "It begins again and again, takes no image and does not register here.",
            "Look what its screen says. Without a valid application it repeats its questions by itself every half "
            + "minute: give it one, and do not take its power. If it registers with another call server, all is well.");
    }

    private static FoundFault Found(Boot[] boots, ProblemConfidence confidence, string what, string advice) =>
        new(confidence, what, advice, [.. boots.Select(b => PhoneFault.Seen(b.At, "it began anew", b.Evidence))]);

    private static string Named(Boot[] vain) => vain[^1].Asks.Exists(a => a.Kind is RequestedKind.Manifest)
        ? "The list of the load is asked for and comes to nothing: put the whole package there (.loads, .sbn and "
            + ".sb2), "
            + "and compare the names letter by letter. Nothing has to be unplugged."
        : "None of its files names a load: serve an SEP<MAC>.cnf.xml or XMLDefault.cnf.xml with a loadInformation, "
            + "and the "
            + "whole package beside it. Nothing has to be unplugged.";

    /// <summary>A boot that came to nothing, as far as was seen.</summary>
    private static bool IsVain(Boot boot) => boot.Asks.Length > 0 && !boot.IsUp
        && !boot.Asks.Exists(a => a.IsImage && a.IsConfirmed);

    private static bool IsMissingConfiguration(BootAsk ask) =>
        ask.Kind is RequestedKind.TrustList or RequestedKind.IdentityList
        || (ask.Kind is RequestedKind.SepXml or RequestedKind.XmlDefault or RequestedKind.LegacySep
            && ask.Outcome is AskOutcome.NotHere);

    private static string Names(IReadOnlyList<BootAsk> asks)
    {
        string[] names = [.. asks.Select(a => VisibleText.Show(a.Name)).Distinct()];
        return names.Length <= 2 ? string.Join(" and ", names) : string.Create(CultureInfo.InvariantCulture,
            $"{names[0]} and {names.Length - 1} more names");
    }
}
