using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Cases;

/// <summary>What each kind of event changes in a case. Pure: the same events give the same case, always.</summary>
internal static class CaseFold
{
    /// <param name="before">The case before it.</param>
    /// <param name="e">The event.</param>
    /// <param name="catalogue">What is known of phones, with the assumptions that hold.</param>
    /// <param name="isRemembered">False where nothing that happened can turn out to be this phone's as well.</param>
    internal static PhoneCase Apply(
        PhoneCase before, PhoneEvent e, PhoneCatalogue catalogue, bool isRemembered = true)
    {
        PhoneCase seen = BootFold.Apply(before, e, catalogue);
        PhoneCase after = e switch
        {
            FileAsked asked => AddressFold.Heard(Asked(seen, asked)),
            TransferProgressed progress => before with
            {
                Transfer = new CurrentTransfer(progress.Name, progress.Bytes, progress.Length),
            },
            TransferEnded ended => Ended(before, seen, ended),
            AlarmReceived { Load: { } load } => Stated(seen, load),
            PhoneRegistered registered => AddressFold.Heard(Registered(seen, registered, catalogue)),
            AddressAsked asked => AddressFold.Asked(seen, asked, catalogue),
            AddressAnswered answered => AddressFold.Answered(before, answered),
            RogueDhcpAnswered rival => AddressFold.Rival(before, rival),
            NeighbourSought sought => AddressFold.Sought(before, sought),
            AddressTaken taken => AddressFold.Taken(before, taken),
            AddressGivenBack given => AddressFold.GivenBack(before, given),
            SilenceNoticed silence => AddressFold.Silent(before, silence),
            PhoneCalled { IsAnswered: true } or BenchTested { Rang: true } => seen with { RangAt = e.At },
            PhoneTold { Hand: PhoneHand.CheckSync } told => seen with { ToldToCheck = told.At },
            ConversionStarted or ConversionRefused or StepProved or ConversionProved => before with
            {
                Conversion = ConversionFold.Apply(before, e),
            },
            _ => seen,
        };

        after = NetworkFold.Apply(after, e, catalogue);
        KeptEvents kept = isRemembered
            ? RecentEvents.Keep(before, e, catalogue)
            : new KeptEvents(before.Recent, before.Base, before.Halfway);
        return ConfigurationTakes.After(before, after, e) with
        {
            Mac = e.Mac ?? after.Mac,
            Address = e.Address ?? after.Address,
            FirstSeen = before.FirstSeen == default ? e.At : before.FirstSeen,
            LastSeen = e.At > before.LastSeen ? e.At : before.LastSeen,
            Recent = kept.Recent,
            Base = kept.Base,
            Halfway = kept.Halfway,
        };
    }

    private static PhoneCase Asked(PhoneCase before, FileAsked asked)
    {
        RequestedFile file = RequestedFile.Recognise(asked.Name);
        PhoneCase known = Doubted(before, file);
        bool hasNamed = before.HasNamedItself || (file.Mac is { } named && named == asked.Mac && named == asked.Sitter);
        string? family = FamilyAfter(before.Family, file);
        FirmwareProgress progress = FirmwareFold.Asked(before, asked, file);
        ConversionState? conversion = ConversionFold.Asked(before.Conversion, file);
        // Most questions show nothing of these.
        bool isSame = hasNamed == known.HasNamedItself && family == known.Family
            && ReferenceEquals(progress, known.Progress) && ReferenceEquals(conversion, known.Conversion);
        if (!isSame)
        {
            known = known with
            {
                HasNamedItself = hasNamed, Family = family, Progress = progress, Conversion = conversion,
            };
        }

        // A set that it has whole is what it will come up with, once it begins its questions anew.
        if (known.Progress.Taken is { } taken && before.Progress.Following is not null && !file.IsFirmware)
            known = known with { ExpectedLoad = taken, ExpectedLoadIsChecked = false };
        if (file.IsOfOtherFamily) return AskedSet(known, asked, file);
        return file.IsFirmware
            ? AskedFirmware(known, asked, file)
            : Named(AskedConfiguration(known, file), asked, file);
    }

