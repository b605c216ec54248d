using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Findings;

/// <summary>
/// Files that are not there, and which of them matter. An answer that a log does not show is not known, and no fault.
/// </summary>
internal static class MissingRules
{
    internal static readonly FindingRule[] All =
    [
        new(ProblemCode.FileUnreadable, ProblemSeverity.Error, Unreadable),
        new(ProblemCode.LoadSetIncomplete, ProblemSeverity.Error, SetIncomplete),
        new(ProblemCode.FileMissingFatal, ProblemSeverity.Error, FileMissing),
        new(ProblemCode.LocaleMissing, ProblemSeverity.Info, LocaleMissing),
        new(ProblemCode.FileMissingHarmless, ProblemSeverity.Info, Harmless),
    ];

    /// <summary>
    /// The server has the file and does not give it. A server of ours refuses by its own rules, and says why.
    /// </summary>
    private static FoundFault? Unreadable(ExaminedCase phone)
    {
        if (!phone.IsElsewhere) return null;
        BootAsk[] asks = [.. phone.LatestAsks.Where(a => a.Outcome is AskOutcome.Refused
            && a.Kind is not (RequestedKind.Other or RequestedKind.Trimming))];
        return asks is not [.., var last] ? null : new FoundFault(ProblemConfidence.Likely,
            $"It asks for {VisibleText.Show(last.Name)}, and the server refuses to give it: access denied.",
            "Give everybody the right to read the file and to enter its folder (chmod 644, 755), and put it below the "
            + "folder that the server serves; tftpd without -s takes whole paths only.",
            [.. asks.Select(a => a.Asked())]);
    }

    /// <summary>
    /// It asks for the image that its files name, which is not there. A phone that comes up without it has what it
    /// needs.
    /// </summary>
    private static FoundFault? FileMissing(ExaminedCase phone)
    {
        const string advice = "Add the package of that load to the library, or let its files name another load.";
        if (Missing(phone, isOfSet: false) is { } image)
        {
            return new FoundFault(ProblemConfidence.Certain,
                $"It asks for {VisibleText.Show(image.Name)}, which is not there: it cannot take the load that it was "
                + "told of.", advice, [image.Asked()]);
        }

        if (MissingList(phone) is not { } list) return NoConfiguration(phone);
        bool isUp = phone.Boots[^1].IsUp;
        return new FoundFault(isUp ? ProblemConfidence.Likely : ProblemConfidence.Certain,
            $"It asks for {VisibleText.Show(list.Name)}, which is not there: it cannot take the load that it was "
                + "told of"
            + (isUp ? " and runs on with the one that it has." : "."), advice, [list.Asked()])
        {
            Severity = isUp ? ProblemSeverity.Warning : null,
        };
    }

    /// <summary>The list of a load that is not there, of a phone that has asked for nothing in its place.</summary>
    private static BootAsk? MissingList(ExaminedCase phone)
    {
        if (phone.Boots is not [.., { Registration: null } now]) return null;
        BootAsk? last = now.Asks.FindLast(a => a.Kind is RequestedKind.Manifest or RequestedKind.SetManifest
            or RequestedKind.DefaultManifest || a.IsImage || a.Kind is RequestedKind.SetPart);
        if (last is null || (last.Outcome is not AskOutcome.NotHere && !IsFallBack(now, last))) return null;
        // The universal loader asks for the image of an older load next; what it asks for then tells.
        bool isNews = last.Kind is RequestedKind.SetManifest or RequestedKind.DefaultManifest || phone.IsElsewhere;
        // A list of defaults that is missing is a matter of phones that were reset and have nothing.
        bool goesOn = last.Kind is RequestedKind.DefaultManifest && now.IsUp;
        return isNews && !goesOn ? last : null;
    }

    /// <summary>
    /// True for the image of a SIP or MGCP load under its own name, right behind the list of that load, in a log
    /// without answers: a loader asks so only when there is no list (sources.md 7940-7960-code §3).
    /// </summary>
    private static bool IsFallBack(Boot boot, BootAsk image) =>
        image is { Kind: RequestedKind.SignedImage, Outcome: AskOutcome.Unknown, Ended: null }
        && image.Understood().Load is { Protocol: not (null or PhoneProtocol.Sccp), Text: var load }
        && ReferenceEquals(boot.Asks[^1], image) && boot.Asks.Length > 1
        && boot.Asks[^2] is { Kind: RequestedKind.Manifest } list
        && load.Equals(list.Understood().LoadText, StringComparison.OrdinalIgnoreCase);

