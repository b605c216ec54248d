using Ringback.Catalogue.Loads;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Cases;

/// <summary>
/// What a phone's boots show of it. Each is a pure function over what it asked, in order; later evidence overrules
/// earlier, and what got no confirmed answer shows nothing but the question itself.
/// </summary>
public sealed record Beliefs
{
    /// <summary>How it takes firmware.</summary>
    public BootCode BootCode { get; init; }

    /// <summary>
    /// True when it asked for a signed image outside a manifest, false when for an unsigned one; null until then.
    /// </summary>
    public bool? WantsSigned { get; init; }

    /// <summary>
    /// Whether its universal loader holds both signing keys, as its DHCP showed last; null when nothing did.
    /// </summary>
    public bool? HoldsBothKeys { get; init; }

    /// <summary>
    /// The protocol whose files a load from before the universal loader asked for last; null until it did.
    /// </summary>
    public PhoneProtocol? AsksAs { get; init; }

    /// <summary>True when it asked for a file that only SCCP loads before 3.1 ask for.</summary>
    public bool IsOldest { get; init; }

    /// <summary>True when it asked for what only 9.x loads of Java phones ask for.</summary>
    public bool IsNineOrLater { get; init; }

    /// <summary>
    /// True when it had whole the word of a load of another protocol with a long name, went on and did not ask for it:
    /// it fetches names of the old 8.3 form only.
    /// </summary>
    public bool TakesShortNamesOnly { get; init; }

    /// <summary>True once it asked for a file by a name of its own, or of phones.</summary>
    public bool HasAsked { get; init; }

    /// <summary>True once it had a file of firmware whole.</summary>
    public bool HasTaken { get; init; }

    /// <summary>
    /// The image that it had whole last, by its own word, until it registers; null otherwise.
    /// </summary>
    public string? LastImage { get; init; }

    /// <summary>The image that it gave up with an error, and has not had since; null otherwise.</summary>
    public string? RejectedImage { get; init; }

    /// <summary>What is believed after a boot that is over.</summary>
    internal static Beliefs AfterAll(Beliefs before, Boot boot)
    {
        Beliefs after = After(before, boot);
        return after with { TakesShortNamesOnly = after.TakesShortNamesOnly || PassedOver(boot, after.AsksAs) };
    }

    /// <summary>What is believed after as much of a boot as was seen.</summary>
    internal static Beliefs After(Beliefs before, Boot boot)
    {
        Beliefs said = boot.Said is BootCode.Unknown ? before : before with { BootCode = boot.Said };
        if (boot.HoldsBothKeys is { } holds) said = said with { HoldsBothKeys = holds };
        Beliefs after = said;
        foreach (BootAsk ask in boot.Asks) after = After(after, ask);
        return boot.Registration is not { } up ? after : after with
        {
            LastImage = boot.Asks.FindLast(a => a.IsImage && a.IsConfirmed && a.At > up.At)?.Name,
        };
    }

    /// <summary>How a phone takes firmware, by what was known and by what it asks for.</summary>
    internal static BootCode BootCodeAfter(BootCode before, RequestedKind asked) => asked switch
    {
        RequestedKind.DualBoot => BootCode.Early,
        RequestedKind.TrustList or RequestedKind.Manifest or RequestedKind.Application => BootCode.Universal,
        // No later code asks for these.
        RequestedKind.UnsignedImage or RequestedKind.BareLoad when before is BootCode.Unknown => BootCode.Early,
        _ => before,
    };

