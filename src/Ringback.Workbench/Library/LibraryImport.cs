using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;
using Ringback.Files.Text;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Library;

/// <summary>
/// Brings firmware into the library, from files, folders and archives, as one change: all of it appears at once at the
/// end, or nothing does. Nothing that is there is ever overwritten.
/// </summary>
public sealed class LibraryImport
{
    private readonly LibraryChange _change;
    private readonly ImportLimits _limits;
    private readonly SigningKeys _keys;
    private readonly TimeProvider _time;
    private readonly IProgress<ImportProgress>? _progress;
    private readonly CancellationToken _cancelled;
    private readonly List<LibraryImportResult> _results = [];
    private long _total;
    private long _done;

    private LibraryImport(LibraryChange change, TimeProvider time, ImportLimits limits, SigningKeys keys,
        IProgress<ImportProgress>? progress, CancellationToken cancelled)
    {
        _keys = keys;
        _change = change;
        _time = time;
        _limits = limits;
        _progress = progress;
        _cancelled = cancelled;
    }

    /// <summary>Adds files, folders and archives.</summary>
    /// <param name="store">Where to.</param>
    /// <param name="paths">What.</param>
    /// <param name="time">The clock, for the index.</param>
    /// <param name="limits">What is taken at most; null for the usual limits.</param>
    /// <param name="progress">Told while files are read.</param>
    /// <param name="cancelled">Ends the import; then nothing is added.</param>
    /// <exception cref="LibraryException">The library cannot be changed now.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<LibraryImportResult> Add(LibraryStore store, IEnumerable<string> paths,
        TimeProvider time, ImportLimits? limits = null, IProgress<ImportProgress>? progress = null,
        CancellationToken cancelled = default)
    {
        using LibraryChange change = store.Change();
        return Add(change, paths, time, limits, progress, keys: null, cancelled);
    }

    /// <summary>Adds within a change that has begun.</summary>
    internal static IReadOnlyList<LibraryImportResult> Add(LibraryChange change, IEnumerable<string> paths,
        TimeProvider time, ImportLimits? limits = null, IProgress<ImportProgress>? progress = null,
        SigningKeys? keys = null, CancellationToken cancelled = default)
    {
        LibraryImport import = new(
            change, time, limits ?? new ImportLimits(), keys ?? SigningKeys.BuiltIn, progress, cancelled);
        (string Shown, string? Path)[] files = [.. paths.SelectMany(import.Files)];
        import._total = files.Sum(f => f.Path is null ? 0 : DiskEntry.Look(f.Path).Length);
        foreach ((string shown, string? path) in files) import.TakeFile(shown, path);
        cancelled.ThrowIfCancellationRequested();
        try
        {
            change.Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException($"the library cannot be written, and nothing was added: {e.Message}", e);
        }

        return import._results;
    }

    private List<(string Shown, string? Path)> Files(string path)
    {
        try
        {
            if (!Directory.Exists(path)) return [(path, File.Exists(path) ? ConfinedFolder.RealPath(path) : null)];
            return
            [
                .. ConfinedFolder.Files(path, (below, e) => Unread(Path.Combine(path, below), e))
                    .Where(f => !LibraryNames.IsLitter(f.Relative))
                    .Select(f => (Path.Combine(path, f.Relative), (string?)f.Info.FullName)),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Unread(path, e);
            return [];
        }
    }

    private void Unread(string shown, Exception e) =>
        Report(shown, ImportOutcome.Refused, $"cannot be looked into: {e.Message}");

    private void TakeFile(string shown, string? path)
    {
        if (path is null)
        {
            Report(shown, ImportOutcome.Refused, "there is no such file or folder");
            return;
        }

        int files = _change.Files.Count, results = _results.Count;
        try
        {
            DiskEntry there = DiskEntry.Look(path);
            if (there.Kind is not (DiskEntryKind.File or DiskEntryKind.Nothing))
            {
                Report(shown, ImportOutcome.Refused, "is no file but a pipe or a device. Copy it to a file first");
                return;
            }

            long length = there.Length;
            using Stream file = length == 0 && there.Kind == DiskEntryKind.File
                ? Stream.Null
                : new ProgressStream(LibraryContent.Open(path), Read(shown), _cancelled);
            ImportWalk walk = new(_limits, length, (at, name, content) => TakeContent(at, name, content),
                (at, why) => Report(at, ImportOutcome.Refused, why));
            string? package = KnownPackage.Find(length, () => LibraryContent.Sha1(path))?.Name;
            if (package is not null)
            {
                _results.Add(new LibraryImportResult(shown, ImportOutcome.Opened,
                    $"is Cisco's package {package}, byte for byte") { Package = package });
            }

            walk.Take(shown, Path.GetFileName(path), file, depth: 0);
        }
        catch (Exception e) when (e is not (OperationCanceledException or LibraryException))
        {
            // Whatever it is that a reader throws at it, it is this file's fault, and the next one is not to suffer.
            // What came out of it before cannot be trusted any more than what did not.
            _change.RollBackTo(files);
            for (int i = results; i < _results.Count; i++)
            {
                if (_results[i].Outcome is ImportOutcome.Added)
                    _results[i] = _results[i] with
                    {
                        Outcome = ImportOutcome.Refused,
                        Message = "is not taken from an archive that cannot be trusted",
                    };
            }

            Report(shown, ImportOutcome.Refused, e is ImportRefusedException ? e.Message
                : e is UnauthorizedAccessException or FileNotFoundException ? $"cannot be read: {e.Message}"
                : $"cannot be read to its end: it is damaged, cut short or encrypted ({e.Message.TrimEnd('.')}). "
                    + "Download it again");
        }
    }

    private void TakeContent(string shown, string name, byte[] content)
    {
        if (LibraryNames.Objection(name) is { } objection)
        {
            Report(shown, ImportOutcome.Refused, objection);
            return;
        }

        FirmwareFile file = Look(name, content);
        // Phones compare the signed name with the one they ask for: a browser's " (1)" must not come in with the file.
        string given = name;
        if (file.EmbeddedName is { } signed && signed != name && LibraryNames.Objection(signed) is null)
        {
            name = signed;
            file = Look(name, content);
        }

        if (file is { Kind: FirmwareKind.Unknown, HasError: true })
        {
            Report(shown, ImportOutcome.Refused, file.Problems.First(p => p.Severity == ProblemSeverity.Error).Message);
            return;
        }

        if (file.Kind is not (FirmwareKind.Firmware or FirmwareKind.Manifest))
        {
            string damage = file.Problems.FirstOrDefault(p => p.Severity is not ProblemSeverity.Info) is { } wrong
                ? $". {wrong.Message} {wrong.Advice}"
                : "";
            string kind = file.Kind is FirmwareKind.Unknown ? ForeignArchive.Words(content) : file.Kind.ToWord();
            Report(shown, ImportOutcome.Skipped, $"is no firmware ({kind}); left where it is{damage}");
            return;
        }

        // Another phone's code under this phone's name is no less dangerous than half of the right one.
        bool isAnothers = file.Problems.Any(p => p is
        {
            Code: ProblemCode.NameDiffersFromContent, Severity: ProblemSeverity.Error,
        });
        if (file.Whole == false || isAnothers)
        {
            Problem? fault = file.Problems.FirstOrDefault(p => p.Severity == ProblemSeverity.Error);
            Report(shown, ImportOutcome.Refused,
                fault is null ? "is not whole. Take a fresh copy from the package" : $"{fault.Message} {fault.Advice}");
            return;
        }

        string sha256 = LibraryContent.Sha256(content);
        bool another = _change.Files.Any(f => f.Sha256 != sha256 && Same(f.Name, name));
        bool isNew = Keep(new LibraryEntry(name, sha256, content.Length, shown, _time.GetUtcNow()), content);
        string what = file.Load is null ? "" : $": {file.Load}" + (file.Version is null ? "" : $" ({file.Version})");
        if (name != given) what = $" as {name}, the name it was signed under{what}";
        string message = !isNew ? "is in the library already"
            : another ? $"added{what}; another file of this name is there too, and both are kept"
            : "added" + what;
        // That the name was put right is said above.
        Problem? doubt = file.Problems.FirstOrDefault(p =>
            p.Severity is not ProblemSeverity.Info && p.Code != ProblemCode.RenamedSignedFile);
        if (doubt is not null) message += $". {doubt.Message} {doubt.Advice}";
        else if (IsSignedByNobody(file)) message += ". Its signature fits no key that firmware of its family is signed "
            + "with: it is damaged there, or somebody else signed it, and a phone refuses it";
        _results.Add(new LibraryImportResult(shown, isNew ? ImportOutcome.Added : ImportOutcome.Present, message)
        {
            Sha256 = sha256, Load = file.Load, Name = name,
        });
    }

    /// <summary>
    /// A family whose keys are known has no others: the phones' own tables end there. A practice file says so itself.
    /// </summary>
    private bool IsSignedByNobody(FirmwareFile file) =>
        file is { Signed: true, IsPractice: false, Authenticity: Authenticity.Unknown, Family: { } family }
        && FirmwareFamilies.BuiltIn.Find(family)?.KeyFamily is { } signer && _keys.All.Any(k => k.Family == signer);

    private FirmwareFile Look(string name, byte[] content) =>
        FileInspection.Of(name, content, (n, bytes) => FirmwareFile.Inspect(n, bytes, _keys));

    private bool Keep(LibraryEntry entry, byte[] content)
    {
        try
        {
            return _change.Add(entry, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // That is the library's disk and not the file's fault, and the next file would fare no better.
            throw new LibraryException($"the library cannot be written, and nothing was added: {e.Message}", e);
        }
    }

    private void Report(string shown, ImportOutcome outcome, string message) =>
        _results.Add(new LibraryImportResult(Visible(shown), outcome, message));

    /// <summary>Names out of an archive may hold anything, and people see them.</summary>
    private static string Visible(string shown) =>
        shown.Any(char.IsControl) ? VisibleText.Show(shown) : shown;

    private Action<int> Read(string shown) => bytes =>
    {
        _done += bytes;
        _progress?.Report(new ImportProgress(_done, _total, shown));
    };

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
