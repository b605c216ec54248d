using System.Buffers.Binary;
using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
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
    private const int HeaderLength = 0x28;
    private const string Unsigned = ".zup";
    private const string Signed = ".sbin";
    private const string DefaultConfiguration = "XMLDefault.cnf.xml";

    /// <summary>An ATA 186 before this takes the transition image only (sources.md other-phones §1.1).</summary>
    private static readonly (int, int, int) EndOfTransition = (1, 35, 0);

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
        string mac = phone.Options.Mac.ToString(), prefix = phone.Options.Model.ProfilePrefix!.Value;
        Said said = new(null, null);
        // What an H.323 load asks for is UNVERIFIED; it has no call manager to name its load either.
        if (phone.Options.Model.FirmwareFamily != "ata" && phone.Protocol is PhoneProtocol.Sccp)
        {
            foreach (string name in (string[])[$"SEP{mac}.cnf.xml", DefaultConfiguration, "SEPDEFAULT.cnf"])
            {
                HandsetFetch file = await phone.FetchAsync(name, cancel).ConfigureAwait(false);
                if (!file.IsComplete) continue;
                if (JavaXml.Of(file.Content) is not { } xml) break;
                settings.Read(xml);
                said = said with { Load = xml.Load(phone.Options.Model, name == DefaultConfiguration) };
                break;
            }
        }

        foreach (string name in (string[])[prefix + mac.ToLowerInvariant(), prefix + "default.cfg"])
        {
            HandsetFetch file = await phone.FetchAsync(name, cancel).ConfigureAwait(false);
            if (!file.IsComplete) continue;
            if (ProfileReading.Of(file.Content) is { } profile)
            {
                settings.Read(profile);
                return said with { Order = profile.Order };
            }

            phone.Log($"does not understand {name}");
        }

        return said;
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
        HandsetEnvelope? envelope = HandsetEnvelope.Of(content);
        bool signed = envelope is not null;
        if (phone.Flash.ChecksSignatures != signed) return signed ? "it begins with a signature" : "it is not signed";
        if (envelope?.Verify(phone.Options.Model.FirmwareFamily) is HandsetKey.None)
            return "its signature does not fit";
        if (signed && !HandsetImageCheck.IsSameName(envelope!.Name, name, phone.Quirks.CaseStrict ?? true))
            return $"it was signed as {envelope.Name}";
        ReadOnlySpan<byte> image = signed ? envelope!.Payload : content;
        if (image.Length < HeaderLength || !image.StartsWith("kup1"u8) || !image[0x18..].StartsWith("+kxz"u8))
            return "it is no image";
        uint sum = 0;
        foreach (byte value in image[0x24..]) sum += value;
        if (U32(image, 0x20) != image.Length - 0x18 || U32(image, 0x1c) != sum) return "it is damaged";
        if (U32(image, 0x10) != HardwareOf(phone.Options.Model)) return "it is for other hardware";
        return NeedsTransition(phone) && !IsTransition(name) ? "this release takes only the transition image" : null;
    }

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);

    private static bool NeedsTransition(Handset phone) =>
        phone.Options.Model.Model == "ATA 186" && phone.Running is { } running
        && running.Release.CompareTo(EndOfTransition) < 0;

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
