using Ringback.Cli.Exits;
using Ringback.Journal;
using Ringback.Workbench.Rights;

namespace Ringback.Cli.Input;

/// <summary>Where the journal and the library lie.</summary>
internal static class DataFolder
{
    /// <summary>The folder for this user's program data on this platform.</summary>
    /// <remarks>
    /// With sudo it is that of whoever typed it: serve becomes that user, and what it kept must be found with sudo and
    /// without.
    /// </remarks>
    internal static string Default { get; } = Choose();

    /// <summary>That of the user as whom this runs; for root, where earlier versions kept everything.</summary>
    internal static string OfThisUser => Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        Name);

    private const string Name = "ringback";

    /// <summary>The data folder of a user with that home.</summary>
    internal static string Of(string? home) =>
        home is null ? OfThisUser : Path.Combine(home, ".local", "share", Name);

    internal static string Journal(string? data) => Path.Combine(data ?? Default, "journal.db");

    internal static string Leases(string? data) => Path.Combine(data ?? Default, "leases.db");

    internal static string Library(string? library, string? data) =>
        library ?? Path.Combine(data ?? Default, "library");

    private static string Choose()
    {
        if (RightsPlan.Make(null) is not BecomeUser { Account.Home: { } home }) return OfThisUser;
        // Before serve became somebody else, it kept everything in root's folder.
        return !File.Exists(Journal(Of(home))) && File.Exists(Journal(OfThisUser)) ? OfThisUser : Of(home);
    }

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
            OwnFiles.MakeFolder(folder);
            OwnFiles.Close(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"the folder {folder} cannot be used: {e.Message} Choose another one with "
                + "--data.");
        }
    }
}
