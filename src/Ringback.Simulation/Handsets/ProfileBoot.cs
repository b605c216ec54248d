using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Files.Profiles;
using Ringback.Phones.Identification;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// A 7902, 7905, 7912 or ATA: the profile's <c>upgradecode</c> with an image id that it has not applied last, and in an
/// SCCP load of the phones also the load that an XML file names (sources.md other-phones §1.2 to §1.4).
/// </summary>
/// <remarks>
/// Encrypted profiles and the second file of a long one are not read: no upgrade stands in the second file, and for the
/// first somebody must have set a key at the phone.
/// </remarks>
internal static class ProfileBoot
{
    private const string Unsigned = ".zup";
    private const string Signed = ".sbin";

    /// <summary>An ATA 186 before this takes the transition image only (sources.md other-phones §1.1).</summary>
    private static readonly LoadVersion EndOfTransition = new(1, 35, 0, 0, 0);

    internal static async Task<HandsetNext> RunAsync(Handset phone, CancellationToken cancel)
    {
        HandsetSettings settings = new(phone);
        Said said = await AskAsync(phone, settings, cancel).ConfigureAwait(false);
        if (said.Order is { } order && await ObeyAsync(phone, order, cancel).ConfigureAwait(false))
            return HandsetNext.RestartWithNewApplication;
        bool isOther = said.Load is not null
            && !said.Load.Equals(phone.Flash.Load, StringComparison.OrdinalIgnoreCase);
        if (isOther && await TakeNamedAsync(phone, said.Load!, cancel).ConfigureAwait(false))
            return HandsetNext.RestartWithNewApplication;
        return await HandsetRegistration.RegisterAsync(phone, settings, cancel).ConfigureAwait(false)
            ? HandsetNext.Registered
            : HandsetNext.TryAgain;
    }

    /// <summary>Asks for what its load asks for, the common files only where its own are missing.</summary>
    private static async Task<Said> AskAsync(Handset phone, HandsetSettings settings, CancellationToken cancel)
    {
        bool hasXml = false, hasProfile = false;
        Said said = new(null, null);
        foreach (string name in phone.NamesOf(phone.Family.Sequence(SequenceOf(phone))))
        {
            RequestedKind kind = RequestedFile.Recognise(name).Kind;
            bool isXml = kind is RequestedKind.SepXml or RequestedKind.XmlDefault or RequestedKind.LegacySep;
            if (isXml ? hasXml : hasProfile) continue;
            HandsetFetch file = await phone.FetchAsync(name, cancel).ConfigureAwait(false);
            if (!file.IsComplete) continue;
            if (isXml)
            {
                hasXml = true;
                settings.Read(name, file.Content);
                said = said with { Load = NamedLoad.In(name, file.Content, phone.Options.Model) };
            }
            else if (CompiledProfile.TryRead(file.Content, out CompiledProfile? profile, out _) && profile.IsSound)
            {
                hasProfile = true;
                settings.Read(profile);
                said = said with { Order = ProfileOrder.In(profile) };
            }
            else
            {
                phone.Log($"does not understand {name}");
            }
        }

        return said;
    }

    private static string SequenceOf(Handset phone)
    {
        if (phone.Options.Model.FirmwareFamily == "ata") return "ata-profile";
        // What an H.323 load asks for is UNVERIFIED; it has no call manager to name its load either.
        return phone.Protocol is PhoneProtocol.Sccp ? "profile-sccp" : "profile-sip";
    }

