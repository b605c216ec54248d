using Ringback.Catalogue.Problems;


namespace Ringback.Workbench.Library;

/// <summary>The index as it can be read, and whether more may be done with it than reading.</summary>
/// <param name="State">What the index file is.</param>
/// <param name="Index">The index; the one before the last change when the newest cannot be read.</param>
/// <param name="Fault">What is wrong; null when the library may be changed.</param>
internal sealed record LibraryReading(IndexState State, LibraryIndex Index, Problem? Fault)
{
    internal const string Repair = "Run ringback library repair: it finds out what the contents are, and deletes "
        + "nothing.";

    /// <summary>A file of the store that is not as it was written.</summary>
    internal static Problem Damage(string file, string message, string advice) =>
        Problem.OfFile(ProblemCode.LibraryDamaged, file, null, message, advice);

    /// <summary>The fault of a store that is not used at all.</summary>
    internal static Problem Refuse(LibraryStore store, string objection) => Damage(store.Root,
        $"The library's store is not used: {objection}.", "Until then nothing of it is served.");

    internal static LibraryReading Of(LibraryStore store)
    {
        if (StoreFolder.Objection(store.Root, store.Contents, store.IndexPath, store.IndexBeforePath) is { } objection)
        {
            return new LibraryReading(IndexState.Damaged, LibraryIndex.Empty, Refuse(store, objection));
        }

        IndexState state = LibraryIndex.Read(store.IndexPath, out LibraryIndex index);
        if (state == IndexState.Sound) return new LibraryReading(state, index, null);
        if (state == IndexState.Newer)
        {
            return new LibraryReading(state, LibraryIndex.Empty, Damage(store.IndexPath,
                $"{store.IndexPath} was written by a later version of Ringback, and this one does not understand it. "
                    + "The store is left as it is, and nothing of it is served.",
                "Use the later version, or name another folder with --library."));
        }

        IndexState before = LibraryIndex.Read(store.IndexBeforePath, out LibraryIndex old);
        int contents = StoreFolder.ContentsIn(store.Contents).Count();
        bool isNew = state == IndexState.Absent && before == IndexState.Absent && contents == 0;
        if (isNew) return new LibraryReading(state, LibraryIndex.Empty, null);
        string what = state == IndexState.Absent ? "is not there" : "cannot be read";
        string then = before == IndexState.Sound ? "the one from before the last change is used"
            : contents == 0 ? "nor is there another, nor any content"
            : $"nor is there another. {contents} {(contents == 1 ? "content lies" : "contents lie")} in the store, and "
                + "every one is kept";
        return new LibraryReading(state, old, Damage(
            store.IndexPath, $"The index of the library {what}; {then}.", Repair));
    }
}