    /// <summary>The name tells the family; <c>java</c> is less than the very family, and more than nothing.</summary>
    internal static string? FamilyAfter(string? before, RequestedFile file) => file.Family switch
    {
        null => before,
        JavaFamily when before is not (null or FirmwareFile.Family7940And7960) => before,
        // It asks for the firmware that it was told of; the other names are its own.
        { } when before is not (null or JavaFamily)
            && file is { IsFirmware: true, Kind: not RequestedKind.DefaultManifest } => before,
        { } told => told,
    };

    /// <summary>What <see cref="PhoneCase.Family"/> says of a Java phone that has not shown which.</summary>
    internal const string JavaFamily = "java";

    /// <summary>
    /// A load that was only concluded is not what it runs when it asks for an image of that very load, or for an
    /// unsigned one, which no signed code takes.
    /// </summary>
    private static PhoneCase Doubted(PhoneCase before, RequestedFile file)
    {
        if (before is not { LoadEvidence: LoadEvidence.Inferred, Load: { } load }) return before;
        bool isSame = file.IsFirmware && !file.IsManifest && file.Kind is not RequestedKind.Application
            && load.Equals(file.LoadText, StringComparison.OrdinalIgnoreCase);
        bool isUnsigned = file.Kind is RequestedKind.UnsignedImage
            && Load.TryParse7940(load, out Load? named) && named.Generation is not LoadGeneration.Unsigned;
        return isSame || isUnsigned ? before with { Load = null, LoadEvidence = LoadEvidence.None } : before;
    }

    /// <summary>
    /// A phone asks for firmware only when its files name other than it has: what it had whole, is told of and does not
    /// ask for, it has. The universal loader asks for the manifest in any case, and shows it by that.
    /// </summary>
    private static PhoneCase Named(PhoneCase before, FileAsked asked, RequestedFile file) =>
        file is { CanNameLoad: true, Kind: not RequestedKind.DualBoot }
        && asked.NamesLoad is { } named && named.Equals(before.ExpectedLoad, StringComparison.OrdinalIgnoreCase)
        && (before.BootCode is BootCode.Early || !Load.TryParse7940(named, out _))
            ? before with { ExpectedLoadIsChecked = true }
            : before;

    private static PhoneCase AskedSet(PhoneCase before, FileAsked asked, RequestedFile file) => before with
    {
        Stage = file.IsManifest ? BootStage.Manifest : BootStage.LoadingApplication,
        Transfer = asked is { Outcome: AskOutcome.Served, Length: { } length }
            ? new CurrentTransfer(asked.Served ?? asked.Name, 0, length)
            : before.Transfer,
        ExpectedLoad = null,
        ExpectedLoadIsChecked = false,
    };

    private static PhoneCase AskedConfiguration(PhoneCase before, RequestedFile file) => file.Kind switch
    {
        // A 7940 shows itself as universal by its trust list: no load before the loader asks for one. Other
        // families ask for the same name, so this says nothing about the family.
        RequestedKind.DualBoot or RequestedKind.TrustList or RequestedKind.IdentityList
            => At(before, BootStage.Hunting),
        RequestedKind.SepXml or RequestedKind.XmlDefault or RequestedKind.Profile or RequestedKind.ProfileDefault
            => At(before, BootStage.Hunting),
        RequestedKind.SipPhone or RequestedKind.MgcPhone => At(
            before, before.Stage is BootStage.Configuring ? BootStage.Configuring : BootStage.Hunting),
        // The loader asks for the default files last, an application first.
        RequestedKind.SipDefault or RequestedKind.MgcDefault => At(
            before, before.Stage is BootStage.Hunting ? BootStage.Hunting : BootStage.Configuring),
        _ => before,
    };

    private static PhoneCase At(PhoneCase before, BootStage stage) =>
        before.Stage == stage ? before : before with { Stage = stage };

