using System.Text.Json.Serialization;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Library;

/// <summary>What became of a content that no name led to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RepairOutcome>))]
public enum RepairOutcome
{
    /// <summary>It has its name again.</summary>
    [JsonStringEnumMemberName("named")] Named,

    /// <summary>It is whole, and nothing says what it was called. It stays.</summary>
    [JsonStringEnumMemberName("nameless")] Nameless,

    /// <summary>It is not what it was when it was added. It stays.</summary>
    [JsonStringEnumMemberName("damaged")] Damaged,
}

/// <summary>One line of a repair's report.</summary>
/// <param name="Sha256">The content, by its SHA-256.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Name">Its name; null when it has none.</param>
/// <param name="Message">In words.</param>
public sealed record RepairedContent(string Sha256, RepairOutcome Outcome, string? Name, string Message);

/// <summary>
/// Makes the index anew out of what is there: the index as far as it can be read, the one before it, and the contents
/// themselves, of which the signed ones carry their names. Deletes nothing and overwrites nothing.
/// </summary>
public sealed class LibraryRepair
{
    private const string From = "found in the store by library repair";

    private readonly LibraryStore _store;
    private readonly LibraryChange _change;
    private readonly ILookup<string, LibraryEntry> _remembered;
    private readonly List<RepairedContent> _results = [];

    private LibraryRepair(LibraryStore store, LibraryChange change, IEnumerable<LibraryEntry> remembered)
    {
        _store = store;
        _change = change;
        _remembered = remembered.Distinct().ToLookup(e => e.Sha256);
    }

    /// <summary>Repairs a library; what is in order is not listed.</summary>
    /// <exception cref="LibraryException">The library cannot be changed now, or must not be.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing was changed.</exception>
    public static IReadOnlyList<RepairedContent> Run(LibraryStore store, CancellationToken cancelled = default)
    {
        List<LibraryEntry> remembered = [];
        bool isLost = false;
        using LibraryChange change = LibraryChange.BeginRepair(store, reading =>
        {
            isLost = reading.State != IndexState.Sound;
            if (isLost) remembered.AddRange(LibraryIndex.Salvage(store.IndexPath));
            if (LibraryIndex.Read(store.IndexBeforePath, out LibraryIndex before) == IndexState.Sound)
                remembered.AddRange(before.Files);
            return reading.Index;
        });
        LibraryRepair repair = new(store, change, remembered);
        try
        {
            foreach ((string path, string sha256) in StoreFolder.ContentsIn(store.Contents).ToList())
            {
                cancelled.ThrowIfCancellationRequested();
                repair.Take(path, sha256);
            }

            // The index before may name what was taken out since.
            if (isLost)
                change.Remove(change.Files.Where(f => DiskEntry.Look(store.PathOf(f)).Kind != DiskEntryKind.File));
            change.Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException($"the library cannot be written, and its index is as it was: {e.Message}", e);
        }

        return repair._results;
    }

    private void Take(string path, string sha256)
    {
        string place = _store.PathOf(sha256);
        bool isInPlace = path == place || DiskEntry.Look(place).Kind != DiskEntryKind.Nothing;
        // What lies there a second time, under its hash in capitals, is no other content.
        if (isInPlace && (path != place || IsNamed(sha256))) return;
        if (Read(path) is not { } content || LibraryContent.Sha256(content) != sha256)
        {
            Report(sha256, RepairOutcome.Damaged, null, "is not what it was when it was added. It stays where it is; "
                + "add its package again");
            return;
        }

        if (!isInPlace)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(path, place, overwrite: false);
            if (IsNamed(sha256)) return;
        }

        NameIt(sha256, content);
    }

    private void NameIt(string sha256, byte[] content)
    {
        LibraryEntry[] remembered = [.. _remembered[sha256].Where(e => e.Length == content.Length)];
        foreach (LibraryEntry entry in remembered)
        {
            _change.Name(entry);
            Report(sha256, RepairOutcome.Named, entry.Name, $"{entry.Name}: named as before");
        }

        if (remembered.Length > 0) return;
        FirmwareFile unnamed = FirmwareFile.Inspect("", content);
        string? name = Names(unnamed).FirstOrDefault(n => Fits(n, unnamed, content));
        if (name is null)
        {
            string what = unnamed.Kind == FirmwareKind.Unknown ? "is nothing that is known"
                : $"is {unnamed.Kind.ToWord()}" + (unnamed.Load is { Length: > 0 } load ? $" of {load}" : "");
            Report(sha256, RepairOutcome.Nameless, null,
                what + ", and nothing says what it was called. It stays; add its package again to give it its name");
            return;
        }

        _change.Name(new LibraryEntry(name, sha256, content.Length, From, _store.Time.GetUtcNow()));
        Report(sha256, RepairOutcome.Named, name, $"{name}: "
            + (name == unnamed.EmbeddedName ? "the name that it was signed under" : "the name of the load that it is"));
    }

    private bool IsNamed(string sha256) => _change.Files.Any(f => f.Sha256 == sha256) || _change.IsSpared(sha256);

    /// <summary>What a content may be called by its own word: its signed name, else its load's.</summary>
    private static IEnumerable<string> Names(FirmwareFile file)
    {
        if (file.EmbeddedName is { } signed) yield return signed;
        if (file.Signed || file.Load is not { Length: > 0 } load) yield break;
        yield return load + (file.Kind == FirmwareKind.Manifest ? ".loads" : ".bin");
    }

    private static bool Fits(string name, FirmwareFile unnamed, byte[] content)
    {
        if (LibraryNames.Objection(name) is not null) return false;
        FirmwareFile named = FirmwareFile.Inspect(name, content);
        return named.Kind is FirmwareKind.Firmware or FirmwareKind.Manifest
            && named is { HasError: false, Whole: not false }
            && (unnamed.EmbeddedName is not null || named.Load == unnamed.Load);
    }

    private static byte[]? Read(string path)
    {
        try
        {
            return PlainFile.Read(path, new ImportLimits().LargestFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A disk that does not give it back, or somebody's rights: to the library it is damaged.
            return null;
        }
    }

    private void Report(string sha256, RepairOutcome outcome, string? name, string message) =>
        _results.Add(new RepairedContent(sha256, outcome, name,
            outcome == RepairOutcome.Named ? message : $"{sha256[..12]}… {message}"));
}
