using Ringback.Catalogue.Problems;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Findings;

/// <summary>Names that are not what they should be, and files that are not there.</summary>
internal static class NameRules
{
    private const int ManyTrustLists = 8;
    private const int BootsOfLoop = 3;
    private const int NamesOfTrust = 2;

    /// <summary>
    /// Within this a loader without an application repeats its hunt some ten times (sources.md 7940-7960-code §3).
    /// </summary>
    private static readonly TimeSpan Loop = TimeSpan.FromMinutes(5);

    internal static readonly FindingRule[] All =
    [
        new(ProblemCode.StrayCharacterInName, ProblemSeverity.Warning, Stray),
        new(ProblemCode.WrongCaseInName, ProblemSeverity.Info, WrongCase),
        new(ProblemCode.FileMissingFatal, ProblemSeverity.Error, FileMissing),
        new(ProblemCode.LoadSetIncomplete, ProblemSeverity.Error, SetIncomplete),
        new(ProblemCode.DefaultManifestLoop, ProblemSeverity.Error, DefaultManifestLoop),
        new(ProblemCode.CtlsepLoop, ProblemSeverity.Warning, TrustListLoop),
        new(ProblemCode.TrustListBlocksConfig, ProblemSeverity.Warning, TrustListBlocks),
        new(ProblemCode.Os79xxIgnored, ProblemSeverity.Warning, DualBootIgnored),
        new(ProblemCode.BootLoop, ProblemSeverity.Warning, BootLoop),
    ];

    /// <summary>Bytes in a name that belong to no name; somebody else's server answers them with "not found".</summary>
    private static FoundFault? Stray(PhoneCase phone)
    {
        BootAsk[] asks = [.. phone.LatestAsks().Where(
            a => a.Kind is not RequestedKind.Other && MeantName.Read(a.Name).Stray.Count > 0)];
        if (asks is not [.., var last]) return null;
        string bytes = string.Join(", ",
            MeantName.Read(last.Name).Stray.Select(s => $"{s.Called}, {s.Hex}, at position {s.Offset + 1}"));
        return new FoundFault(ProblemConfidence.Certain,
            $"It asks for {VisibleText.Show(last.Name)} ({bytes}) and means "
            + $"{last.Forgiven?.Meant ?? last.Understood().Name}.",
            last.Forgiven?.Advice ?? "Write the name alone into the file that names it, OS79XX.TXT for old loads, "
                + "without a line end or a blank behind it.",
            [.. asks.Select(a => a.Asked())]);
    }

    private static FoundFault? WrongCase(PhoneCase phone)
    {
        BootAsk[] asks = [.. phone.LatestAsks().Where(a => a.Forgiven?.Code == ProblemCode.WrongCaseInName)];
        return asks is not [.., var last] ? null : new FoundFault(ProblemConfidence.Certain,
            $"It asks for {VisibleText.Show(last.Name)}, and the file is called {last.Forgiven!.Meant}.",
            last.Forgiven?.Advice ?? "Nothing has to be done here; a server that minds letter case has no such file.",
            [.. asks.Select(a => a.Asked())]);
    }

    /// <summary>
    /// It asks for the image that its files name, which is not there. A phone that comes up without it has what it
    /// needs.
    /// </summary>
    private static FoundFault? FileMissing(PhoneCase phone) => Missing(phone, isOfSet: false) is not { } ask ? null
        : new FoundFault(ProblemConfidence.Certain,
            $"It asks for {VisibleText.Show(ask.Name)}, which is not here: it cannot take the load that it was told "
            + "of.",
            "Add the package of that load to the library, or let its files name another load.", [ask.Asked()]);

    private static FoundFault? SetIncomplete(PhoneCase phone) => Missing(phone, isOfSet: true) is not { } ask ? null
        : new FoundFault(ProblemConfidence.Certain,
            $"It has the list of a load and asks for {VisibleText.Show(ask.Name)}, which that lists and which is not "
            + "here.",
            "Add the whole package to the library; ringback library check says what is missing.", [ask.Asked()]);

