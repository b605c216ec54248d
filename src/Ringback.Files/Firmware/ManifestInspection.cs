using Ringback.Catalogue.Loads;

namespace Ringback.Files.Firmware;

/// <summary>The <c>.loads</c> lists of every family.</summary>
internal static class ManifestInspection
{
    /// <summary>True for a text that is a list whatever it is called.</summary>
    internal static bool IsList(ReadOnlySpan<byte> content) =>
        LoadsManifest.TryRead(content, out _, out _)
        || (PhoneManifest.TryRead(content, out PhoneManifest? manifest, out _) && manifest.Family is not null
            && manifest.Parts.All(p => FileNames.HasFirmwareExtension(p.Name)));

    internal static FirmwareFile Inspect(string name, ReadOnlySpan<byte> content)
    {
        FirmwareFile file = new()
        {
            FileName = name,
            Kind = FirmwareKind.Manifest,
            Role = FirmwareRole.Manifest,
            Container = FirmwareContainer.Text,
        };
        // The soft phone's list of languages has the extension and lists no firmware (sources.md file-formats §C).
        if (content.TrimStart(" \t\r\n\ufeff"u8).StartsWith("<"u8))
            return file with { Kind = FirmwareKind.Configuration, Role = null };

        bool ofOurName = FileNames.TryReadLoad(name, out Load? named);
        if (LoadsManifest.TryRead(content, out LoadsManifest? manifest, out ManifestFault why))
            return Of7940(file, manifest, named);
        if (ofOurName) return file.Of(named!).Damaged(Say(name, why));
        if (PhoneManifest.TryRead(content, out PhoneManifest? other, out ManifestFault otherWhy))
            return OfOther(file, name, other) with { Whole = true };
        if (other is not null) file = OfOther(file, name, other);
        return file.Named(name).Damaged(Say(name, otherWhy));
    }

    private static FirmwareFile Of7940(FirmwareFile file, LoadsManifest manifest, Load? named) =>
        // The release is called what the file is called; what it lists may have other names.
        file.Of(named ?? manifest.Application) with
        {
            Manifest = manifest,
            Parts = [manifest.LoaderFile, manifest.ApplicationFile],
            Build = manifest.LaVersion,
            Whole = true,
        };

    private static FirmwareFile OfOther(FirmwareFile file, string name, PhoneManifest manifest)
    {
        bool isDefault = FirmwareFamilies.IsDefaultManifest(name);
        string? load = isDefault ? null : FileNames.WithoutFirmwareExtension(name).ToString();
        file = file with
        {
            Load = load,
            Parts = [.. manifest.Parts.Select(p => p.Name)],
            ManifestParts = manifest.Parts,
            // The sectioned lists repeat the load there, which is no build.
            Build = string.Equals(manifest.Build, load, StringComparison.OrdinalIgnoreCase) ? null : manifest.Build,
            HardwareCompatibility = manifest.HardwareCompatibility,
            IsDefaultManifest = isDefault,
        };
        file = file.Named(name);
        if (file.Family is null) file = file.For(manifest.Family);
        return file with
        {
            // The jar that is listed decides what the phone will speak, whatever the list is called.
            Protocol = manifest.Protocol ?? file.Protocol,
            Version = file.Version ?? (manifest.Build is { } build ? ReleaseWords.Say(build) : null),
        };
    }

    private static string Say(string name, ManifestFault why) => why switch
    {
        ManifestFault.Empty => $"{name} lists nothing: it is empty or truncated.",
        ManifestFault.LoaderMissing => $"{name} names no loader (.sbn): it is truncated or damaged.",
        ManifestFault.ApplicationMissing => $"{name} names no application (.sb2): it is truncated or damaged.",
        ManifestFault.LoaderVersionMissing => $"{name} ends without a whole LA_VERSION: it is truncated or damaged.",
        ManifestFault.OtherFamily => $"{name} has the name of a 7940/7960 load, and lists files of another phone.",
        ManifestFault.LineInvalid => $"{name} has a line that is neither a remark nor the name of a file.",
        ManifestFault.PartsMissing => $"{name} does not list every file of a set: it is truncated or damaged.",
        _ => $"{name} is not the text that a list of files is.",
    };
}
