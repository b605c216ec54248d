using Ringback.Catalogue.Problems;
using Ringback.Journal;

namespace Ringback.Workbench.Doctor;

/// <summary>Whether the folders can be written and have room.</summary>
internal static class DiskCheck
{
    // A package is some 10 MB, and the journal of a busy day less.
    private const long Enough = 200L * 1024 * 1024;

    internal static IReadOnlyList<Problem> Run(DoctorOptions options) =>
    [
        .. Look("data", options.Data),
        .. IsWithin(options.Library, options.Data) ? (Problem[])[] : Look("library", options.Library),
    ];

    internal static Problem JudgeRoom(string name, string folder, DiskSpace disk) => disk switch
    {
        { HasRoom: false } => Full(name, folder, disk),
        { Free: < Enough } => Checkup.Warning(ProblemCode.DiskNearlyFull, $"Only {disk.Free / (1024 * 1024)} MB are "
            + $"free for the {name} folder {folder}.", "Make room: a story that cannot be written is lost."),
        _ => Checkup.Ok(ProblemCode.DiskWritable, $"The {name} folder {folder} can be written, with "
            + $"{disk.Free / (1024 * 1024)} MB free."),
    };

    private static Problem Full(string name, string folder, DiskSpace? disk) => Checkup.Warning(ProblemCode.DiskFull,
        $"The disk of the {name} folder {folder} is full" + (disk is { } room ? $": {room} are free" : "") + ".",
        $"Make room, or choose a folder on another disk with --{name}. Phones are served all the same, but what "
        + "happens to them is not kept, and the journal leaves the last twentieth of a disk to others.");

    private static bool IsWithin(string folder, string outer) =>
        Path.GetRelativePath(outer, folder).Split(Path.DirectorySeparatorChar)[0] is not ".." and var first
        && !Path.IsPathFullyQualified(first);

    private static Problem[] Look(string name, string folder)
    {
        string existing = Path.GetFullPath(folder);
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } above) existing = above;
        if (existing != Path.GetFullPath(folder))
        {
            return [Checkup.Info(ProblemCode.FolderNotYetThere, $"The {name} folder {folder} is not there yet; serve "
                + "makes it.")];
        }

        string probe = Path.Combine(existing, Path.GetRandomFileName());
        try
        {
            using FileStream file = new(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1,
                FileOptions.DeleteOnClose);
            file.WriteByte(0);
        }
        catch (IOException e) when (DiskSpace.IsFullDisk(e))
        {
            return [Full(name, folder, DiskSpace.Of(existing))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [Checkup.Error(ProblemCode.DiskNotWritable, $"The {name} folder {folder} cannot be written: "
                + $"{e.Message}", $"Make it yours, or choose another with --{name}.")];
        }

        return [JudgeRoom(name, folder, DiskSpace.Of(existing) ?? new DiskSpace(long.MaxValue, long.MaxValue))];
    }
}
