using System.Security.Cryptography;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Text;

namespace Ringback.Files.Firmware;

/// <summary>Content without an envelope: a raw file, or what stands behind an envelope.</summary>
internal static class BareInspection
{
    /// <summary>A file without an envelope, and what the missing envelope means for it.</summary>
    internal static FirmwareFile InspectUnsigned(string name, ReadOnlySpan<byte> content)
    {
        FirmwareFile file = Inspect(name, content);
        bool promised = FileNames.TryReadRole(name, out Load? load, out _);
        if (promised && file.Kind is FirmwareKind.Unknown)
        {
            return SomethingElse(file with { Problems = [] }, load!, content.IsEmpty, PlainText.IsWebPage(content));
        }

        bool ours = file.Kind is FirmwareKind.Firmware or FirmwareKind.Manifest;
        if (!promised && ours && !file.Signed && ExpectsSignature(name, file)) return UnsignedOfOtherFamily(file);
        if (!promised || !ours || file.Signed || FileNames.HasExtension(name, ".bin")) return file;
        return file.With(
            ProblemCode.SignatureMissing,
            ProblemSeverity.Error,
            $"{name} has no signature header, and a phone that asks for {load} expects one.",
            "Take the signed file from the original package; a header cannot be put back.");
    }

    private static bool ExpectsSignature(string name, FirmwareFile file) =>
        SignedExtensions.Any(e => FileNames.HasExtension(name, e))
        || (FileNames.HasExtension(name, ".loads") && FirmwareFamilies.BuiltIn.Find(file.Family) is { IsJava: true });

    private static readonly string[] SignedExtensions = [".sbn", ".sbin", ".sgn", ".sebn"];

    /// <summary>Java phones check every file; of the others it is not verified which loads do.</summary>
    private static FirmwareFile UnsignedOfOtherFamily(FirmwareFile file) => file.With(
        ProblemCode.SignatureMissing,
        FirmwareFamilies.BuiltIn.Find(file.Family) is { IsJava: true }
            ? ProblemSeverity.Error
            : ProblemSeverity.Warning,
        $"{file.FileName} has no signature header, and its extension says that it should.",
        "Take the signed file from the original package; a header cannot be put back.");

    /// <summary>A firmware file's name on content that is none.</summary>
    private static FirmwareFile SomethingElse(FirmwareFile file, Load load, bool isEmpty, bool isWebPage)
    {
        string name = file.FileName;
        if (isEmpty) return file.Damaged($"{name} is empty.");
        string message = isWebPage
            ? WebPageWords(name)
            : $"{name} has the name of a firmware file, but its content is something else.";
        bool unsigned = FileNames.HasExtension(name, ".bin");
        // The layout of images from before the loader is not verified: a real one may look like nothing we know.
        if (unsigned && !isWebPage && load.Generation < LoadGeneration.Universal)
        {
            return file.With(ProblemCode.UnknownContent, ProblemSeverity.Warning,
                $"Whether {name} is whole cannot be told: images this old may have another layout than later ones.",
                "Compare it with the original package before a phone gets it.");
        }

        // A phone that expects a signature refuses this by itself; one that expects none would believe it.
        return unsigned
            ? file.Damaged(message)
            : file.With(ProblemCode.SignatureMissing, ProblemSeverity.Error, message,
                "Take the signed file from the original package.");
    }

    private static string WebPageWords(string name) =>
        $"{name} is a web page: a browser saved an error or a login page under the name of the file.";

    private static FirmwareFile WebPage(FirmwareFile file) => file.With(
        ProblemCode.UnknownContent,
        ProblemSeverity.Error,
        WebPageWords(file.FileName),
        "Open it in a browser to see what it says, and download the file again.");

