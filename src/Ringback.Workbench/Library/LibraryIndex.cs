using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Library;

/// <summary>What an index file is.</summary>
internal enum IndexState
{
    /// <summary>There is none.</summary>
    Absent,

    /// <summary>It can be read.</summary>
    Sound,

    /// <summary>A later version of the program wrote it, and only that knows what it says.</summary>
    Newer,

    /// <summary>It is cut short, is something else, or may not be read.</summary>
    Damaged,
}

/// <summary>
/// The index file: which content has which name. It is replaced as a whole, never changed. What is in it and is not
/// understood stays in it, because somebody else may have written it for a reason.
/// </summary>
internal sealed partial class LibraryIndex
{
    internal const int CurrentVersion = 1;

    // A hundred thousand files; an index that is larger is none.
    private const long Largest = 64 * 1024 * 1024;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly JsonNodeOptions Loose = new() { PropertyNameCaseInsensitive = true };
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonObject _document;
    private readonly Dictionary<LibraryEntry, JsonObject> _written = [];
    private readonly List<JsonNode?> _unknown = [];

    private LibraryIndex(JsonObject document) => _document = document;

    /// <summary>An index of nothing.</summary>
    internal static LibraryIndex Empty => new(new JsonObject(Loose));

    /// <summary>The files that are understood.</summary>
    internal IReadOnlyList<LibraryEntry> Files { get; private set; } = [];

    /// <summary>How many entries are not understood.</summary>
    internal int Unknown => _unknown.Count;

    /// <summary>Hashes that stand in what is not understood: their contents belong to somebody.</summary>
    internal IReadOnlySet<string> Spared { get; private set; } = new HashSet<string>();

    /// <summary>Reads one; never throws.</summary>
    internal static IndexState Read(string path, out LibraryIndex index)
    {
        index = Empty;
        try
        {
            if (DiskEntry.Look(path).Kind == DiskEntryKind.Nothing) return IndexState.Absent;
            return PlainFile.Read(path, Largest) is { } content ? Parse(content, ref index) : IndexState.Damaged;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return IndexState.Damaged;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e is FileNotFoundException ? IndexState.Absent : IndexState.Damaged;
        }
    }

    /// <summary>The entries that can still be made out in an index that is damaged.</summary>
    internal static IReadOnlyList<LibraryEntry> Salvage(string path)
    {
        try
        {
            if (PlainFile.Read(path, Largest) is not { } content) return [];
            string text = System.Text.Encoding.UTF8.GetString(content);
            return [.. Braces().Matches(text).Select(m => Entry(Node(m.Value))).OfType<LibraryEntry>()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The index with other files, and with everything in it that is not understood.</summary>
    internal byte[] With(IEnumerable<LibraryEntry> files)
    {
        JsonObject document = (JsonObject)_document.DeepClone();
        document["version"] = CurrentVersion;
        JsonArray list = [];
        foreach (LibraryEntry file in files)
        {
            JsonObject fresh = (JsonObject)JsonSerializer.SerializeToNode(file, Form)!;
            if (_written.TryGetValue(file, out JsonObject? before))
            {
                foreach ((string name, JsonNode? value) in before)
                {
                    if (!fresh.Any(p => p.Key.Equals(name, StringComparison.OrdinalIgnoreCase)))
                        fresh[name] = value?.DeepClone();
                }
            }

            list.Add((JsonNode)fresh);
        }

        foreach (JsonNode? unknown in _unknown) list.Add(unknown?.DeepClone());
        document["files"] = list;
        return JsonSerializer.SerializeToUtf8Bytes(document, Form);
    }

    private static IndexState Parse(byte[] content, ref LibraryIndex index)
    {
        if (JsonNode.Parse(content, Loose, Strict) is not JsonObject document) return IndexState.Damaged;
        if (document["version"] is not JsonValue said || !said.TryGetValue(out int version)) return IndexState.Damaged;
        if (version > CurrentVersion) return IndexState.Newer;
        if (version < CurrentVersion || document["files"] is not JsonArray list) return IndexState.Damaged;
        LibraryIndex read = new(document);
        List<LibraryEntry> files = [];
        foreach (JsonNode? node in list)
        {
            if (node is JsonObject raw && Entry(raw) is { } entry)
            {
                files.Add(entry);
                read._written.TryAdd(entry, raw);
            }
            else
            {
                read._unknown.Add(node);
            }
        }

        document.Remove("files");
        read.Files = files;
        string rest = document.ToJsonString() + string.Join(' ', read._unknown.Select(u => u?.ToJsonString()));
        read.Spared = Hashes().Matches(rest).Select(m => m.Value.ToLowerInvariant()).ToHashSet();
        index = read;
        return IndexState.Sound;
    }

    private static JsonNode? Node(string text)
    {
        try
        {
            return JsonNode.Parse(text, Loose, Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>An entry; null for what a hand edit broke or somebody put there, which is followed nowhere.</summary>
    private static LibraryEntry? Entry(JsonNode? node)
    {
        try
        {
            LibraryEntry? entry = node is JsonObject ? node.Deserialize<LibraryEntry>(Form) : null;
            // Some tools write hashes in capitals; a content is its hash, however that is written.
            if (entry is { Sha256: { } hash }) entry = entry with { Sha256 = hash.ToLowerInvariant() };
            return entry is { Name: not null, IsSound: true } ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Braces();

    [GeneratedRegex("(?<![0-9A-Fa-f])[0-9A-Fa-f]{64}(?![0-9A-Fa-f])")]
    private static partial Regex Hashes();
}