    private static PhoneCase AskedFirmware(PhoneCase before, FileAsked asked, RequestedFile file)
    {
        bool served = asked.Outcome is AskOutcome.Served;
        if (file.Kind is RequestedKind.Manifest)
        {
            // A manifest that it did not get names nothing it will run.
            return before with
            {
                Stage = BootStage.Manifest,
                ExpectedLoad = served ? file.Load!.Text : before.ExpectedLoad,
                ExpectedLoadIsChecked = served || before.ExpectedLoadIsChecked,
            };
        }

        bool application = file.Kind is RequestedKind.Application;
        return before with
        {
            Stage = application ? BootStage.LoadingApplication : BootStage.LoadingLoader,
            Transfer = asked is { Outcome: AskOutcome.Served, Length: { } length }
                ? new CurrentTransfer(asked.Served ?? asked.Name, 0, length)
                : before.Transfer,
            // It has not what it asks for. Until the image is there, nothing says what it will come up with.
            ExpectedLoad = null,
            ExpectedLoadIsChecked = false,
        };
    }

    private static PhoneCase Ended(PhoneCase before, PhoneCase seen, TransferEnded ended)
    {
        PhoneCase after = before.Transfer?.Name == ended.Name ? seen with { Transfer = null } : seen;
        RequestedFile file = RequestedFile.Recognise(ended.Name);
        FirmwareProgress progress = FirmwareFold.Ended(before.Progress, ended, file);
        if (!ReferenceEquals(progress, after.Progress)) after = after with { Progress = progress };
        if (!file.IsFirmware || file.IsManifest || file.Kind is RequestedKind.SetPart) return after;
        if (ended.Outcome is not TransferOutcome.Delivered && !ended.LacksLastAcknowledgement) return after;

        // A phone that had an image whole and took it again did not accept it, or lost its power while it wrote it:
        // the manifest of its next boot will tell.
        bool refusedBefore = IsRefusal(before, ended.Name) && ended.Outcome is TransferOutcome.Delivered;
        // A loader's name is not a load that can register; a single image's or an application's is.
        bool runs = file.Kind is RequestedKind.WholeImage || (file.Load is { IsUniversalLoader: false } load
            && (file.Kind is RequestedKind.Application || load.Generation < LoadGeneration.Universal));
        if (runs && before.Stage is BootStage.Registered && file.LoadText is { } late)
            return refusedBefore ? after : CameUpBefore(after, ended, late);
        return after with
        {
            // A phone in a hurry may have asked for its next file before we heard that it has this one.
            Stage = before.Stage is BootStage.LoadingLoader or BootStage.LoadingApplication
                ? BootStage.Restarting
                : before.Stage,
            ExpectedLoad = runs && !refusedBefore ? file.LoadText : null,
            ExpectedLoadIsChecked = false,
        };
    }

    /// <summary>
    /// It is told that an image may have arrived when the phone is up already: with another protocol than before it
    /// came up on that image, else the next boot tells.
    /// </summary>
    private static PhoneCase CameUpBefore(PhoneCase before, TransferEnded ended, string load)
    {
        PhoneCase after = before with { ExpectedLoad = load, ExpectedLoadIsChecked = false };
        if (before.Boots is not [.., { Registration: { } up } now]) return after;
        bool isSince = now.Asks.FindLast(a => a.IsImage) is { } asked && asked.Served == ended.Name
            && asked.At < up.At;
        if (!isSince || up.Load is not null) return after;
        bool isNew = before.SpokeBefore != up.Protocol && SpokenBy(load) == up.Protocol
            && SaysVersionOf(up.Version, load);
        return isNew ? after with { Load = load, LoadEvidence = LoadEvidence.Inferred } : after;
    }

    /// <summary>True when the last image that the phone had whole is this one, and it wants it again.</summary>
    internal static bool IsRefusal(PhoneCase before, string imageName) =>
        imageName.Equals(before.Shown.LastImage, StringComparison.OrdinalIgnoreCase);

    private static PhoneCase Stated(PhoneCase before, string load) => before with
    {
        Load = load,
        LoadEvidence = LoadEvidence.Stated,
        ExpectedLoad = load,
        ExpectedLoadIsChecked = true,
        Conversion = ConversionFold.CameUp(before.Conversion, null, load, null),
    };