    /// <summary>
    /// True when a boot of old code had whole the word of a foreign load with a long name, and the phone went on to its
    /// own files without asking for it: code of that age follows any foreign name that it can fetch (sources.md
    /// 7940-7960 §1.2, §2.4).
    /// </summary>
    internal static bool PassedOver(Boot boot, PhoneProtocol? asksAs)
    {
        const int longestOldName = 8;
        if (asksAs is not { } protocol || boot.AskedFirmware) return false;
        BootAsk? told = boot.Asks.FindLast(a => a.Kind is RequestedKind.DualBoot);
        if (told is not { IsConfirmed: true, EndedAt: { } read, NamesLoad: { } name }) return false;
        if (!Load.TryParse7940(name, out Load? named) || named.Text.Length <= longestOldName) return false;
        bool isForeign = named.BootPrefix != protocol switch
        {
            PhoneProtocol.Sip => "P0S3",
            PhoneProtocol.Mgcp => "P0M3",
            _ => "P003",
        };
        // A power cut or a lost request looks the same, but for what comes next and when.
        return isForeign && boot.Asks.Find(a => a.Began >= read && AsksAsBy(a.Kind) == protocol) is { } next
            && !boot.MayHaveLostRequest(read, next.Began);
    }

    private static Beliefs After(Beliefs before, BootAsk ask)
    {
        // A file of the user's own, or of another maker's phone.
        if (ask.Kind is RequestedKind.Other && !ask.IsImage) return before;
        BootCode code = BootCodeAfter(before.BootCode, ask.Kind);
        bool isPlainImage = ask.Kind is RequestedKind.SignedImage or RequestedKind.UnsignedImage
            or RequestedKind.BareLoad;
        bool isLegacy = ask.Kind is RequestedKind.LegacySep && ask.Understood().Family is not null;
        // A loader gives way to a signed image only, and code that checks signatures fetches long names.
        bool? wantsSigned = isPlainImage && code is not BootCode.Universal ? ask.Kind is RequestedKind.SignedImage
            : (before.BootCode, code) is (BootCode.Universal, BootCode.Early) ? true : before.WantsSigned;
        bool isShort = before.TakesShortNamesOnly
            && !(ask.Kind is RequestedKind.SignedImage && code is BootCode.Early);
        PhoneProtocol? asksAs = code is BootCode.Early ? AsksAsBy(ask.Kind) ?? before.AsksAs : before.AsksAs;
        bool isOldest = before.IsOldest || isLegacy;
        bool isNine = before.IsNineOrLater || ask.Kind is RequestedKind.IdentityList;
        bool hasAsked = before.HasAsked || ask.Kind is not RequestedKind.Other;
        // Most questions show nothing new.
        bool isSame = code == before.BootCode && wantsSigned == before.WantsSigned
            && isShort == before.TakesShortNamesOnly && asksAs == before.AsksAs && isOldest == before.IsOldest
            && isNine == before.IsNineOrLater && hasAsked == before.HasAsked;
        Beliefs after = isSame ? before : before with
        {
            BootCode = code, WantsSigned = wantsSigned, TakesShortNamesOnly = isShort, AsksAs = asksAs,
            IsOldest = isOldest, IsNineOrLater = isNine, HasAsked = hasAsked,
        };
        return ask.IsImage ? AfterImage(after, ask) : after;
    }

    private static Beliefs AfterImage(Beliefs before, BootAsk ask)
    {
        const int longestOldName = 8;
        return before with
        {
            // It can ask for long names after all.
            TakesShortNamesOnly = before.TakesShortNamesOnly
                && ask.Understood().Load is not { Text.Length: > longestOldName },
            HasTaken = before.HasTaken || ask.Ended is TransferOutcome.Delivered or TransferOutcome.Unconfirmed,
            LastImage = ask.IsConfirmed ? ask.Name : before.LastImage,
            RejectedImage = ask.Ended switch
            {
                TransferOutcome.PhoneError => ask.Name,
                TransferOutcome.Delivered or TransferOutcome.Unconfirmed => null,
                _ => before.RejectedImage,
            },
        };
    }

    private static PhoneProtocol? AsksAsBy(RequestedKind kind) => kind switch
    {
        RequestedKind.SepXml or RequestedKind.XmlDefault or RequestedKind.LegacySep => PhoneProtocol.Sccp,
        RequestedKind.SipDefault or RequestedKind.SipPhone => PhoneProtocol.Sip,
        RequestedKind.MgcDefault or RequestedKind.MgcPhone => PhoneProtocol.Mgcp,
        _ => null,
    };
}
