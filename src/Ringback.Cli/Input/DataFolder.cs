namespace Ringback.Cli.Input;

/// <summary>Where the journal and the library lie.</summary>
internal static class DataFolder
{
    /// <summary>The folder for this user's program data on this platform.</summary>
    internal static string Default { get; } = Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "ringback");

    internal static string Journal(string? data) => Path.Combine(data ?? Default, "journal.db");

    internal static string Leases(string? data) => Path.Combine(data ?? Default, "leases.db");

    internal static string Library(string? library, string? data) =>
        library ?? Path.Combine(data ?? Default, "library");

    /// <summary>The journal for reading; a missing one is a clear error.</summary>
    internal static string ExistingJournal(string? data)
    {
        string path = Journal(data);
        return File.Exists(path)
            ? path
            : throw new UnusableException($"there is no journal at {path}. Run ringback serve first, or name its "
                + "folder with --data.");
    }

    internal static void Create(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"the folder {folder} cannot be created: {e.Message} Choose another one with "
                + "--data.");
        }
    }
}
