namespace Ringback.Workbench.Doctor;

/// <summary>Whether the folders can be written and have room.</summary>
internal static class DiskCheck
{
    // A package is some 10 MB, and the journal of a busy day less.
    private const long Enough = 200L * 1024 * 1024;

    internal static IReadOnlyList<Checkup> Run(DoctorOptions options) =>
    [
        .. Look("data", options.Data),
        .. IsWithin(options.Library, options.Data) ? (Checkup[])[] : Look("library", options.Library),
    ];

    internal static Checkup JudgeRoom(string name, string folder, long free) => free < Enough
        ? Checkup.Warning(CheckupCodes.DiskNearlyFull, $"Only {free / (1024 * 1024)} MB are free for the {name} folder "
            + $"{folder}.", "Make room: a story that cannot be written is lost.")
        : Checkup.Ok(CheckupCodes.DiskWritable, $"The {name} folder {folder} can be written, with "
            + $"{free / (1024 * 1024)} MB free.");

    private static bool IsWithin(string folder, string outer) =>
        Path.GetRelativePath(outer, folder).Split(Path.DirectorySeparatorChar)[0] is not ".." and var first
        && !Path.IsPathFullyQualified(first);

    private static Checkup[] Look(string name, string folder)
    {
        string existing = Path.GetFullPath(folder);
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } above) existing = above;
        if (existing != Path.GetFullPath(folder))
        {
            return [Checkup.Info(CheckupCodes.FolderNotYetThere, $"The {name} folder {folder} is not there yet; serve "
                + "makes it.")];
        }

        string probe = Path.Combine(existing, Path.GetRandomFileName());
        try
        {
            using FileStream file = new(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1,
                FileOptions.DeleteOnClose);
            file.WriteByte(0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [Checkup.Error(CheckupCodes.DiskNotWritable, $"The {name} folder {folder} cannot be written: "
                + $"{e.Message}", $"Make it yours, or choose another with --{name}.")];
        }

        return [JudgeRoom(name, folder, new DriveInfo(existing).AvailableFreeSpace)];
    }
}
