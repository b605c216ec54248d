namespace Ringback.Phones.Firmware;

/// <summary>Files that begin with a signed envelope, whole or broken.</summary>
internal static class SignedInspection
{
    internal static FirmwareFile Inspect(string name, ReadOnlySpan<byte> content)
    {
        if (!SignedEnvelope.TryRead(content, out SignedEnvelope? envelope, out EnvelopeFault why))
        {
            FirmwareFile broken = ByName(name) with { Container = FirmwareContainer.Signed, Signed = true };
            return broken.Damaged($"{name} begins with a signature header that cannot be read: {Say(why)}.");
        }

        string trueName = envelope.EmbeddedName ?? name;
        FirmwareFile file = InspectPayload(trueName, envelope, content) with
        {
            FileName = name,
            Container = FirmwareContainer.Signed,
            Signed = true,
            EmbeddedName = envelope.EmbeddedName,
        };
        // Of phones and firmware it is known that the names are compared; of trust lists and archives it is not.
        return file.Kind is FirmwareKind.Firmware or FirmwareKind.Manifest ? CompareNames(file, trueName) : file;
    }

    private static FirmwareFile InspectPayload(string trueName, SignedEnvelope envelope, ReadOnlySpan<byte> content)
    {
        if (envelope.IsTrustList || FileNames.HasExtension(trueName, ".tlv"))
            return new FirmwareFile { FileName = trueName, Kind = FirmwareKind.TrustList };

        FirmwareFile file = BareInspection.Inspect(trueName, envelope.Payload(content));
        if (file.Kind is not FirmwareKind.Unknown) return file;

        // The signed name says what should be here, and it is not.
        FirmwareFile promised = ByName(trueName);
        return promised.LoadName is null
            ? file
            : promised.Damaged($"What stands behind the signature header of {trueName} is not an image or a list.");
    }

    /// <summary>What can be said of a file whose content cannot be read.</summary>
    private static FirmwareFile ByName(string name)
    {
        if (!FileNames.TryReadRole(name, out Loads.LoadName? load, out FirmwareRole role))
        {
            bool trust = FileNames.HasExtension(name, ".tlv");
            bool list = FileNames.HasExtension(name, ".loads");
            FirmwareKind kind = trust ? FirmwareKind.TrustList : list ? FirmwareKind.Manifest : FirmwareKind.Firmware;
            return new FirmwareFile { FileName = name, Kind = kind };
        }

        return new FirmwareFile
        {
            FileName = name,
            Kind = role is FirmwareRole.Manifest ? FirmwareKind.Manifest : FirmwareKind.Firmware,
            Role = role,
        }.Of(load);
    }

    private static FirmwareFile CompareNames(FirmwareFile file, string trueName)
    {
        if (string.Equals(file.FileName, trueName, StringComparison.Ordinal)) return file;
        bool onlyCase = string.Equals(file.FileName, trueName, StringComparison.OrdinalIgnoreCase);
        string how = onlyCase ? "a different letter case" : "a different name";
        return file.With(
            FirmwareProblem.RenamedSignedFile,
            ProblemSeverity.Error,
            $"{file.FileName} was signed under {how}, {trueName}, and the phone compares the two.",
            $"Name the file {trueName} again.");
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