    /// <summary>Recognises content, with the name deciding only where the content has no magic.</summary>
    internal static FirmwareFile Inspect(string name, ReadOnlySpan<byte> content)
    {
        if (ForeignContent.TryRecognise(name, content, out FirmwareFile? foreign)) return foreign;
        if (FirmwareImage.TryRead(content, out FirmwareImage? image, out ImageFault fault))
            return InspectImage(name, image, content);
        if (fault is not ImageFault.NotAnImage) return BrokenImage(name, fault);
        if (FileNames.HasExtension(name, ".loads") || ManifestInspection.IsList(content))
            return ManifestInspection.Inspect(name, content);
        if (LoadList.TryRead(name, content, out FirmwareFile? list)) return list;
        if (ConfigurationInspection.TryRecognise(name, content, out FirmwareFile? configuration))
            return configuration;

        // A conference station's image has no magic that is known; its name at least says whose it is.
        FirmwareFamily? family = FirmwareFamilies.BuiltIn.TryReadName(name, out FirmwareNameMeaning? meaning)
            ? meaning.Family
            : null;
        FirmwareFile unknown = new FirmwareFile { FileName = name, Kind = FirmwareKind.Unknown }.For(family);
        if (PlainText.IsWebPage(content) && !name.Contains(".htm", StringComparison.OrdinalIgnoreCase))
            return WebPage(unknown);
        return unknown.With(
            ProblemCode.UnknownContent,
            ProblemSeverity.Info,
            content.IsEmpty ? $"{name} is empty." : $"The content of {name} is nothing that this program knows.",
            "If it came from a firmware package, unpack the package again and compare.");
    }

    private static FirmwareFile InspectImage(string name, FirmwareImage image, ReadOnlySpan<byte> content)
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
            ImageDigest = Convert.ToHexString(SHA256.HashData(content)),
        };
        file = image.LoadName is { } load ? file.Of(load) : OfOtherFamily(file, image);
        if (!FileNames.WithoutExtension(name).Equals(image.Name, StringComparison.OrdinalIgnoreCase))
        {
            file = file.With(
                ProblemCode.NameDiffersFromContent,
                ProblemSeverity.Warning,
                $"{name} holds the load {image.Name}.",
                $"A phone told to run {FileNames.WithoutExtension(name)} would never find itself running it: "
                    + $"name the file after the load, {image.Name}.");
        }

        if (image.IsTooLarge)
        {
            file = (file with { Whole = false }).With(ProblemCode.ImageTooLarge, ProblemSeverity.Error,
                $"{name} holds {content.Length} bytes of an image, more than a 7940 or 7960 takes.",
                "Get it anew from the original package; do not serve this one to a phone.");
        }

        return image.Extent switch
        {
            ImageExtent.CutShort => file.Damaged($"{name} ends before its header says it should: it is truncated."),
            ImageExtent.Inconsistent => file.Damaged($"The content of {name} does not agree with its header."),
            ImageExtent.Changed => file.Damaged($"{name} is damaged: its length is right, and its checksum is not."),
            _ => file,
        };
    }

    /// <summary>The 7910's images have the same layout; their names begin with P004.</summary>
    private static FirmwareFile OfOtherFamily(FirmwareFile file, FirmwareImage image)
    {
        file = (file with { Role = null }).Named(image.Name + ".bin");
        if (file.Family is not null) return file;
        return (file with { Role = image.Role }).With(
            ProblemCode.OtherFamily,
            ProblemSeverity.Info,
            $"{file.FileName} holds {image.Name}, which is no load of a phone that this program knows.",
            "Keep it for the phone it belongs to.");
    }

    private static FirmwareFile BrokenImage(string name, ImageFault fault)
    {
        FirmwareFile file = new()
        {
            FileName = name,
            Kind = FirmwareKind.Firmware,
            Container = FirmwareContainer.Raw,
        };
        if (FileNames.TryReadRole(name, out Load? load, out FirmwareRole role))
            file = (file with { Role = role }).Of(load);
        return file.Damaged(fault is ImageFault.Truncated
            ? $"{name} begins like a phone's image and ends inside the header."
            : $"{name} begins like a phone's image, but there is no load name in it.");
    }
}
