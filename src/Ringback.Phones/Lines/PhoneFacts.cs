using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Cases;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Lines;

/// <summary>What the planner needs to know of a phone. All of it may be unknown.</summary>
public sealed record PhoneFacts
{
    /// <summary>
    /// The model; another one of the same firmware where only that is known, null when not even that is.
    /// </summary>
    public PhoneModel? Model { get; init; }

    /// <summary>The family by its firmware, or <c>java</c>; null when not known.</summary>
    public string? Family { get; init; }

    /// <summary>The load it runs; null when not known.</summary>
    public Load? Load { get; init; }

    /// <summary>The same, where it is one of the model's.</summary>
    internal Load? OwnLoad => Load?.Family.Name == Model?.FirmwareFamily ? Load : null;

    /// <summary>The version that it stated, of a SIP phone; null when it stated none.</summary>
    public string? Version { get; init; }

    /// <summary>The protocol it speaks; null when not known.</summary>
    public PhoneProtocol? Protocol { get; init; }

    /// <summary>How a 7940 or 7960 takes firmware.</summary>
    public BootCode BootCode { get; init; }

    /// <summary>Whether code from before the universal loader checks signatures; null when not known.</summary>
    public bool? WantsSigned { get; init; }

    /// <summary>Whether its universal loader holds both signing keys; null when nothing showed it.</summary>
    public bool? HoldsBothKeys { get; init; }

    /// <summary>True for an SCCP load before 3.1, which reads no XML.</summary>
    public bool IsOldest { get; init; }

    /// <summary>True for code that fetches names of the old 8.3 form only.</summary>
    public bool TakesShortNamesOnly { get; init; }

    /// <summary>True for a Java phone on 9.x.</summary>
    public bool IsNineOrLater { get; init; }

    /// <summary>True for old code that has shown neither its protocol nor whether it checks signatures.</summary>
    internal bool IsOldAndNoMore =>
        BootCode is BootCode.Early && Load is null && Version is null && Protocol is null && WantsSigned is null;

    /// <summary>What it has done with the firmware it was offered.</summary>
    public FirmwareProgress Progress { get; init; } = new();

    /// <summary>What the load alone tells, of a known model.</summary>
    public static PhoneFacts Of(PhoneModel model, Load load) => new()
    {
        Model = model,
        Family = model.FirmwareFamily,
        Load = load,
        Protocol = load.Protocol,
        BootCode = load.Generation is not { } generation ? BootCode.Unknown
            : generation < LoadGeneration.Universal ? BootCode.Early
            : BootCode.Universal,
    };

    /// <summary>What the case tells, together with the file that the phone is asking for just now.</summary>
    /// <param name="phone">The case.</param>
    /// <param name="asked">The file.</param>
    /// <param name="catalogue">The models.</param>
    /// <param name="declared">The model as the user says it; null when the user does not say.</param>
    public static PhoneFacts Of(
        PhoneCase phone, RequestedFile asked, PhoneCatalogue catalogue, PhoneModel? declared = null)
    {
        BootCode bootCode = BootCodeOf(phone, asked);
        Beliefs shown = BootFold.AtQuestion(phone, asked);
        string? family = declared?.FirmwareFamily ?? CaseFold.FamilyAfter(phone.Family, asked);
        bool isUniversal = family is null or FirmwareFile.Family7940And7960;
        Load? load = Running(phone, bootCode);
        return new PhoneFacts
        {
            Model = declared ?? ModelOf(phone, asked, family, catalogue),
            Family = family,
            Load = load,
            Version = phone.Version,
            Protocol = isUniversal && bootCode is BootCode.Early ? EarlyProtocol(phone, asked, load) : phone.Protocol,
            BootCode = isUniversal ? bootCode : BootCode.Unknown,
            WantsSigned = asked.Kind switch
            {
                RequestedKind.UnsignedImage => false,
                RequestedKind.SignedImage when bootCode is BootCode.Early => true,
                _ => shown.WantsSigned,
            },
            HoldsBothKeys = shown.HoldsBothKeys,
            IsOldest = shown.IsOldest || asked is { Kind: RequestedKind.LegacySep, Family: not null },
            TakesShortNamesOnly = shown.TakesShortNamesOnly,
            IsNineOrLater = shown.IsNineOrLater || asked.Kind is RequestedKind.IdentityList,
            Progress = FirmwareFold.AtQuestion(phone, asked),
        };
    }

    /// <summary>How the phone takes firmware, by the case and by what it asks for just now.</summary>
    public static BootCode BootCodeOf(PhoneCase phone, RequestedFile asked) =>
        Beliefs.BootCodeAfter(phone.BootCode, asked.Kind);

    /// <summary>
    /// The load that it runs: the one that it has taken since it last said so, else the one it said, unless what it
    /// asks for shows that this is over.
    /// </summary>
    private static Load? Running(PhoneCase phone, BootCode bootCode)
    {
        string said = FileNames.WithoutFirmwareExtension((phone.Progress.Runs ?? phone.Load ?? "").Trim()).ToString();
        return !Load.TryParse(said, out Load? load) ? null : bootCode switch
        {
            // A load that was true before the phone took the universal loader says nothing about it any more, and a
            // phone that shows old code again has no loader.
            BootCode.Universal when load.Generation < LoadGeneration.Universal => null,
            BootCode.Early when load.Generation is LoadGeneration.Universal => null,
            _ => load,
        };
    }

    /// <summary>
    /// The protocol of old code is the one whose files it asks for. Its first question is the same for all, so that
    /// nothing is known then but what an earlier boot has shown.
    /// </summary>
    private static PhoneProtocol? EarlyProtocol(PhoneCase phone, RequestedFile asked, Load? load) => asked.Kind switch
    {
        RequestedKind.SepXml or RequestedKind.XmlDefault or RequestedKind.LegacySep => PhoneProtocol.Sccp,
        RequestedKind.SipDefault or RequestedKind.SipPhone => PhoneProtocol.Sip,
        RequestedKind.MgcDefault or RequestedKind.MgcPhone => PhoneProtocol.Mgcp,
        _ => load?.Protocol ?? phone.Shown.AsksAs,
    };

    private static PhoneModel? ModelOf(PhoneCase phone, RequestedFile asked, string? family, PhoneCatalogue catalogue)
    {
        if (phone.Model is { } said && catalogue.Find(said) is { } known
            && (family is null || (known.FirmwareFamily ?? known.Family) == family)) return known;
        if (asked.Kind is RequestedKind.DefaultManifest && catalogue.Find("79" + asked.Name[4..6]) is { } terminal)
            return terminal;
        return family is null or CaseFold.JavaFamily ? null : catalogue.OfFirmware(family);
    }
}