    private static PhoneCase Registered(PhoneCase before, PhoneRegistered registered, PhoneCatalogue catalogue)
    {
        PhoneProtocol protocol = ProtocolOf(registered.Via);
        PhoneCase after = ComesUp(before, registered, protocol, FamilyOf(registered.Model, catalogue));
        return after with
        {
            Progress = FirmwareFold.Registered(
                before, after.Load, protocol, load => SaysVersionOf(registered.Version, load), registered.At),
        };
    }

    private static PhoneCase ComesUp(
        PhoneCase before, PhoneRegistered registered, PhoneProtocol protocol, string? family)
    {
        PhoneCase after = before with
        {
            Protocol = protocol,
            SpokeBefore = before.Stage is BootStage.Registered ? before.SpokeBefore : before.Protocol,
            Model = registered.Model ?? before.Model,
            Family = family ?? before.Family,
            Version = registered.Version,
            Stage = BootStage.Registered,
            Transfer = null,
            Conversion = ConversionFold.CameUp(before.Conversion, protocol, registered.Load, registered.Version),
        };
        if (registered.Load is { } stated) return Stated(after, stated);
        if (Infers(before, registered, protocol) is { } expected)
            return after with { Load = expected, LoadEvidence = LoadEvidence.Inferred };
        bool stillFits = before.Load is { } known && SpokenBy(known) == protocol
            && SaysVersionOf(registered.Version, known);
        return stillFits ? after : after with { Load = null, LoadEvidence = LoadEvidence.None };
    }

    /// <summary>
    /// True when a phone under conversion registers over the wanted protocol, and it stays open whether it took the
    /// new load.
    /// </summary>
    internal static bool LeavesLoadOpen(PhoneCase before, PhoneRegistered registered) =>
        before is { Conversion.Status: ConversionStatus.Running, ExpectedLoadIsChecked: false }
        && registered.Load is null
        && before.ExpectedLoad is { } expected
        && SpokenBy(expected) == ProtocolOf(registered.Via)
        && Infers(before, registered, ProtocolOf(registered.Via)) is null;

    /// <summary>
    /// True when a phone under conversion to this protocol states a version that cannot be the target's.
    /// </summary>
    internal static bool ContradictsTarget(PhoneCase before, PhoneRegistered registered) =>
        before.Conversion is { Status: ConversionStatus.Running, Target: { } target }
        && SpokenBy(target) == ProtocolOf(registered.Via) && !SaysVersionOf(registered.Version, target);

    /// <summary>The protocol that a load's name tells; null when it tells none.</summary>
    internal static PhoneProtocol? SpokenBy(string load) => Load.TryParse7940(load, out Load? named)
        ? named.Protocol
        : FirmwareFamilies.BuiltIn.TryReadName(load, out FirmwareNameMeaning? meaning) ? meaning.Protocol : null;

    /// <summary>True for a text that is the name of a load of some family.</summary>
    internal static bool IsLoad(string text) =>
        Load.TryParse7940(text, out _) || FirmwareFamilies.BuiltIn.TryReadName(text, out _);

    private static string? FamilyOf(string? model, PhoneCatalogue catalogue) =>
        model is not null && catalogue.Find(model) is { } known
            ? known.FirmwareFamily ?? known.Family
            : null;

    internal static PhoneProtocol ProtocolOf(ProofKind via) => via switch
    {
        ProofKind.SccpRegister => PhoneProtocol.Sccp,
        ProofKind.SipRegister => PhoneProtocol.Sip,
        _ => PhoneProtocol.Mgcp,
    };

    /// <summary>
    /// The load that a registration proves without saying it; null when it proves none. A phone that only fetched a
    /// load and spoke this protocol before may have refused the image and come up on its old one.
    /// </summary>
    private static string? Infers(PhoneCase before, PhoneRegistered registered, PhoneProtocol protocol)
    {
        if (ToldAndNotAsked(before, registered) is { } told) return told;
        if (before.ExpectedLoad is not { } expected) return null;
        if (SpokenBy(expected) != protocol || !SaysVersionOf(registered.Version, expected)) return null;
        // An application that was told of a load that its loader has rejected does not try again (W710), so that it
        // reads the manifest and fetches nothing, as if it had the load.
        bool rejected = before.Shown.RejectedImage is { } image
            && RequestedFile.Recognise(image).LoadText is { } refused
            && expected.Equals(refused, StringComparison.OrdinalIgnoreCase);
        if (rejected) return null;
        return before.ExpectedLoadIsChecked || before.Protocol != protocol ? expected : null;
    }

