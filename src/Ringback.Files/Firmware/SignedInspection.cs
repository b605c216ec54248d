using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;

namespace Ringback.Files.Firmware;

/// <summary>Files that begin with a signed envelope, whole or broken.</summary>
internal static class SignedInspection
{
    internal static FirmwareFile Inspect(string name, ReadOnlySpan<byte> content, SigningKeys keys)
    {
        if (!SignedEnvelope.TryRead(content, out SignedEnvelope? envelope, out EnvelopeFault why))
        {
            FirmwareFile broken = ByName(name) with { Container = FirmwareContainer.Signed, Signed = true };
            return broken.Damaged($"{name} begins with a signature header that cannot be read: {Say(why)}.");
        }

        string trueName = envelope.EmbeddedName ?? name;
        FirmwareFile file = InspectPayload(trueName, envelope, content);
        file = file with
        {
            FileName = name,
            Container = FirmwareContainer.Signed,
            Payload = file.Container,
            Signed = true,
            EmbeddedName = envelope.EmbeddedName,
            SignedAt = envelope.SignedAt,
        };
        file = Authenticate(file, content, envelope, keys);
        // Of phones and firmware it is known that the names are compared; of trust lists and archives it is not.
        if (file.Kind is not (FirmwareKind.Firmware or FirmwareKind.Manifest)) return file;
        return envelope.EmbeddedName is null ? Nameless(file) : CompareNames(file, trueName);
    }

    /// <summary>All 310 files that were read carry a name (file-formats §A).</summary>
    private static FirmwareFile Nameless(FirmwareFile file) => file.With(
        ProblemCode.SignedNameMissing,
        ProblemSeverity.Warning,
        $"The signature header of {file.FileName} carries no name, and a phone compares that name with the one it asks "
            + "for. No file of Cisco's is known that has none.",
        "Take a fresh copy from the original package.");

    /// <summary>The same problem in the same words for every kind of header with a name in it.</summary>
    internal static FirmwareFile CompareNames(FirmwareFile file, string trueName)
    {
        if (string.Equals(file.FileName, trueName, StringComparison.Ordinal)) return file;
        bool onlyCase = string.Equals(file.FileName, trueName, StringComparison.OrdinalIgnoreCase);
        string how = onlyCase ? "a different letter case" : "a different name";
        // The loaders of the 7940 and 7960 ignore letter case (7940-7960-code §1); phones before them do not.
        bool isHarmless = onlyCase && file.LoadName is { Generation: LoadGeneration.Universal };
        return file.With(
            ProblemCode.RenamedSignedFile,
            isHarmless ? ProblemSeverity.Warning : ProblemSeverity.Error,
            isHarmless
                ? $"{file.FileName} was signed under {how}, {trueName}. A universal loader does not mind; older loads "
                    + "and servers that distinguish letter case do."
                : $"{file.FileName} was signed under {how}, {trueName}, and the phone compares the two.",
            $"Name the file {trueName} again.");
    }

    private static FirmwareFile InspectPayload(string trueName, SignedEnvelope envelope, ReadOnlySpan<byte> content)
    {
        if (envelope.IsEncrypted) return Encrypted(trueName);
        ReadOnlySpan<byte> payload = envelope.Payload(content);
        if (payload.IsEmpty)
            return ByName(trueName).Damaged($"Nothing stands behind the signature header of {trueName}.");
        if (FileNames.HasExtension(trueName, ".tlv")) return TrustListInspection.Inspect(trueName, payload);

        FirmwareFile file = BareInspection.Inspect(trueName, payload);
        if (file.Kind is not FirmwareKind.Unknown) return file;
        if (TrustList.TryRead(payload, out _)) return TrustListInspection.Inspect(trueName, payload);

        // The signed name says what should be here, and it is not.
        FirmwareFile promised = ByName(trueName);
        if (promised.LoadName is not null || IsPromisedArchive(trueName))
        {
            return promised.Damaged(
                $"What stands behind the signature header of {trueName} is not an image or a list.");
        }

        // Boot code and signal-processor code of several families have no magic: the header vouches for the name.
        return promised.Family is not null ? promised : file;
    }

