using Ringback.Catalogue.Loads;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Cases;

/// <summary>
/// What each event says about the firmware that a phone takes or refuses. Pure. The rules: sources.md 7940-7960 §2.6
/// L6 (fetched twice, old application), other-phones §2.7 (asks for the list and for no part), §1.4 (an image id that
/// the phone has seen).
/// </summary>
internal static class FirmwareFold
{
    /// <summary>
    /// A phone whose power fails between the list and its first part asks for the list again, and that may happen
    /// twice; one that does so a third time has refused it.
    /// </summary>
    private const int MostIgnored = 3;

    /// <summary>
    /// Power that fails before it is written makes a phone take an image again; three times in a row is its will.
    /// </summary>
    private const int MostTimes = 3;

    /// <summary>The same for a phone that comes up nowhere in between, and so never says what it runs.</summary>
    private const int MostTimesUnseen = 6;

    internal static FirmwareProgress Asked(PhoneCase before, FileAsked asked, RequestedFile file)
    {
        FirmwareProgress progress = before.Progress;
        bool served = asked.Outcome is AskOutcome.Served;
        if (file.CanNameLoad && file.Kind is not RequestedKind.DualBoot && served && asked.NamesLoad is { } named)
        {
            progress = progress with
            {
                Named = named, IsNamedByProfile = file.Kind is RequestedKind.Profile or RequestedKind.ProfileDefault,
            };
        }

        if (file.IsFirmware && file.Kind is not RequestedKind.Manifest) progress = Doubted(progress, file);
        if (before.Boots is [.., { Asks: [.., var last, var now] }] && last.IsDistrusted(now.Name, now.Began))
            progress = progress with { Distrusted = file.LoadText };
        // A loader that asks for an application has its list's own loader, and believes the list.
        if (file.Kind is RequestedKind.Application)
            progress = progress with { Loader = file.LoadText, IsLoaderIn = true, Distrusted = null };
        progress = WithOwnLoader(before, progress, file);
        if (!served) return Hunts(file) ? Settle(progress) : progress;
        return file.Kind switch
        {
            RequestedKind.SetManifest => List(progress, file.LoadText!),
            RequestedKind.DefaultManifest => AfterReset(progress, asked.NamesLoad ?? file.LoadText ?? file.Name),
            RequestedKind.SetPart => progress with
            {
                Following = progress.Manifest,
                Part = file.Name,
                HasPart = false,
                HasManifest = false,
                IsManifestOpen = false,
                Ignored = 0,
            },
            _ => Hunts(file) ? Settle(progress) : progress,
        };
    }

    /// <summary>What the question alone adds, before it is answered.</summary>
    internal static FirmwareProgress AtQuestion(PhoneCase before, RequestedFile file) => file.Kind switch
    {
        RequestedKind.DefaultManifest when before.Progress.Manifest is { } load => AfterReset(before.Progress, load),
        _ when IsStarted(file) => WithOwnLoader(before, before.Progress, file),
        _ => Hunts(file) ? Settle(before.Progress) : before.Progress,
    };

    internal static FirmwareProgress Ended(FirmwareProgress before, TransferEnded ended, RequestedFile file)
    {
        bool confirmed = ended.Outcome is TransferOutcome.Delivered;
        bool whole = confirmed || ended.LacksLastAcknowledgement;
        bool gaveUp = ended.Outcome is TransferOutcome.PhoneError;
        return file.Kind switch
        {
            RequestedKind.SetManifest or RequestedKind.DefaultManifest when confirmed
                => before with { HasManifest = before.HasManifest || before.IsManifestOpen },
            RequestedKind.SetPart when whole && file.Name.Equals(before.Part, StringComparison.OrdinalIgnoreCase)
                => before with { HasPart = true },
            RequestedKind.WholeImage when whole => Count(before, file.LoadText!, file.Name, runs: true, confirmed),
            RequestedKind.SignedImage or RequestedKind.UnsignedImage or RequestedKind.Application when whole || gaveUp
                => Count(whole ? WithLoader(before, file) : before, file.Load!.Text, file.Name,
                    whole && !IsLoader(file), confirmed || gaveUp),
            _ => before,
        };
    }

