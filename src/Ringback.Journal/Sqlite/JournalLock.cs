using System.Globalization;

namespace Ringback.Journal.Sqlite;

/// <summary>
/// Held by the one process that writes a journal. Two writers would not see each other's phones, and each would fold
/// half a story; readers need no lock. It ends with the process, however that ends.
/// </summary>
internal sealed class JournalLock : IDisposable
{
    // EAGAIN on Linux and on macOS, and ERROR_SHARING_VIOLATION.
    private static readonly int[] HeldCodes = [11, 35, unchecked((int)0x80070020)];

    private const int LongestCommand = 200;

    private readonly FileStream _file;

    private JournalLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of a journal.</summary>
    /// <exception cref="JournalException">Another process holds it; the message names that process.</exception>
    /// <exception cref="IOException">The file of the lock cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not make it.</exception>
    public static JournalLock Take(string journal)
    {
        string path = Path.ChangeExtension(journal, ".lock");
        OwnFiles.MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        OwnFiles.RefuseLinks(path);
        JournalLock taken;
        try
        {
            taken = new JournalLock(new FileStream(path, Options(FileMode.OpenOrCreate)));
        }
        catch (IOException e) when (HeldCodes.Contains(e.HResult))
        {
            throw new JournalException($"{Holder(journal)} writes the journal {journal} already. Stop that one, or "
                + "name another folder with --data.", e, JournalTrouble.InUse);
        }

        Sign(journal);
        return taken;
    }

    /// <summary>Lets the next one in.</summary>
    public void Dispose() => _file.Dispose();

    // In a file of its own: nobody can read the one that is locked.
    private static string SignPath(string journal) => Path.ChangeExtension(journal, ".pid");

    private static void Sign(string journal)
    {
        string path = SignPath(journal);
        OwnFiles.RefuseLinks(path);
        string command = string.Join(' ', Environment.GetCommandLineArgs()).ReplaceLineEndings(" ");
        if (command.Length > LongestCommand) command = command[..LongestCommand] + "…";
        try
        {
            using StreamWriter sign = new(new FileStream(path, Options(FileMode.Create)));
            sign.Write(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n{command}\n"));
        }
        catch (IOException e) when (DiskSpace.IsFullDisk(e))
        {
            // The lock holds without a name on it.
        }
    }

    /// <summary>The process that took the lock last, and its command; null when that cannot be read.</summary>
    public static (int Process, string Command)? ReadSign(string journal)
    {
        try
        {
            string[] lines = File.ReadAllLines(SignPath(journal));
            return lines is [var pid, var command, ..] && int.TryParse(pid, CultureInfo.InvariantCulture, out int id)
                ? (id, command)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // It may only just have begun, or be somebody else's; that it holds the lock is certain.
    private static string Holder(string journal) =>
        ReadSign(journal) is { } sign ? $"Process {sign.Process} ({sign.Command})" : "Another Ringback";

    private static FileStreamOptions Options(FileMode mode)
    {
        FileStreamOptions options = new() { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnFiles.FileMode;
        return options;
    }
}
