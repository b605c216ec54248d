using Ringback.Phones.Loads;

namespace Ringback.Phones.Firmware;

/// <summary>Content without an envelope: a raw file, or what stands behind an envelope.</summary>
internal static class BareInspection
{
    /// <summary>A file without an envelope, and what the missing envelope means for it.</summary>
    internal static FirmwareFile InspectUnsigned(string name, ReadOnlySpan<byte> content)
    {
        FirmwareFile file = Inspect(name, content);
        bool promised = FileNames.TryReadRole(name, out LoadName? load, out _);
        if (promised && file.Kind is FirmwareKind.Unknown)
            return SomethingElse(file with { Problems = [] }, load!, content.IsEmpty);

        bool ours = file.Kind is FirmwareKind.Firmware or FirmwareKind.Manifest;
        if (!promised || !ours || FileNames.HasExtension(name, ".bin")) return file;
        return file.With(
            FirmwareProblem.SignatureMissing,
            ProblemSeverity.Error,
            $"{name} has no signature header, and a phone that asks for {load} expects one.",
            "Take the signed file from the original package; a header cannot be put back.");
    }

    /// <summary>A firmware file's name on content that is none.</summary>
    private static FirmwareFile SomethingElse(FirmwareFile file, LoadName load, bool isEmpty)
    {
        string name = file.FileName;
        if (isEmpty) return file.Damaged($"{name} is empty.");
        string message = $"{name} has the name of a firmware file, but its content is something else.";
        bool unsigned = FileNames.HasExtension(name, ".bin");
        // The layout of images from before the loader is not verified: a real one may look like nothing we know.
        if (unsigned && load.Generation < LoadGeneration.Universal)
        {
            return file.With(FirmwareProblem.UnknownContent, ProblemSeverity.Warning,
                $"Whether {name} is whole cannot be told: images this old may have another layout than later ones.",
                "Compare it with the original package before a phone gets it.");
        }

        // A phone that expects a signature refuses this by itself; one that expects none would believe it.
        return unsigned
            ? file.Damaged(message)
            : file.With(FirmwareProblem.SignatureMissing, ProblemSeverity.Error, message,
                "Take the signed file from the original package.");
    }

    /// <summary>Recognises content, with the name deciding only where the content has no magic.</summary>
    internal static FirmwareFile Inspect(string name, ReadOnlySpan<byte> content)
    {
        if (ForeignContent.TryRecognise(name, content, out FirmwareFile? foreign)) return foreign;
        if (FirmwareImage.TryRead(content, out FirmwareImage? image, out ImageFault fault))
            return InspectImage(name, image);
        if (fault is not ImageFault.NotAnImage) return BrokenImage(name, fault);
        if (FileNames.HasExtension(name, ".loads") || LoadsManifest.TryRead(content, out _, out _))
            return InspectManifest(name, content);
        if (ConfigurationInspection.TryRecognise(name, content, out FirmwareFile? configuration))
            return configuration;

        return new FirmwareFile { FileName = name, Kind = FirmwareKind.Unknown }.With(
            FirmwareProblem.UnknownContent,
            ProblemSeverity.Info,
            content.IsEmpty ? $"{name} is empty." : $"The content of {name} is nothing that this program knows.",
            "If it came from a firmware package, unpack the package again and compare.");
    }

    private static FirmwareFile InspectImage(string name, FirmwareImage image)
    {
        FirmwareFile file = new()
        {
            FileName = name,
            Kind = FirmwareKind.Firmware,
            Role = image.Role,
            Load = image.Name,
            Build = image.BuildId,
            Container = FirmwareContainer.Raw,
            Whole = image.Extent is ImageExtent.CannotTell ? null : image.Extent is ImageExtent.Whole,
        };
        if (image.LoadName is null)
        {
            return file.With(
                FirmwareProblem.OtherFamily,
                ProblemSeverity.Info,
                $"{name} holds {image.Name}, which is not a load of the 7940 or 7960.",
                "Keep it for the phone it belongs to.");
        }

        file = file.Of(image.LoadName);
        if (!FileNames.WithoutExtension(name).Equals(image.Name, StringComparison.OrdinalIgnoreCase))
        {
            file = file.With(
                FirmwareProblem.NameDiffersFromContent,
                ProblemSeverity.Warning,
                $"{name} holds the load {image.Name}.",
                $"A phone told to run {FileNames.WithoutExtension(name)} would never find itself running it: "
                    + $"name the file after the load, {image.Name}.");
        }

        return image.Extent switch
        {
            ImageExtent.CutShort => file.Damaged($"{name} ends before its header says it should: it is truncated."),
            ImageExtent.Inconsistent => file.Damaged($"The content of {name} does not agree with its header."),
            _ => file,
        };
    }

    private static FirmwareFile BrokenImage(string name, ImageFault fault)
    {
        FirmwareFile file = new()
        {
            FileName = name,
            Kind = FirmwareKind.Firmware,
            Container = FirmwareContainer.Raw,
        };
        if (FileNames.TryReadRole(name, out LoadName? load, out FirmwareRole role))
            file = (file with { Role = role }).Of(load);
        return file.Damaged(fault is ImageFault.Truncated
            ? $"{name} begins like a phone's image and ends inside the header."
            : $"{name} begins like a phone's image, but there is no load name in it.");
    }

    private static FirmwareFile InspectManifest(string name, ReadOnlySpan<byte> content)
    {
        FirmwareFile file = new()
        {
            FileName = name,
            Kind = FirmwareKind.Manifest,
            Role = FirmwareRole.Manifest,
            Container = FirmwareContainer.Text,
        };
        if (LoadsManifest.TryRead(content, out LoadsManifest? manifest, out ManifestFault why))
        {
            // The release is called what the file is called; what it lists may have other names.
            LoadName release = FileNames.TryReadLoad(name, out LoadName? named) ? named : manifest.Application;
            return file.Of(release) with
            {
                Manifest = manifest,
                Parts = [manifest.LoaderFile, manifest.ApplicationFile],
                Build = manifest.LaVersion,
                Whole = true,
            };
        }

        if (FileNames.TryReadLoad(name, out LoadName? load)) return file.Of(load).Damaged(Say(name, why));
        return why is ManifestFault.Empty
            ? file.Damaged(Say(name, why))
            : file.With(
                FirmwareProblem.OtherFamily,
                ProblemSeverity.Info,
                $"{name} is not a list of a 7940/7960 load.",
                "Keep it for the phone it belongs to.");
    }

    private static string Say(string name, ManifestFault why) => why switch
    {
        ManifestFault.Empty => $"{name} lists nothing: it is empty or truncated.",
        ManifestFault.LoaderMissing => $"{name} names no loader (.sbn): it is truncated or damaged.",
        ManifestFault.ApplicationMissing => $"{name} names no application (.sb2): it is truncated or damaged.",
        ManifestFault.LoaderVersionMissing => $"{name} ends without a whole LA_VERSION: it is truncated or damaged.",
        ManifestFault.OtherFamily => $"{name} has the name of a 7940/7960 load, and lists files of another phone.",
        _ => $"{name} is not the text that a list of files is.",
    };
}