    /// <summary>The phone is up. What it comes up with decides about what it had whole.</summary>
    /// <param name="phone">What was known.</param>
    /// <param name="runs">The load that it states or that was concluded; null when it is not known.</param>
    /// <param name="protocol">The protocol that it registered with.</param>
    /// <param name="isSaid">Whether the version that it states can be a load's.</param>
    /// <param name="at">When.</param>
    internal static FirmwareProgress Registered(
        PhoneCase phone, string? runs, PhoneProtocol protocol, Predicate<string> isSaid, DateTimeOffset at)
    {
        FirmwareProgress before = phone.Progress;
        // A phone asks for an image when a file names another load than its own: what it did not ask for, it has.
        string? named = before.Named is { } said && IsOn(said, runs, protocol) && isSaid(said)
            ? said
            : null;
        bool isSameCode = runs is null || Same(before.Runs, runs);
        FirmwareProgress after = before with
        {
            Named = null,
            IdleProfiles = before is { Named: not null, IsNamedByProfile: true } && named is null
                ? before.IdleProfiles + 1
                : before.IdleProfiles,
            Runs = runs ?? named,
            RanBefore = null,
            // What it would not take with other code it may take now.
            Refused = isSameCode ? before.Refused : [],
            Distrusted = isSameCode || before.Runs is null ? before.Distrusted : null,
            LoaderTimes = isSameCode ? before.LoaderTimes : 0,
        };
        if (after == before) after = before;
        // The question for a part may have been lost, once.
        if (before is { Manifest: { } list, HasManifest: true, Following: null } && !IsOn(list, runs, protocol)
            && (before.Ignored > 0 || !MayHaveAsked(phone, at)))
            after = after.Refuse(list) with { HasManifest = false };
        if (before.Taken is not { } taken) return after;
        if (IsOn(taken, runs, protocol)) return after with { Taken = null, TakenAs = null, Times = 0 };
        return before.Times >= MostTimes ? after.Refuse(taken) : after;
    }

    /// <summary>True when the phone may have asked for a part of its list without being heard.</summary>
    private static bool MayHaveAsked(PhoneCase phone, DateTimeOffset at) =>
        phone.Boots is not [.., var now]
        || now.Asks.FindLast(a => a.Kind is RequestedKind.SetManifest or RequestedKind.DefaultManifest) is not
            { EndedAt: { } read }
        || now.MayHaveLostRequest(read, at);

    /// <summary>False only when it is certain that the phone did not come up with the load.</summary>
    private static bool IsOn(string load, string? runs, PhoneProtocol protocol)
    {
        if (Load.TryParse7940(load, out Load? named))
        {
            // A loader by itself is on its way to a load, whatever that is.
            if (named.Protocol is null) return true;
            return named.Protocol == protocol && (runs is null || LoadStatement.Means(runs, named));
        }

        PhoneProtocol? speaks = FirmwareFamilies.BuiltIn.TryReadName(load, out FirmwareNameMeaning? meaning)
            ? meaning.Protocol
            : null;
        return (speaks is null || speaks == protocol)
            && (runs is null || LoadStatement.Means(runs, load));
    }

    private static FirmwareProgress List(FirmwareProgress before, string load)
    {
        FirmwareProgress after = before with
        {
            Manifest = load,
            HasManifest = false,
            IsManifestOpen = true,
            Ignored = IsAgain(before, load) ? before.Ignored + 1 : Same(before.Manifest, load) ? before.Ignored : 0,
            Following = null,
            Part = null,
            HasPart = false,
        };
        if (after.Ignored < MostIgnored) return after;
        // What it only seems to have taken it would know the key by.
        return after.Refuse(load) with { Runs = before.Taken is null ? before.Runs : before.RanBefore };
    }

    /// <summary>
    /// After a factory reset a second question is enough: the older set may be what the phone wants, and if not, the
    /// third question brings the first one back (sources.md other-phones §2.7).
    /// </summary>
    private static FirmwareProgress AfterReset(FirmwareProgress before, string load) => before with
    {
        Manifest = load,
        HasManifest = false,
        IsManifestOpen = true,
        IgnoredAfterReset = IsAgain(before, before.Manifest ?? "") && before.IgnoredAfterReset is null
            ? before.Manifest
            : Same(before.IgnoredAfterReset, load) || IsAgain(before, load) ? null : before.IgnoredAfterReset,
        Following = null,
        Part = null,
        HasPart = false,
    };

    private static bool IsAgain(FirmwareProgress before, string load) =>
        Same(before.Manifest, load) && before is { HasManifest: true, Following: null };

