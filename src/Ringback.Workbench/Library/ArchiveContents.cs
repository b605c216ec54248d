using Ringback.Catalogue.Problems;
using Ringback.Files.Firmware;

namespace Ringback.Workbench.Library;

/// <summary>A file in an archive.</summary>
/// <param name="Path">The archive, and behind each <c>&gt;</c> what is inside of it.</param>
/// <param name="File">What its content says.</param>
public sealed record ArchivedFile(string Path, FirmwareFile File);

/// <summary>What is in an archive, in the archives within it too.</summary>
/// <param name="Files">The files in it.</param>
/// <param name="Problems">What an import would refuse, and why.</param>
/// <param name="IsWhole">False when it cannot be read to its end.</param>
/// <param name="Package">Cisco's package that it is, byte for byte; null for any other.</param>
public sealed record ArchiveContents(
    IReadOnlyList<ArchivedFile> Files, IReadOnlyList<Problem> Problems, bool IsWhole, KnownPackage? Package)
{
    /// <summary>The SHA-1 that Cisco's packages are known by, in lower-case hexadecimal.</summary>
    public static string Sha1(ReadOnlySpan<byte> content) => LibraryContent.Sha1(content);

    /// <summary>Looks into an archive as an import would, and takes nothing.</summary>
    /// <param name="shown">Its path, for people.</param>
    /// <param name="content">Its bytes.</param>
    public static ArchiveContents Look(string shown, byte[] content)
    {
        List<ArchivedFile> files = [];
        List<Problem> problems = [];
        ImportWalk walk = new(new ImportLimits(), content.Length,
            (at, name, bytes) => files.Add(new ArchivedFile(at, FileInspection.Of(name, bytes))),
            (at, why) => problems.Add(new Problem(ProblemCode.RefusedInArchive, ProblemSeverity.Warning,
                $"{at} {why}.", "It is left out when the archive is added to the library.")));
        bool isWhole = true;
        try
        {
            using MemoryStream stream = new(content, 0, content.Length, writable: false, publiclyVisible: true);
            walk.Take(shown, Path.GetFileName(shown), stream, depth: 0);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Readers of archives throw what they like at what is none; all of it says the same about the file.
            isWhole = e is ImportRefusedException;
            problems.Add(new Problem(
                isWhole ? ProblemCode.RefusedInArchive : ProblemCode.DamagedImage, ProblemSeverity.Error,
                isWhole ? $"{shown} {e.Message}." : $"{shown} cannot be read to its end: it is damaged, cut short or "
                    + $"encrypted ({e.Message.TrimEnd('.')}).",
                isWhole ? "Do not use it." : "Download it again."));
        }

        return new ArchiveContents(
            files, problems, isWhole, KnownPackage.Find(content.Length, () => Sha1(content)));
    }
}
