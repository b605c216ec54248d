using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Findings;

/// <summary>Files that disagree about the load, and what keeps a phone from taking one.</summary>
internal static class LoadRules
{
    private const int NamesOfTrust = 2;

    /// <summary>A changes to B, back to A: once may be somebody's change of mind, twice is none.</summary>
    private const int TurnsOfTrouble = 2;

    /// <summary>The first release whose list newer hardware takes (sources.md other-phones §2.2).</summary>
    private static readonly LoadVersion Hardware = new(9, 3, 1);

    /// <summary>The first release that is signed with the new key (sources.md other-phones §2.7).</summary>
    private static readonly LoadVersion NewKey = new(8, 5, 3);

    internal static readonly FindingRule[] All =
    [
        new(ProblemCode.TrustListBlocksConfig, ProblemSeverity.Warning, TrustListBlocks),
        new(ProblemCode.Os79xxForeignPrefix, ProblemSeverity.Error, ForeignPrefix),
        new(ProblemCode.ProtocolMismatch, ProblemSeverity.Warning, ProtocolsInTurn),
        new(ProblemCode.ImageVersionMismatch, ProblemSeverity.Warning, LoadsInTurn),
        new(ProblemCode.Os79xxIgnored, ProblemSeverity.Warning, DualBootIgnored),
        new(ProblemCode.ConfigOverridesOs79xx, ProblemSeverity.Warning, DualBootOverridden),
        new(ProblemCode.HardwareTooNewForLoad, ProblemSeverity.Error, HardwareTooNew),
        new(ProblemCode.SigningKeyGap, ProblemSeverity.Error, JavaKeyGap),
    ];

    private static FoundFault? TrustListBlocks(ExaminedCase phone)
    {
        if (phone.Boots is not [.., { IsUp: false } now]) return null;
        BootAsk[] asks = [.. now.Asks.Where(a => a.Outcome is not AskOutcome.Served
            && a.Name.EndsWith(".sgn", StringComparison.OrdinalIgnoreCase))];
        bool isOne = asks.Length == 1 && phone.IsElsewhere && asks[0].Outcome is AskOutcome.NotHere;
        return asks.Length < NamesOfTrust && !isOne ? null : new FoundFault(ProblemConfidence.Likely,
            "It asks for signed configurations (.sgn) only: it has kept a trust list from another network, and takes "
            + "no file that the owner of that list has not signed.",
            "Do a factory reset, which erases the list, or erase it in the phone's security menu.",
            [.. asks.Select(a => a.Asked())]);
    }

    private static FoundFault? ForeignPrefix(ExaminedCase phone)
    {
        BootAsk[] turns = Turns(phone, sameProtocol: false);
        if (turns.Length <= TurnsOfTrouble || !phone.HasAsked(RequestedKind.DualBoot)) return null;
        return new FoundFault(ProblemConfidence.Likely,
            $"It takes {Loads(turns)} in turn: OS79XX.TXT names a load of one protocol, which it obeys before it reads "
            + "anything else, and its other files name one of another.",
            "Let OS79XX.TXT and the other files name the same load, or take OS79XX.TXT away.",
            [.. turns.Select(a => a.Asked())]);
    }

    private static FoundFault? ProtocolsInTurn(ExaminedCase phone)
    {
        BootAsk[] turns = Turns(phone, sameProtocol: false);
        if (turns.Length <= TurnsOfTrouble || phone.HasAsked(RequestedKind.DualBoot)) return null;
        return new FoundFault(ProblemConfidence.Likely,
            $"It takes {Loads(turns)} in turn: the files of one protocol lead it to the other, and those lead it back.",
            "The first file that it finds decides (SEP, SIP, MGC, XMLDefault, SIPDefault, MGCDefault): let that one "
                + "name "
            + "the load, and take the files of the other protocol away.", [.. turns.Select(a => a.Asked())]);
    }

    private static FoundFault? LoadsInTurn(ExaminedCase phone)
    {
        BootAsk[] turns = Turns(phone, sameProtocol: true);
        return turns.Length <= TurnsOfTrouble ? null : new FoundFault(ProblemConfidence.Likely,
            $"It takes {Loads(turns)} in turn: two of its files name different loads.",
            "Write the same load in the default file and in its own.", [.. turns.Select(a => a.Asked())]);
    }

    /// <summary>The questions at which the load changes, when it goes to and fro between two.</summary>
    private static BootAsk[] Turns(ExaminedCase phone, bool sameProtocol)
    {
        // We lead it over other loads ourselves, and one that has arrived and stays is in no circle.
        if (phone.Conversion is { Status: ConversionStatus.Running or ConversionStatus.Proved }) return [];
        List<(BootAsk Ask, string Load, PhoneProtocol? Protocol)> turns = [];
        foreach (BootAsk ask in phone.AllAsks)
        {
            RequestedFile file = ask.Understood();
            bool names = ask.Kind is RequestedKind.Manifest or RequestedKind.SetManifest or RequestedKind.UnsignedImage
                || (ask.Kind is RequestedKind.SignedImage && file.Load is { Generation: LoadGeneration.Signed });
            if (!names || file.LoadText is not { } load || CaseFold.SpokenBy(load) is not { } spoken) continue;
            if (turns.Count == 0 || !turns[^1].Load.Equals(load, StringComparison.OrdinalIgnoreCase))
                turns.Add((ask, load, spoken));
        }

        bool isToAndFro = turns.Count > TurnsOfTrouble
            && turns[^1].Load.Equals(turns[^3].Load, StringComparison.OrdinalIgnoreCase)
            && (turns[^1].Protocol == turns[^2].Protocol) == sameProtocol;
        return isToAndFro ? [.. turns.TakeLast(TurnsOfTrouble + 1).Select(t => t.Ask)] : [];
    }

