using System.Diagnostics.CodeAnalysis;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Profiles;

namespace Ringback.Files.Firmware;

/// <summary>
/// Content that begins with a magic of its own: archives, profiles, and the firmware of every family but the 7940 and
/// 7960 (sources.md file-formats §D–§G, other-phones §3.5).
/// </summary>
internal static class ForeignContent
{
    /// <summary>Magics behind which nothing says how long the file should be.</summary>
    private static readonly Magic[] Table =
    [
        new(0, [0x50, 0x4b, 3, 4], FirmwareKind.Archive, FirmwareContainer.Zip, null),
        new(0, [0x50, 0x4b, 5, 6], FirmwareKind.Archive, FirmwareContainer.Zip, null),
        new(0, [0x1f, 0x8b], FirmwareKind.Archive, FirmwareContainer.Gzip, null),
        new(257, "ustar"u8.ToArray(), FirmwareKind.Archive, FirmwareContainer.Tar, null),
        new(0, "#txt"u8.ToArray(), FirmwareKind.Profile, FirmwareContainer.Text, null),
        new(0, "S0010"u8.ToArray(), FirmwareKind.Firmware, FirmwareContainer.Raw, "7914"),
        new(0, "B015-"u8.ToArray(), FirmwareKind.Firmware, FirmwareContainer.Raw, "7915"),
        new(0, "B016-"u8.ToArray(), FirmwareKind.Firmware, FirmwareContainer.Raw, "7916"),
        new(0x18, "cmterm_7920"u8.ToArray(), FirmwareKind.Firmware, FirmwareContainer.Raw, "7920"),
        new(0, [0xbe, 0xba, 0xef, 0xbe], FirmwareKind.Firmware, FirmwareContainer.Raw, "7935 7936"),
        new(0, [0xbe, 0xba, 0xad, 0xab], FirmwareKind.Firmware, FirmwareContainer.Raw, "7935 7936"),
        new(0, "TiZp"u8.ToArray(), FirmwareKind.Firmware, FirmwareContainer.Raw, "69xx 6901 6911 6945 894x"),
        new(0, "hsqs"u8.ToArray(), FirmwareKind.Firmware, FirmwareContainer.Raw, "6901 6911 69xx 6945 894x"),
        new(0, [0x42, 0xfa, 0xed, 0xfe], FirmwareKind.Firmware, FirmwareContainer.Raw, "6901 6911 69xx 6945 894x"),
    ];

    /// <summary>Where the two add-on families write their load's name, it is no longer than this.</summary>
    private const int LongestLoad = 32;

    internal static bool TryRecognise(
        string name, ReadOnlySpan<byte> content, [NotNullWhen(true)] out FirmwareFile? file)
    {
        file = TrustListInspection.IsEmptyList(name, content)
            ? new FirmwareFile { FileName = name, Kind = FirmwareKind.TrustList, Whole = true }
            : KupImage.BeginsLikeOne(content) ? InspectKup(name, content)
            : CnuArchive.BeginsLikeOne(content) ? InspectCnu(name, content)
            : SealedContainer.BeginsLikeOne(content) ? InspectSealed(name, content)
            : CompiledProfile.BeginsLikeOne(content) ? InspectProfile(name, content)
            : WirelessPart.Read(content) is { } part ? InspectWireless(name, part)
            : InspectMagic(name, content);
        return file is not null;
    }

    private static FirmwareFile? InspectMagic(string name, ReadOnlySpan<byte> content)
    {
        foreach (Magic magic in Table)
        {
            if (!magic.IsIn(content)) continue;
            FirmwareFile file = new() { FileName = name, Kind = magic.Kind, Container = magic.Container };
            if (magic.Families is null) return magic.Kind is FirmwareKind.Profile ? ProfileText(file) : file;
            string[] families = magic.Families.Split(' ');
            bool named = FirmwareFamilies.BuiltIn.TryReadName(name, out FirmwareNameMeaning? meaning)
                && families.Contains(meaning.Family.Name);
            if (named) return WithLoad(file.Named(name), content);
            // Several families share a magic; only a name tells them apart, and this one does not.
            return families.Length > 1 ? file : WithLoad(file.For(FirmwareFamilies.BuiltIn.Find(families[0])), content);
        }

        return null;
    }

    /// <summary>Text under the name that a phone asks for is what somebody forgot to compile.</summary>
    private static FirmwareFile ProfileText(FirmwareFile file) =>
        ConfigurationName.Read(file.FileName)?.Kind is not ConfigurationKind.ProfileCompiled ? file : file.With(
            ProblemCode.ConfigNotCompiled, ProblemSeverity.Error,
            $"{file.FileName} is text, and a phone reads only the compiled form.",
            $"Keep it as {file.FileName}.txt, and write the form for the phone: ringback profile compile "
                + $"{file.FileName}.txt {file.FileName}");

    /// <summary>The add-ons begin with the load's own name, which is surer than the file's.</summary>
    private static FirmwareFile WithLoad(FirmwareFile file, ReadOnlySpan<byte> content)
    {
        if (file.Family is not ("7914" or "7915" or "7916")) return file;
        string? load = AsciiField.Read(content[..Math.Min(LongestLoad, content.Length)]);
        if (load is null) return file with { Role = FirmwareRole.Combined };
        file = file with { Load = load, Role = FirmwareRole.Combined };
        return file.Named(load + ".sbn");
    }

