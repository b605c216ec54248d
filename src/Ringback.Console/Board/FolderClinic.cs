using Ringback.Console.Subject;
using Ringback.Files.Lint;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Disk;
using Ringback.Workbench.Library;

namespace Ringback.Console.Board;

/// <summary>What a look through the user's TFTP folder found.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="At">When.</param>
/// <param name="Read">How many configurations there are.</param>
/// <param name="Files">Those with something to say of, and firmware that has a fault.</param>
/// <param name="Unread">What could not be looked into, and why.</param>
public sealed record FolderLook(
    string Folder, DateTimeOffset At, int Read, IReadOnlyList<FolderFile> Files, IReadOnlyList<string> Unread);

/// <summary>A file with something to say of.</summary>
/// <param name="Name">Its path below the folder.</param>
/// <param name="CanMend">True when something of it can be repaired safely.</param>
/// <param name="Found">What is wrong, as <c>lint --json</c> prints it.</param>
public sealed record FolderFile(string Name, bool CanMend, LintedFileJson Found);

/// <summary>What came of mending a file.</summary>
/// <param name="Kept">The name under which the file as it was is kept; null when there was nothing to mend.</param>
/// <param name="WhyNot">Why it was not mended; null when it was.</param>
public sealed record FolderMending(string? Kept, string? WhyNot);

/// <summary>
/// Looks through the user's TFTP folder as <c>lint</c> does, and mends a file of it when it is told to, as
/// <c>lint --fix --in-place</c> does: the file as it was is kept beside it.
/// </summary>
public sealed class FolderClinic
{
    private readonly ConsoleSubject _subject;
    private readonly TimeProvider _time;
    private readonly Lock _one = new();

    internal FolderClinic(ConsoleSubject subject, TimeProvider time)
    {
        _subject = subject;
        _time = time;
    }

    /// <summary>The folder; null where none is served.</summary>
    public string? Folder => _subject.Options.Root;

    /// <summary>What was found last; null before the first look.</summary>
    public FolderLook? Last { get; private set; }

    /// <summary>Looks through it. Takes as long as reading it does.</summary>
    /// <returns>What was found; null where no folder is served.</returns>
    public FolderLook? Look()
    {
        if (Folder is not { } folder) return null;
        lock (_one)
        {
            List<string> unread = [];
            List<FolderFile> files = [];
            IReadOnlyList<LintTarget> targets = Targets(folder, unread);
            foreach (LintTarget target in targets)
            {
                Attempt(target.Path, unread, () =>
                {
                    if (ConfigurationLint.Check(target.Path, target.Content, target.Folder)
                        is { Findings.Count: > 0 } linted)
                    {
                        files.Add(new FolderFile(
                            Below(folder, target), FolderLint.CanRepair(target), LintedFileJson.Of(linted)));
                    }
                });
            }

            files.AddRange(FolderLint.Firmware(folder, (path, look) => Attempt(path, unread, look))
                .Select(f => new FolderFile(Below(folder, f.Target), CanMend: false, LintedFileJson.Of(f.File))));
            Last = new FolderLook(folder, _time.GetUtcNow(), targets.Count, files, unread);
            return Last;
        }
    }

    /// <summary>Mends one and looks again.</summary>
    /// <param name="name">Its path below the folder, as a look told it.</param>
    public FolderMending Mend(string name)
    {
        if (Folder is not { } folder) return new FolderMending(null, "No folder of yours is served (--root).");
        lock (_one)
        {
            try
            {
                // Read anew: what a look saw may have been changed by hand meanwhile.
                if (Targets(folder, []).FirstOrDefault(t => Below(folder, t) == name) is not { } target)
                    return new FolderMending(null, $"There is no configuration {name} in {folder}.");
                string? kept = FolderLint.Repair(target, inPlace: true);
                Look();
                return new FolderMending(kept is null ? null : Path.GetFileName(kept), null);
            }
            catch (Exception e) when (e is LibraryException or IOException or UnauthorizedAccessException)
            {
                return new FolderMending(null, e.Message);
            }
        }
    }

    private static IReadOnlyList<LintTarget> Targets(string folder, List<string> unread) =>
        FolderLint.Configurations(folder, (path, look) => Attempt(path, unread, look),
            (path, e) => unread.Add(FileComplaint.OfFolder(path, e)));

    private static string Below(string folder, LintTarget target) =>
        Path.GetRelativePath(folder, target.Path).Replace('\\', '/');

    private static void Attempt(string path, List<string> unread, Action look)
    {
        if (FileComplaint.Of(path, look) is { } whyNot) unread.Add(whyNot);
    }
}
