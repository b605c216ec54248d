using Ringback.Catalogue.Problems;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Library;

/// <summary>
/// The store inside the library folder: contents by their SHA-256, and one index that gives them their names. A reader
/// sees the index before a change or after it, never half of one. Files that people put into the folder by hand lie
/// beside it and are none of its business.
/// </summary>
/// <remarks>
/// <code>
/// .ringback/contents/ab/abcdef…   a content; its name is its SHA-256
/// .ringback/index.json            which content has which name; replaced by renaming
/// .ringback/index.before.json     the index before the last change, should the other one be damaged
/// .ringback/incoming/             contents of a change that is under way
/// .ringback/trash/                what left the library in the last thirty days
/// .ringback/lock                  held by the one program that changes something
/// </code>
/// </remarks>
public sealed class LibraryStore
{
    /// <summary>The folder of the store in the library folder.</summary>
    public const string FolderName = ConfinedFolder.OwnFolder;

    /// <summary>The folder in it of what left the library.</summary>
    public const string TrashName = "trash";

    /// <summary>Opens the store of a library folder; there need not be one yet.</summary>
    /// <param name="library">The folder.</param>
    /// <param name="time">The clock, for what is thrown away; null for the machine's.</param>
    public LibraryStore(string library, TimeProvider? time = null)
    {
        Library = ConfinedFolder.RealPath(library);
        Root = Path.Combine(Library, FolderName);
        Time = time ?? TimeProvider.System;
    }

    /// <summary>The library folder.</summary>
    internal string Library { get; }

    internal TimeProvider Time { get; }

    /// <summary>Where the store lies.</summary>
    internal string Root { get; }

    internal string Contents => Path.Combine(Root, "contents");

    internal string Incoming => Path.Combine(Root, "incoming");

    internal string Trash => Path.Combine(Root, TrashName);

    /// <summary>The index file.</summary>
    internal string IndexPath => Path.Combine(Root, "index.json");

    internal string IndexBeforePath => Path.Combine(Root, "index.before.json");

    internal string LockPath => Path.Combine(Root, "lock");

    /// <summary>True when there is anything of a store.</summary>
    public bool Exists => Directory.Exists(Root);

    /// <summary>True for the path of something in a store, of whatever library.</summary>
    public static bool IsInStore(string path) =>
        Path.GetFullPath(path).Split(Path.DirectorySeparatorChar).Contains(FolderName);

    /// <summary>Where a content lies.</summary>
    public string PathOf(LibraryEntry entry) => PathOf(entry.Sha256);

    internal string PathOf(string sha256) => Path.Combine(Contents, sha256[..2], sha256);

    /// <summary>The files of the store; what is wrong with the index goes into <paramref name="faults"/>.</summary>
    public IReadOnlyList<LibraryEntry> Read(out IReadOnlyList<Problem> faults)
    {
        LibraryReading reading = LibraryReading.Of(this);
        faults = reading.Fault is { } fault ? [fault] : [];
        return reading.Index.Files;
    }

    /// <summary>
    /// What is wrong with the store: its folders, its index, and the contents: each is there and as long as the index
    /// says, and with <paramref name="deep"/> it has the SHA-256 that is its name. Changes nothing.
    /// </summary>
    public IEnumerable<Problem> Examine(bool deep)
    {
        if (Objection() is { } objection) return [objection];
        LibraryReading reading = LibraryReading.Of(this);
        List<Problem> faults = reading.Fault is { } fault ? [fault] : [];
        if (reading.Index.Unknown is > 0 and int unknown)
        {
            faults.Add(LibraryReading.Damage(IndexPath, $"The index has {unknown} "
                + (unknown == 1 ? "entry that is" : "entries that are") + " not understood. Nothing is done with "
                + "them, and they stay.", "When a hand broke them: add the files again, then take them out by hand."));
        }

        faults.AddRange(reading.Index.Files.Select(e => Examine(e, deep)).OfType<Problem>());
        if (reading.State == IndexState.Sound && Nameless(reading.Index).Count() is > 0 and int nameless)
        {
            faults.Add(LibraryReading.Damage(Contents, $"The store has {nameless} "
                + (nameless == 1 ? "content" : "contents") + " without a name in the index: kept, and not served.",
                LibraryReading.Repair));
        }

        return faults;
    }

    /// <summary>Begins a change; the caller commits or disposes it.</summary>
    /// <exception cref="LibraryException">
    /// Another program is changing the library, the folder cannot be written, or the store is not to be touched.
    /// </exception>
    public LibraryChange Change() => LibraryChange.Begin(this, null);

    /// <summary>Contents that nobody names: not the index, and no change that is under way or was killed.</summary>
    internal IEnumerable<(string Path, string Sha256)> Nameless(LibraryIndex index)
    {
        HashSet<string> named =
        [
            .. index.Files.Select(f => f.Sha256), .. index.Spared,
            .. StoreFolder.Changes(Incoming).SelectMany(LibraryMoves.Read).Select(f => f.Sha256),
        ];
        return StoreFolder.ContentsIn(Contents).Where(c => !named.Contains(c.Sha256));
    }

    /// <summary>Why the store must not be used at all; null when it may.</summary>
    internal Problem? Objection()
    {
        try
        {
            return StoreFolder.Objection(Root) is { } why
                ? LibraryReading.Refuse(this, why)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return LibraryReading.Damage(Root, $"The library's store cannot be looked through: {e.Message}",
                "Give yourself the right to, or look at the disk.");
        }
    }

    private Problem? Examine(LibraryEntry entry, bool deep)
    {
        string? wrong;
        try
        {
            string path = PathOf(entry);
            DiskEntry there = DiskEntry.Look(path);
            wrong = there.Kind != DiskEntryKind.File ? "is gone from the store"
                : there.Length != entry.Length ? "has another length in the store than when it was added"
                : deep && LibraryContent.Sha256(path) != entry.Sha256 ? "has changed in the store"
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            wrong = $"cannot be read ({e.Message.TrimEnd('.')})";
        }

        return wrong is null
            ? null
            : LibraryReading.Damage(
                entry.Name, $"{entry.Name} {wrong}.", "Add it again from the package that it came from.");
    }
}
