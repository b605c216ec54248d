using System.Formats.Tar;
using System.IO.Compression;
using Ringback.Phones.Firmware;

namespace Ringback.Cli.Screens;

/// <summary>The names in a zip or tar, where they can be listed without unpacking.</summary>
internal static class ArchiveNames
{
    /// <summary>A package has a few dozen files; an archive with more is listed in part.</summary>
    private const int MostNames = 1000;

    internal static FirmwareFile Add(FirmwareFile file, byte[] content)
    {
        if (file.Kind is not FirmwareKind.Archive) return file;
        try
        {
            return file.Container switch
            {
                FirmwareContainer.Zip => file with { Parts = Zip(content) },
                FirmwareContainer.Tar => file with { Parts = Tar(content) },
                _ => file,
            };
        }
        catch (Exception e) when (e is InvalidDataException or IOException or FormatException)
        {
            return file with
            {
                Whole = false,
                Problems =
                [
                    .. file.Problems,
                    new FirmwareProblem(
                        FirmwareProblem.DamagedImage,
                        ProblemSeverity.Error,
                        $"{file.FileName} is an archive that cannot be read: it is damaged or truncated.",
                        "Download the archive again."),
                ],
            };
        }
    }

    private static string[] Zip(byte[] content)
    {
        using ZipArchive zip = new(new MemoryStream(content, writable: false));
        return [.. zip.Entries.Take(MostNames).Select(e => e.FullName)];
    }

    private static List<string> Tar(byte[] content)
    {
        using TarReader tar = new(new MemoryStream(content, writable: false));
        List<string> names = [];
        while (names.Count < MostNames && tar.GetNextEntry() is { } entry) names.Add(entry.Name);
        return names;
    }
}