    private static string Loads(BootAsk[] turns) =>
        string.Join(" and ", turns.Select(a => a.Understood().LoadText).Distinct(StringComparer.OrdinalIgnoreCase));

    private static FoundFault? DualBootIgnored(ExaminedCase phone)
    {
        if (phone.Conversion is { Status: ConversionStatus.Proved } || phone.Boots is not [.., var now]) return null;
        if (!Beliefs.PassedOver(now, phone.Shown.AsksAs)) return null;
        BootAsk told = now.Asks.First(a => a.Kind is RequestedKind.DualBoot);
        return new FoundFault(ProblemConfidence.Likely,
            $"OS79XX.TXT names {told.NamesLoad}, and it goes on without asking for it: its load is so old that it "
            + "fetches names of eight characters only.",
            "Let OS79XX.TXT name a load with a short name first, such as P0S30203 or P0M30201.", [told.Asked()]);
    }

    /// <summary>OS79XX.TXT names a load of the phone's own protocol; then its configuration decides.</summary>
    private static FoundFault? DualBootOverridden(ExaminedCase phone)
    {
        if (phone.Conversion is not null || phone.Boots is not [.., var now]) return null;
        int at = now.Asks.IndexOf(now.Asks.Find(a => a is { Kind: RequestedKind.DualBoot, NamesLoad: not null })!);
        if (at < 0 || !Load.TryParse7940(now.Asks[at].NamesLoad, out Load? told)) return null;
        bool hasConfiguration = now.Asks.Skip(at + 1).Any(a => a.Understood().CanNameLoad);
        BootAsk? image = now.Asks.Skip(at + 1).FirstOrDefault(a => a.IsImage);
        if (!hasConfiguration || image?.Understood().Load is not { } taken || taken.BootPrefix != told.BootPrefix
            || taken.Equals(told)) return null;
        return new FoundFault(ProblemConfidence.Likely,
            $"OS79XX.TXT names {told.Text}, and it asks for {VisibleText.Show(image.Name)}, which its configuration "
            + "names: within one protocol the configuration wins.",
            "Write the same load in both.", [now.Asks[at].Asked(), image.Asked()]);
    }

    /// <summary>
    /// The list of a load that a Java phone has whole, or asks for, at start after start, and no part of it.
    /// </summary>
    private static BootAsk[] Ignored(ExaminedCase phone)
    {
        const int some = 2;
        if (phone.Boots is not [.., { Registration: null }] || !phone.HasAsked(RequestedKind.SetManifest)) return [];
        BootAsk[] lists = [.. phone.Backwards.TakeWhile(a => a.Kind is not RequestedKind.SetPart)
            .Where(a => a.Kind is RequestedKind.SetManifest).Reverse()];
        if (lists is not [.., var last] || last.Outcome is AskOutcome.NotHere or AskOutcome.Refused) return [];
        BootAsk[] same = [.. lists.Where(a => a.Name == last.Name)];
        bool isOften = same.Count(a => a.WasServed()) >= some || (phone.IsElsewhere && same.Sum(a => a.Times) > some);
        return isOften ? same : [];
    }

    private static FoundFault? HardwareTooNew(ExaminedCase phone)
    {
        if (Ignored(phone) is not [.., var list] lists || VersionOf(list.Understood().LoadText) is not { } offered
            || VersionOf(phone.Load) is not { } runs || runs < Hardware || offered >= Hardware) return null;
        return new FoundFault(ProblemConfidence.Likely,
            $"It runs {phone.Load} and does not take {list.Understood().LoadText}: phones that were made late refuse "
            + "releases from before 9.3(1)SR1.",
            "Take 9.3(1)SR1 or a later release.", [.. lists.Select(a => a.Asked())]);
    }

    private static FoundFault? JavaKeyGap(ExaminedCase phone)
    {
        if (Ignored(phone) is not [.., var list] lists || VersionOf(list.Understood().LoadText) is not { } offered)
            return null;
        bool isHardware = VersionOf(phone.Load) is { } runs && runs >= Hardware && offered < Hardware;
        if (isHardware) return null;
        return new FoundFault(offered >= NewKey ? ProblemConfidence.Likely : ProblemConfidence.Possible,
            $"It has the list {VisibleText.Show(list.Name)} again and again and asks for nothing that it lists: what "
                + "it "
            + "runs does not know the key that this release is signed with.",
            "Go over a bridge release: 8.3(3) to 8.5(2) is signed with the key that every such phone knows, and "
                + "knows the "
            + "newer one. Then on to the newest.", [.. lists.SelectMany(a => a.Sent())]);
    }

    private static LoadVersion? VersionOf(string? load) =>
        load is not null && Load.TryParse(load, out Load? read) ? read.Version : null;
}