    /// <summary>The parts of a Java phone's set are CNU archives, all of them.</summary>
    private static bool IsPromisedArchive(string name) =>
        FileNames.HasExtension(name, ".sbn")
        && FirmwareFamilies.BuiltIn.TryReadName(name, out FirmwareNameMeaning? meaning) && meaning.Family.IsJava;

    private static FirmwareFile Encrypted(string trueName)
    {
        bool firmware = FirmwareFamilies.BuiltIn.TryReadName(trueName, out _)
            || FileNames.HasExtension(trueName, ".sebn");
        FirmwareKind kind = firmware ? FirmwareKind.Firmware : FirmwareKind.Configuration;
        FirmwareFile file = new() { FileName = trueName, Kind = kind };
        return firmware ? file.Named(trueName) : file;
    }

    private static FirmwareFile Authenticate(
        FirmwareFile file, ReadOnlySpan<byte> content, SignedEnvelope envelope, SigningKeys keys)
    {
        FirmwareFamily? family = FirmwareFamilies.BuiltIn.Find(file.Family);
        string? likely = family?.KeyFamily;
        // Where a family's keys are not known, trying all others would cost more than reading the file.
        if (keys == SigningKeys.BuiltIn && family is not null && likely is null) return file;
        FirmwareSignature signature = FirmwareSignature.Check(content, envelope, keys, likely);
        if (signature is not { Key: { } key }) return file;
        file = file with
        {
            Authenticity = signature.Authenticity,
            SignedAt = signature.SignedAt,
            SigningKey = key,
        };
        // The key is surer than a name, except where one key serves several families.
        FirmwareFamily[] families = [.. FirmwareFamilies.BuiltIn.All.Where(f => f.KeyFamily == key.Family)];
        if (families.Length == 1 && file.Kind is not FirmwareKind.Archive) file = file.For(families[0]);
        if (signature.Authenticity is Authenticity.Genuine)
        {
            // What was signed cannot have been damaged since, whatever its layout looks like to us.
            return file with
            {
                Whole = true,
                Problems = [.. file.Problems.Where(p => p.Code != ProblemCode.DamagedImage)],
            };
        }

        string message = $"{file.FileName} is not what was signed: the signature of the {key.Family} fits, and the "
            + "content is another or is not all there.";
        return file.Problems.Any(p => p.Code == ProblemCode.DamagedImage)
            ? file with { Whole = false }
            : file.Damaged(message);
    }

    /// <summary>What can be said of a file whose content cannot be read.</summary>
    private static FirmwareFile ByName(string name)
    {
        if (!FileNames.TryReadRole(name, out Load? load, out FirmwareRole role))
        {
            bool trust = FileNames.HasExtension(name, ".tlv");
            bool list = FileNames.HasExtension(name, ".loads");
            FirmwareKind kind = trust ? FirmwareKind.TrustList : list ? FirmwareKind.Manifest : FirmwareKind.Firmware;
            return new FirmwareFile { FileName = name, Kind = kind }.Named(name);
        }

        return new FirmwareFile
        {
            FileName = name,
            Kind = role is FirmwareRole.Manifest ? FirmwareKind.Manifest : FirmwareKind.Firmware,
            Role = role,
        }.Of(load);
    }

    private static string Say(EnvelopeFault why) => why switch
    {
        EnvelopeFault.Truncated => "the file ends inside it",
        EnvelopeFault.HeaderLengthInvalid => "its length is missing or impossible",
        EnvelopeFault.HeaderNotAligned => "it does not end on a 4-byte boundary",
        EnvelopeFault.TagTooLong => "one of its fields reaches beyond its end",
        EnvelopeFault.PaddingInvalid => "its padding is overwritten",
        EnvelopeFault.SignatureMissing => "there is no signature in it",
        _ => "it is damaged",
    };
}