    /// <summary>
    /// The load that the files of this boot named and that the phone did not ask for: code from before the universal
    /// loader and Java phones ask for every load but their own. It must have shown that it can ask for such a name, or
    /// state a version that is the load's.
    /// </summary>
    private static string? ToldAndNotAsked(PhoneCase before, PhoneRegistered registered)
    {
        if (before.Progress is not { Named: { } named } progress) return null;
        // It compares image ids: one that it does not load again is the one that it loaded (sources.md other-phones
        // §1.4), if it was seen to load it.
        if (progress.IsNamedByProfile && SpokenBy(named) == ProtocolOf(registered.Via)
            && named.Equals(progress.Runs, StringComparison.OrdinalIgnoreCase)) return named;
        if (!HeardAndWasHeard(before, named, registered.At)) return null;
        if (SpokenBy(named) != ProtocolOf(registered.Via) || !SaysVersionOf(registered.Version, named)) return null;
        if (progress.IsNamedByProfile) return AskedForBefore(before, named) ? named : null;
        bool isOurs = Load.TryParse7940(named, out _);
        bool asksForOthers = isOurs ? before.BootCode is BootCode.Early : before.BootCode is not BootCode.Early;
        bool isShown = registered.Version is not null
            || (isOurs && before.Shown is { WantsSigned: not null, TakesShortNamesOnly: false });
        return asksForOthers && isShown ? named : null;
    }

    /// <summary>
    /// A phone with a profile asks for no image id that it has seen. When it asked for that image, was not known to
    /// fail, and asks for the profile alone since, it has it (sources.md other-phones §6.4).
    /// </summary>
    private static bool AskedForBefore(PhoneCase phone, string named)
    {
        BootAsk[] asks = [.. phone.Boots.SelectMany(b => b.Asks)];
        DateTimeOffset? told = asks.LastOrDefault(a => a.NamesLoad == named)?.Began;
        return asks.LastOrDefault(a => a.IsImage && a.At < told) is { Outcome: AskOutcome.Served } image
            && named.Equals(image.Understood().LoadText, StringComparison.OrdinalIgnoreCase)
            && image.Ended is null or TransferOutcome.Delivered or TransferOutcome.Unconfirmed
                or TransferOutcome.Restarted;
    }

    /// <summary>
    /// True when the phone had the file that names the load whole, and no question of its can have been lost since.
    /// </summary>
    private static bool HeardAndWasHeard(PhoneCase phone, string named, DateTimeOffset until) =>
        phone.Boots is [.., var now] && now.Asks.FindLast(a => a.NamesLoad == named) is
            { IsConfirmed: true, EndedAt: { } read } && !now.MayHaveLostRequest(read, until);

    /// <summary>
    /// False when the stated version cannot be that load's: the 8.x loads of a 7940 say 8.0, its others their own, and
    /// a Java phone all three numbers (sources.md other-phones §6.2). What a 7912 or an ATA says is not known.
    /// </summary>
    internal static bool SaysVersionOf(string? version, string load)
    {
        if (version is null) return true;
        if (Load.TryParse7940(load, out Load? named))
        {
            string major = named.Version.Major.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return version == major || version.StartsWith(major + ".", StringComparison.Ordinal);
        }

        if (!FirmwareFamilies.BuiltIn.TryReadName(load, out FirmwareNameMeaning? meaning) || !meaning.Family.IsJava)
            return true;
        return !LoadVersion.TryRead(version, out LoadVersion stated)
            || !LoadVersion.TryRead(meaning.Version, out LoadVersion release)
            || (stated.Major, stated.Minor, stated.Maintenance)
                == (release.Major, release.Minor, release.Maintenance);
    }
}
