using Ringback.Console.Subject;
using Ringback.Files.Text;
using Ringback.Journal;
using Ringback.Workbench.Library;

namespace Ringback.Console.Board;

/// <summary>
/// Takes files into the library as they come: on the disk first, never whole in memory, and into the library by the
/// same import that the command line uses. One import at a time.
/// </summary>
public sealed class LibraryIntake : IDisposable
{
    /// <summary>Bytes of one file. The largest package that is known has about a gigabyte.</summary>
    public const long Largest = 2L * 1024 * 1024 * 1024;

    private const string FolderName = "incoming";
    private const int LongestName = 200;

    private readonly string _library;
    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly BenchBoard _board;
    private readonly SemaphoreSlim _one = new(1);

    internal LibraryIntake(ConsoleSubject subject, BenchBoard board, TimeProvider time)
    {
        _library = subject.Options.Library ?? Path.Combine(subject.Data, "library");
        _folder = Path.Combine(subject.Data, FolderName);
        _time = time;
        _board = board;
    }

    /// <summary>Why a name is none that a file can have here; null for a good one.</summary>
    public static string? Objection(string? name) => name switch
    {
        null or "" => "It has no name.",
        { Length: > LongestName } => $"Its name has more than {LongestName} characters.",
        "." or ".." => "That is no name of a file.",
        _ when name.AsSpan().IndexOfAny('/', '\\', '\0') >= 0 => "Its name would lead to another folder.",
        _ when name.Any(char.IsControl) => "There are characters in its name that cannot be seen.",
        _ => null,
    };

    /// <summary>Takes one file.</summary>
    /// <param name="name">Its name; checked before.</param>
    /// <param name="content">Its bytes as they come.</param>
    /// <param name="cancel">Ends it; nothing is taken then.</param>
    /// <exception cref="IOException">It is larger than what is taken, or the disk does not take it.</exception>
    /// <exception cref="LibraryException">The library cannot be changed now.</exception>
    public async Task<IReadOnlyList<LibraryImportResult>> TakeAsync(
        string name, Stream content, CancellationToken cancel)
    {
        OwnFiles.MakeFolder(_folder);
        // Each in a folder of its own, so that it keeps its name, which the import judges.
        string place = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        OwnFiles.MakeFolder(place);
        string path = Path.Combine(place, name);
        try
        {
            await WriteAsync(path, content, cancel).ConfigureAwait(false);
            await _one.WaitAsync(cancel).ConfigureAwait(false);
            try
            {
                OwnFiles.MakeFolder(_library);
                IReadOnlyList<LibraryImportResult> results = await Task.Run(
                    () => LibraryImport.Add(new LibraryStore(_library), [path], _time, cancelled: cancel), cancel)
                    .ConfigureAwait(false);
                _board.Touch();
                return [.. results.Select(r => r with { Path = VisibleText.Show(Below(place, r.Path)) })];
            }
            finally
            {
                _one.Release();
            }
        }
        finally
        {
            File.Delete(path);
            Directory.Delete(place);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private static async Task WriteAsync(string path, Stream content, CancellationToken cancel)
    {
        await using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
        byte[] piece = new byte[1 << 16];
        long all = 0;
        while (await content.ReadAsync(piece, cancel).ConfigureAwait(false) is > 0 and int read)
        {
            all += read;
            if (all > Largest) throw new IOException($"It is larger than {Largest / (1 << 20)} MiB.");
            await file.WriteAsync(piece.AsMemory(0, read), cancel).ConfigureAwait(false);
        }
    }

    private static string Below(string place, string path) =>
        path.StartsWith(place, StringComparison.Ordinal) ? path[(place.Length + 1)..] : path;
}
