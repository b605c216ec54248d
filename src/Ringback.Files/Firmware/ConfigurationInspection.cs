using System.Diagnostics.CodeAnalysis;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Text;

namespace Ringback.Files.Firmware;

/// <summary>
/// Configuration text, only as far as <c>inspect</c> needs it: that it is one, and which load it asks for. The linter
/// reads configurations in depth.
/// </summary>
/// <remarks>sources.md 7940-7960 §2.4, §6.1, §6.5; file-formats §H.</remarks>
internal static class ConfigurationInspection
{
    /// <summary>Phones read nothing near this length; a larger text is somebody's log.</summary>
    private const int LongestText = 256 * 1024;

    private const string ImageVersion = "image_version";

    internal static bool TryRecognise(
        string name, ReadOnlySpan<byte> content, [NotNullWhen(true)] out FirmwareFile? file)
    {
        file = null;
        bool isDualBoot = name.Equals("OS79XX.TXT", StringComparison.OrdinalIgnoreCase);
        if (content.Length > LongestText) return false;
        // Whatever an OS79XX.TXT holds, it is still the file that old phones ask for first.
        if (!isDualBoot && (content.IsEmpty || !PlainText.IsPlain(content))) return false;

        FirmwareFile configuration = new()
        {
            FileName = name,
            Kind = FirmwareKind.Configuration,
            Container = FirmwareContainer.Text,
        };
        if (isDualBoot)
        {
            file = DualBoot(configuration, content);
            return true;
        }

        byte[] bytes = content.ToArray();
        PhoneXmlText xml = PhoneXmlText.Read(bytes);
        if (FileNames.HasExtension(name, ".cnf.xml") || xml.RootName is "device" or "Default")
        {
            file = Asking(configuration, LoadsFor7940And7960(xml));
            return true;
        }

        string? imageVersion = CnfText.Read(bytes).Value(ImageVersion);
        bool known = FileNames.HasExtension(name, ".cnf") || ConfigurationKinds.Of(name, content) is not null;
        if (imageVersion is null && !known) return false;
        file = Asking(configuration, string.IsNullOrWhiteSpace(imageVersion) ? [] : [imageVersion.Trim()]);
        return true;
    }

    private static FirmwareFile DualBoot(FirmwareFile file, ReadOnlySpan<byte> content)
    {
        DualBootFile names = DualBootFile.Read(content);
        if (names.Name is null)
        {
            return file.With(
                ProblemCode.UnknownContent,
                ProblemSeverity.Warning,
                $"{file.FileName} names no load: {names.Explanation}.",
                "Write the name of the load into it, without extension and without a line end.");
        }

        file = Asking(file, [names.Name]);
        if (!names.IsClean)
        {
            string where = names.Stray.Count == 0
                ? ""
                : $" The first byte too many is number {names.Stray[0].Offset + 1}, {names.Stray[0].Called} "
                    + $"({names.Stray[0].Hex}).";
            file = file.With(
                ProblemCode.StrayCharacterInName,
                ProblemSeverity.Warning,
                $"{file.FileName} is not just the name {names.Name}: {names.Explanation}.{where}",
                $"Leave exactly the {names.Name.Length} characters {names.Name} in the file, without a line end.");
        }

        return names.Load is not null
            ? file
            : file.With(
                ProblemCode.OtherFamily,
                ProblemSeverity.Warning,
                $"{file.FileName} names {names.Name}, which is not a load of the 7940 or 7960.",
                "Name a load such as P0S3-8-12-00, or take the file away.");
    }

    /// <summary>The file with the loads it asks for; the first one is the one that is shown.</summary>
    private static FirmwareFile Asking(FirmwareFile file, List<string> loads)
    {
        if (loads.Count > 0)
            file = Load.TryParse7940(loads[0], out Load? load) ? file.Of(load) : file with { Load = loads[0] };

        foreach (string text in loads.Distinct())
        {
            if (!Load.TryParse7940(text, out Load? load)) continue;
            if (PackageSpelling.Correct(load) is not { } right) continue;
            file = file.With(
                ProblemCode.MisspelledLoadName,
                ProblemSeverity.Warning,
                $"{file.FileName} asks for {text}; the package of {load.HumanVersion} is called {right}.",
                $"Write {right}: the phone asks for exactly what is written here.");
        }

        return file;
    }

    /// <summary><c>loadInformation</c> of a device's file, or 8 (7940) and 7 (7960) of the default file.</summary>
    private static List<string> LoadsFor7940And7960(PhoneXmlText xml)
    {
        string[] elements = ["loadInformation", "loadInformation8", "loadInformation7"];
        return
        [
            .. elements.SelectMany(e => xml.Loads.Where(l => l.Element.Equals(e, StringComparison.OrdinalIgnoreCase)))
                .Select(l => l.Value.Trim()).Where(v => v.Length > 0),
        ];
    }
}