    /// <summary>A phone that begins its questions anew has restarted: what it had whole by then it has taken.</summary>
    private static FirmwareProgress Settle(FirmwareProgress before)
    {
        if (before.Following is not { } load)
        {
            bool isLoaderIn = before.Loader is not null;
            return !before.IsManifestOpen && before.IsLoaderIn == isLoaderIn
                ? before
                : before with { IsManifestOpen = false, IsLoaderIn = isLoaderIn };
        }

        FirmwareProgress after = before with { Following = null, Part = null, HasPart = false };
        return before.HasPart ? Count(after, load, load, runs: true, isCertain: true) : after;
    }

    /// <summary>The first image of a load with the universal loader is that loader, which registers nowhere.</summary>
    private static bool IsLoader(RequestedFile file) => file.Kind is not RequestedKind.Application
        && file.Load is { Generation: LoadGeneration.Universal };

    /// <summary>What another loader may believe is open again.</summary>
    private static FirmwareProgress WithLoader(FirmwareProgress before, RequestedFile file) => !IsLoader(file)
        ? before
        : before with
        {
            Loader = file.LoadText,
            LoaderTimes = (Same(before.Loader, file.LoadText!) ? before.LoaderTimes : 0) + 1,
            IsLoaderIn = false,
            Distrusted = null,
        };

    /// <summary>
    /// A loader that had a list whole, took nothing of it and starts the application has the loader of that list: only
    /// an application asks for these files behind a list. One that does not believe the list asks for it again first
    /// (sources.md 7940-7960-code §5, 7940-7960 §2.6 L1).
    /// </summary>
    private static FirmwareProgress WithOwnLoader(PhoneCase before, FirmwareProgress progress, RequestedFile file)
    {
        if (!IsStarted(file)) return progress;
        BootAsk[] asks = [.. before.Boots.TakeLast(2).SelectMany(b => b.Asks)];
        int at = asks is [.., var same] && same.Name == file.Name ? asks.Length - 2 : asks.Length - 1;
        if (at < 0 || asks[at] is not { Kind: RequestedKind.Manifest, IsConfirmed: true } list
            || (at > 0 && asks[at - 1].Name == list.Name))
            return progress;
        return progress with { Loader = list.Understood().LoadText, IsLoaderIn = true };
    }

    private static bool IsStarted(RequestedFile file) => file.Kind is RequestedKind.SipDefault
        or RequestedKind.SipPhone or RequestedKind.MgcDefault or RequestedKind.MgcPhone;

    private static FirmwareProgress Count(
        FirmwareProgress before, string load, string what, bool runs, bool isCertain)
    {
        FirmwareProgress after = Counted(before, load, what, runs, isCertain);
        return after.Times < MostTimesUnseen ? after : after.Refuse(load) with { Runs = after.RanBefore };
    }

    private static FirmwareProgress Counted(FirmwareProgress before, string load, string what, bool runs,
        bool isCertain) => before with
    {
        Taken = load,
        TakenAs = what,
        // What it may not have had whole it cannot have refused.
        Times = (Same(before.TakenAs, what) ? before.Times : 0) + (isCertain ? 1 : 0),
        Runs = runs ? load : before.Runs,
        RanBefore = runs && !Same(before.Runs, load) ? before.Runs : before.RanBefore,
        // What it would not take with other code it may take now.
        Refused = runs ? [] : before.Refused,
    };

    /// <summary>A phone that asks for the image that it should run, or for an unsigned one, is not on it.</summary>
    private static FirmwareProgress Doubted(FirmwareProgress before, RequestedFile file)
    {
        bool same = file.LoadText is { } asked && Same(before.Runs, asked);
        bool unsigned = file.Kind is RequestedKind.UnsignedImage
            && Load.TryParse7940(before.Runs, out Load? runs)
            && runs.Generation is not LoadGeneration.Unsigned;
        return before with
        {
            Named = null,
            Runs = same || unsigned ? before.RanBefore : before.Runs,
            RanBefore = same || unsigned ? null : before.RanBefore,
        };
    }

    private static bool Hunts(RequestedFile file) => file.Kind is RequestedKind.TrustList or RequestedKind.IdentityList
        or RequestedKind.SepXml or RequestedKind.XmlDefault;

    private static bool Same(string? a, string b) => b.Equals(a, StringComparison.OrdinalIgnoreCase);
}