    /// <summary>Nothing at all is there for a phone that has looked everywhere.</summary>
    private static FoundFault? NoConfiguration(ExaminedCase phone)
    {
        const int huntsOfLoop = 3;
        if (!phone.IsElsewhere || phone.Boots is not [.., { IsUp: false } now]) return null;
        // Who looks again and again has another fault, which is told there.
        if (phone.Boots.Count(b => b.Asks.Exists(a => a.BeginsHunt)) >= huntsOfLoop) return null;
        BootAsk[] asks = [.. now.Asks.Where(a => a.Kind is RequestedKind.SepXml or RequestedKind.XmlDefault
            or RequestedKind.SipPhone or RequestedKind.SipDefault or RequestedKind.MgcPhone or RequestedKind.MgcDefault
            or RequestedKind.LegacySep or RequestedKind.Profile or RequestedKind.ProfileDefault)];
        bool hasLookedEverywhere = asks.Length > 1 && Array.Exists(asks, a => a.Kind is RequestedKind.XmlDefault
            or RequestedKind.SipDefault or RequestedKind.ProfileDefault or RequestedKind.LegacySep
            or RequestedKind.SipPhone);
        if (!hasLookedEverywhere || now.AskedFirmware || !Array.TrueForAll(asks, a => a.Outcome is AskOutcome.NotHere))
            return null;
        return new FoundFault(ProblemConfidence.Likely,
            "None of its configurations is there: it keeps the settings and the load that it has, and registers with "
            + "nobody whom it does not know already.",
            $"Put {VisibleText.Show(asks[0].Name)} there, letter for letter as it asks for it.",
            [.. asks.Select(a => a.Asked())]) with { Severity = ProblemSeverity.Warning };
    }

    private static FoundFault? SetIncomplete(ExaminedCase phone) => Missing(phone, isOfSet: true) is not { } ask ? null
        : new FoundFault(ProblemConfidence.Certain,
            $"It has the list of a load and asks for {VisibleText.Show(ask.Name)}, which that lists and which is not "
            + "there.",
            "Add the whole package to the library; ringback library check says what is missing.", [ask.Asked()]);

    private static BootAsk? Missing(ExaminedCase phone, bool isOfSet)
    {
        if (phone.Boots is not [.., var now] || (now.IsUp && (!isOfSet || !phone.IsElsewhere))) return null;
        if (now.Registration is not null) return null;
        // A list that is not there is what a load from before the lists looks like: then comes its image.
        BootAsk? last = now.Asks.FindLast(a => a.IsImage || a.Kind is RequestedKind.SetPart);
        if (last is not { Outcome: AskOutcome.NotHere }) return null;
        bool hasList = now.Asks.Exists(a => a.Kind is RequestedKind.Manifest or RequestedKind.SetManifest
            or RequestedKind.DefaultManifest && a.WasServed());
        // Nothing but a list names these.
        hasList |= last.Kind is RequestedKind.Application or RequestedKind.SetPart;
        return hasList == isOfSet ? last : null;
    }

    private static FoundFault? LocaleMissing(ExaminedCase phone)
    {
        BootAsk[] asks = [.. phone.LatestAsks.Where(a => a.Outcome is AskOutcome.NotHere
            && RequestedNames.IsLocale(a.Understood().Name))];
        if (asks is not [.., var last]) return null;
        int folder = last.Name.LastIndexOf('/');
        string where = folder > 0
            ? $"Put a folder {VisibleText.Show(last.Name[..folder])} beside the other files, with the files of the "
                + "language package in it; some tools keep them in a folder languages, where no phone looks."
            : "Put the files of the language package beside the other files.";
        return new FoundFault(ProblemConfidence.Certain,
            $"{VisibleText.Show(last.Name)} is not there: its menus stay in English, and its tones those of the United "
            + "States. All else works.", where, [.. asks.Select(a => a.Asked())]);
    }

    private static FoundFault? Harmless(ExaminedCase phone)
    {
        BootAsk[] asks = [.. phone.LatestAsks.Where(a => a is
            {
                Kind: RequestedKind.Trimming, Outcome: AskOutcome.NotHere,
            } && !RequestedNames.IsLocale(a.Understood().Name))];
        return asks.Length == 0 || !phone.IsElsewhere ? null : new FoundFault(ProblemConfidence.Certain,
            $"There is no {string.Join(", ", asks.Select(a => VisibleText.Show(a.Name)).Distinct())}. It works "
                + "without.",
            "Nothing has to be done.", [.. asks.Select(a => a.Asked())]);
    }
}
