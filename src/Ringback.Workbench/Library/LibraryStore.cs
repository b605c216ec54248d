using System.Text.Json;
using Ringback.Workbench.Shelves;

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
/// .ringback/lock                  held by the one program that changes something
/// </code>
/// </remarks>
public sealed class LibraryStore
{
    /// <summary>The folder of the store in the library folder.</summary>
    public const string FolderName = ".ringback";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Opens the store of a library folder; there need not be one yet.</summary>
    public LibraryStore(string library) => Root = Path.Combine(ConfinedFolder.RealPath(library), FolderName);

    /// <summary>Where the store lies.</summary>
    internal string Root { get; }

    internal string Contents => Path.Combine(Root, "contents");

    internal string Incoming => Path.Combine(Root, "incoming");

    /// <summary>The index file.</summary>
    internal string IndexPath => Path.Combine(Root, "index.json");

    internal string IndexBeforePath => Path.Combine(Root, "index.before.json");

    internal string LockPath => Path.Combine(Root, "lock");

    /// <summary>True when there is anything of a store.</summary>
    public bool Exists => Directory.Exists(Root);

    /// <summary>Where a content lies.</summary>
    public string PathOf(LibraryEntry entry) => PathOf(entry.Sha256);

    internal string PathOf(string sha256) => Path.Combine(Contents, sha256[..2], sha256);

    /// <summary>The files of the store; what is wrong with the index goes into <paramref name="faults"/>.</summary>
    public IReadOnlyList<LibraryEntry> Read(out IReadOnlyList<LibraryFault> faults)
    {
        faults = [];
        if (!File.Exists(IndexPath) && !File.Exists(IndexBeforePath)) return [];
        if (TryRead(IndexPath, out LibraryIndex index)) return index.Files;
        bool before = TryRead(IndexBeforePath, out LibraryIndex old);
        faults =
        [
            new LibraryFault(IndexPath, "The index of the library cannot be read"
                + (before ? "; the one from before the last change is used." : ", nor can the one before it."),
                before
                    ? "Add the files of the last import again."
                    : "Add your files again; the contents beside it are kept until then."),
        ];
        return old.Files;
    }

    /// <summary>
    /// What is wrong with the contents: each is there and as long as the index says, and with <paramref name="deep"/>
    /// it has the SHA-256 that is its name.
    /// </summary>
    public IEnumerable<LibraryFault> Examine(bool deep)
    {
        IReadOnlyList<LibraryEntry> entries = Read(out IReadOnlyList<LibraryFault> faults);
        foreach (LibraryFault fault in faults) yield return fault;
        foreach (LibraryEntry entry in entries)
        {
            FileInfo info = new(PathOf(entry));
            string? wrong = !info.Exists ? "is gone from the store"
                : info.Length != entry.Length ? "has another length in the store than when it was added"
                : deep && LibraryContent.Sha256(info.FullName) != entry.Sha256 ? "has changed in the store"
                : null;
            if (wrong is not null)
            {
                yield return new LibraryFault(
                    entry.Name, $"{entry.Name} {wrong}.", "Add it again from the package that it came from.");
            }
        }
    }

    /// <summary>Begins a change; the caller commits or disposes it.</summary>
    /// <exception cref="LibraryException">
    /// Another program is changing the library, or the folder cannot be written.
    /// </exception>
    public LibraryChange Change() => LibraryChange.Begin(this, null);

    /// <summary>
    /// Clears away what a change left that was killed. False when somebody else changes the library just now, or when
    /// it may not be written: nothing is visible that should not be, and the next one clears it.
    /// </summary>
    public bool Sweep()
    {
        if (!Directory.Exists(Incoming) && !Directory.Exists(Contents)) return true;
        try
        {
            Change().Dispose();
            return true;
        }
        catch (LibraryException)
        {
            return false;
        }
    }

    internal LibraryIndex ReadForChange()
    {
        if (!File.Exists(IndexPath) && !File.Exists(IndexBeforePath)) return LibraryIndex.Empty;
        if (TryRead(IndexPath, out LibraryIndex index) || TryRead(IndexBeforePath, out index)) return index;
        throw new LibraryException($"{IndexPath} cannot be read, nor can the index before it. Move the folder {Root} "
            + "away and add your files again.");
    }

    internal static byte[] Write(LibraryIndex index) => JsonSerializer.SerializeToUtf8Bytes(index, Json);

    private static bool TryRead(string path, out LibraryIndex index)
    {
        index = LibraryIndex.Empty;
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            LibraryIndex? read = JsonSerializer.Deserialize<LibraryIndex>(file, Json);
            if (read is not { Version: LibraryIndex.CurrentVersion, Files: { } files }) return false;
            // What a hand edit broke is left out rather than followed anywhere.
            index = read with { Files = [.. files.Where(f => f is { Name: not null } && f.IsSound)] };
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }
}
