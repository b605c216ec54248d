using System.Text.Json;
using Ringback.Journal;
using Ringback.Workbench.Disk;

namespace Ringback.Console.Board;

/// <summary>The little that the console keeps beside the story.</summary>
internal sealed class ConsoleMemory
{
    private const string FileName = "console.json";

    private readonly string _path;
    private readonly Lock _lock = new();
    private Kept _kept;

    internal ConsoleMemory(string folder)
    {
        _path = Path.Combine(folder, FileName);
        _kept = Read(_path);
    }

    /// <summary>Phones that were not heard of since then are not on the bench any more; null for never.</summary>
    internal DateTimeOffset? ClearedAt
    {
        get
        {
            lock (_lock) return _kept.ClearedAt;
        }
    }

    /// <summary>Keeps when the bench was cleared.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void Clear(DateTimeOffset at)
    {
        lock (_lock)
        {
            _kept = _kept with { ClearedAt = at };
            WholeFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(_kept), overwrites: true,
                OwnFiles.FileMode);
        }
    }

    private static Kept Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(path)) ?? new Kept(null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // Nothing is kept, or nobody can read it: then all phones of the story are on the bench.
            return new Kept(null);
        }
    }

    private sealed record Kept(DateTimeOffset? ClearedAt);
}