    private static async Task<bool> ObeyAsync(Handset phone, ProfileOrder order, CancellationToken cancel)
    {
        if (order.ImageId == phone.Flash.ImageId) return false;
        if (order.Hardware != HardwareOf(phone.Options.Model))
        {
            phone.Log($"leaves {order.File}: it is for other hardware");
            return false;
        }

        // A phone that checks signatures asks for the signed twin of what it is told (sources.md other-phones §1.2).
        bool isUnsigned = order.File.EndsWith(Unsigned, StringComparison.OrdinalIgnoreCase);
        string file = phone.Flash.ChecksSignatures && isUnsigned ? order.File[..^Unsigned.Length] + Signed : order.File;
        // The port counts with an address; without one it is the port of this profile's server.
        IPEndPoint? server = order.Server.Equals(IPAddress.Any) || order.Server.Equals(phone.Options.Tftp.Address)
            ? null
            : new IPEndPoint(order.Server, order.Port);
        return await TakeAsync(phone, file, server, order.ImageId, cancel).ConfigureAwait(false);
    }

    /// <summary>
    /// A load that an XML file names leaves no image id, so that a profile that names another one counts as new, and
    /// the phone goes back and forth between the two (sources.md other-phones §1.4, INFER).
    /// </summary>
    private static Task<bool> TakeNamedAsync(Handset phone, string load, CancellationToken cancel) =>
        TakeAsync(phone, load + (phone.Flash.ChecksSignatures ? Signed : Unsigned), null, null, cancel);

    private static async Task<bool> TakeAsync(
        Handset phone, string name, IPEndPoint? server, uint? imageId, CancellationToken cancel)
    {
        phone.Display("Upgrading");
        HandsetFetch image = await phone.FetchAsync(name, cancel, server).ConfigureAwait(false);
        if (!image.IsComplete) return false;
        if (Refusal(phone, name, image.Content) is { } refusal)
        {
            phone.Log($"refuses {name}: {refusal}");
            return false;
        }

        HandsetFlash after = phone.Flash with
        {
            Load = Path.GetFileNameWithoutExtension(name),
            ImageId = imageId,
            // Every image since then checks signatures, except an ATA's, which is never signed.
            ChecksSignatures = phone.Options.Model.FirmwareFamily != "ata",
        };
        // That it keeps the old image until the new one is whole is UNVERIFIED.
        await phone.WriteAsync(HandsetPhase.WritingApplication, phone.Flash, after, cancel).ConfigureAwait(false);
        return true;
    }

    /// <summary>Why the phone leaves an image; null when it takes it.</summary>
    private static string? Refusal(Handset phone, string name, byte[] content)
    {
        bool signed = SignedEnvelope.TryRead(content, out SignedEnvelope? envelope, out _);
        if (phone.Flash.ChecksSignatures != signed) return signed ? "it begins with a signature" : "it is not signed";
        if (PracticeSignature.Verify(content) == PracticeVerdict.Damaged) return "its signature does not fit";
        if (signed && !HandsetImageCheck.IsSameName(phone, envelope!.EmbeddedName, name))
            return $"it was signed as {envelope.EmbeddedName}";
        ReadOnlySpan<byte> payload = signed ? envelope!.Payload(content) : content;
        if (!KupImage.TryRead(payload, out KupImage? image, out _)) return "it is no image";
        if (!image.LengthFits || !image.SumFits) return "it is damaged";
        if (image.Family != phone.Options.Model.FirmwareFamily) return "it is for other hardware";
        return NeedsTransition(phone) && !IsTransition(name) ? "this release takes only the transition image" : null;
    }

    private static bool NeedsTransition(Handset phone) =>
        phone.Options.Model.Model == "ATA 186" && phone.Running is { } running && running.Version < EndOfTransition;

    private static bool IsTransition(string name) =>
        name.Equals(PracticeFirmware.TransitionName, StringComparison.OrdinalIgnoreCase);

    /// <summary>sources.md other-phones §1.4.</summary>
    private static uint? HardwareOf(PhoneModel model) => model.FirmwareFamily switch
    {
        "7902" => 0x401,
        "7905" => 0x501,
        "7912" => 0x601,
        "ata" => 0x301,
        _ => null,
    };

    /// <summary>What the files of one boot came to.</summary>
    /// <param name="Load">The load that an XML file named.</param>
    /// <param name="Order">What the profile ordered.</param>
    private sealed record Said(string? Load, ProfileOrder? Order);
}