    private static BootAsk? Missing(PhoneCase phone, bool isOfSet)
    {
        if (phone.Boots is not [.., { IsUp: false } now]) return null;
        // A list that is not there is what a load from before the lists looks like: then comes its image.
        BootAsk? last = now.Asks.FindLast(a => a.IsImage || a.Kind is RequestedKind.SetPart);
        if (last is not { Outcome: AskOutcome.NotHere }) return null;
        bool hasList = now.Asks.Exists(a => a is
        {
            Kind: RequestedKind.Manifest or RequestedKind.SetManifest or RequestedKind.DefaultManifest,
            Outcome: AskOutcome.Served,
        });
        return hasList == isOfSet ? last : null;
    }

    private static FoundFault? DefaultManifestLoop(PhoneCase phone)
    {
        BootAsk[] asks = [.. phone.LatestAsks()
            .Where(a => a is { Kind: RequestedKind.DefaultManifest, Outcome: AskOutcome.NotHere })];
        if (asks.Sum(a => a.Times) < BootsOfLoop || phone.Boots[^1].IsUp) return null;
        return new FoundFault(ProblemConfidence.Likely,
            $"It was reset and asks for {asks[^1].Name} again and again: without that list it has nothing to start.",
            "Add the package of a load for this model to the library; the list comes with it.",
            [.. asks.Select(a => a.Asked())]);
    }

    private static FoundFault? TrustListLoop(PhoneCase phone)
    {
        if (phone.TrustListAsks < ManyTrustLists) return null;
        BootAsk last = phone.Boots[^1].Asks[^1];
        return new FoundFault(ProblemConfidence.Possible,
            $"It asks for {VisibleText.Show(last.Name)} again and again and for nothing else "
            + $"({phone.TrustListAsks} times).",
            "Most often the answer, that there is none, does not reach it: look for a firewall, or for a second "
            + "network card that takes the reply another way. A loader of 7.0 to 7.2 is also known to do so.",
            [last.Asked()]);
    }

    private static FoundFault? TrustListBlocks(PhoneCase phone)
    {
        if (phone.Boots is not [.., { IsUp: false } now]) return null;
        BootAsk[] asks = [.. now.Asks.Where(a => a.Outcome is not AskOutcome.Served
            && a.Name.EndsWith(".sgn", StringComparison.OrdinalIgnoreCase))];
        return asks.Length < NamesOfTrust ? null : new FoundFault(ProblemConfidence.Likely,
            "It asks for signed configurations (.sgn) only: it has kept a trust list from another network, and takes "
            + "no file that the owner of that list has not signed.",
            "Do a factory reset, which erases the list, or erase it in the phone's security menu.",
            [.. asks.Select(a => a.Asked())]);
    }

    private static FoundFault? DualBootIgnored(PhoneCase phone)
    {
        if (phone.Conversion is { Status: ConversionStatus.Proved } || phone.Boots is not [.., var now]) return null;
        if (!Beliefs.PassedOver(now, phone.Shown.AsksAs)) return null;
        BootAsk told = now.Asks.First(a => a.Kind is RequestedKind.DualBoot);
        return new FoundFault(ProblemConfidence.Likely,
            $"OS79XX.TXT names {told.NamesLoad}, and it goes on without asking for it: its load is so old that it "
            + "fetches names of eight characters only.",
            "Let OS79XX.TXT name a load with a short name first, such as P0S30203 or P0M30201.", [told.Asked()]);
    }

    private static FoundFault? BootLoop(PhoneCase phone)
    {
        Boot[] vain = [.. phone.Boots.Reverse().TakeWhile(b => !b.IsUp && !b.Asks.Any(a => a.IsImage && a.IsConfirmed))
            .Where(b => b.Asks.Count > 0).Reverse()];
        if (vain.Length <= BootsOfLoop || vain[^1].At - vain[^(BootsOfLoop + 1)].At > Loop) return null;
        // Who boots and is heard no more may have registered with somebody else.
        bool isByItself = vain.TakeLast(BootsOfLoop).All(b => b.By is BootSign.Hunt);
        if (!isByItself && phone.Conversion is not { Status: ConversionStatus.Running }) return null;
        return new FoundFault(ProblemConfidence.Possible,
            "It begins again and again, takes no image and does not register here.",
            "Look what its screen says. Without a valid application it repeats its questions by itself every half "
            + "minute: give it one, and do not take its power. If it registers with another call server, all is well.",
            [.. vain.Select(b => PhoneFault.Seen(b.At, "it began anew", b.Evidence))]);
    }
}