    private static FirmwareFile InspectKup(string name, ReadOnlySpan<byte> content)
    {
        FirmwareFile file = new()
        {
            FileName = name,
            Kind = FirmwareKind.Firmware,
            Role = FirmwareRole.Combined,
            Container = FirmwareContainer.Kup,
        };
        if (!KupImage.TryRead(content, out KupImage? image, out _))
            return file.Named(name).Damaged($"{name} ends inside its header: it is truncated.");

        file = (file with { Version = image.Version }).For(FirmwareFamilies.BuiltIn.Find(image.Family)).Named(name);
        if (file.Load is null) file = file with { Load = FileNames.WithoutFirmwareExtension(name).ToString() };
        file = CompareHardware(file, name);
        if (image is { LengthFits: true, SumFits: true }) return file with { Whole = true };
        return file.Damaged(image.LengthFits
            ? $"The bytes of {name} do not add up to the sum in its header: at least one is wrong."
            : $"{name} is not as long as its header says: it is truncated or something was added.");
    }

    /// <summary>The image names its hardware, and the name a model: a phone takes no image of another one.</summary>
    private static FirmwareFile CompareHardware(FirmwareFile file, string name)
    {
        bool differs = file.Family is { } family
            && FirmwareFamilies.BuiltIn.TryReadName(name, out FirmwareNameMeaning? meaning)
            && meaning.Family.Name != family;
        return !differs ? file : file.With(
            ProblemCode.NameDiffersFromContent,
            ProblemSeverity.Error,
            $"{name} holds an image for {string.Join(", ", file.Models)}, and its name is another phone's.",
            "Take the file from the package of the phone that it is for; do not serve this one.");
    }

    private static FirmwareFile InspectCnu(string name, ReadOnlySpan<byte> content)
    {
        FirmwareFile file = new()
        {
            FileName = name,
            Kind = FirmwareKind.Firmware,
            Container = FirmwareContainer.Cnu,
        };
        if (!CnuArchive.TryRead(content, out CnuArchive? archive, out CnuFault why))
        {
            file = Part(file.Named(name));
            return file.Damaged(why is CnuFault.Truncated
                ? $"{name} ends before its last entry does: it is truncated."
                : $"The directory of {name} is not what its header says.");
        }

        if (archive.Build is not null) file = file with { Role = FirmwareRole.Kernel };
        return Part(file.Named(name)) with { Whole = true, Build = archive.Build, Entries = archive.Names };
    }

    private static FirmwareFile InspectSealed(string name, ReadOnlySpan<byte> content)
    {
        FirmwareFile file = new()
        {
            FileName = name,
            Kind = FirmwareKind.Firmware,
            Container = FirmwareContainer.Signed,
            Signed = true,
        };
        if (!SealedContainer.TryRead(content, out SealedContainer? container, out SealFault why))
        {
            string? inside = SealedContainer.NameIn(content);
            file = file with { EmbeddedName = inside };
            return Part(file.Named(inside ?? name)).Damaged(why is SealFault.Truncated
                ? $"{name} ends before its header says it should: it is truncated."
                : $"The header of {name} contradicts itself.");
        }

        bool list = FileNames.HasExtension(container.Name, ".loads");
        file = list
            ? ManifestInspection.Inspect(container.Name, container.Payload(content))
            : Part(file.Named(container.Name));
        file = file with
        {
            FileName = name,
            Container = FirmwareContainer.Signed,
            Payload = list ? FirmwareContainer.Text : FirmwareContainer.Raw,
            Signed = true,
            EmbeddedName = container.Name,
            Whole = container.IsWhole && file.Whole != false,
        };
        if (!container.IsWhole) file = file.Damaged($"The content of {name} has not the digest that its header gives.");
        return SignedInspection.CompareNames(file, container.Name);
    }

    private static FirmwareFile InspectProfile(string name, ReadOnlySpan<byte> content)
    {
        FirmwareFile file = new()
        {
            FileName = name,
            Kind = FirmwareKind.Profile,
            Container = FirmwareContainer.Raw,
        };
        bool isRead = CompiledProfile.TryRead(content, out CompiledProfile? profile, out ProfileFault why);
        if (isRead && profile!.IsSound) return file with { Whole = true };
        return why is ProfileFault.Truncated || CompiledProfile.IsShorterThanItSays(content)
            ? file.Damaged($"{name} ends before its header says it should: truncated.")
            : file.Damaged($"The bytes of {name} do not add up to the sum in its header: at least one is wrong.");
    }

    private static FirmwareFile InspectWireless(string name, WirelessPart part)
    {
        FirmwareFile file = new()
        {
            FileName = name,
            Kind = FirmwareKind.Firmware,
            Container = FirmwareContainer.Raw,
            Whole = part.IsWhole,
        };
        file = Part(file.Named(name));
        return part.IsWhole
            ? file
            : file.Damaged($"{name} has another MD5 than the one that it begins with: at least one byte is wrong.");
    }

    private static FirmwareFile Part(FirmwareFile file) => file with { Role = file.Role ?? FirmwareRole.Part };

    private sealed record Magic(
        int Offset, byte[] Bytes, FirmwareKind Kind, FirmwareContainer? Container, string? Families)
    {
        internal bool IsIn(ReadOnlySpan<byte> content) =>
            content.Length >= Offset + Bytes.Length && content[Offset..].StartsWith(Bytes);
    }
}
