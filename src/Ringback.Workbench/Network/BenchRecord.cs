using System.Text.Json;
using System.Text.Json.Serialization;
using Ringback.Journal;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Network;

/// <summary>What stands in the data folder while an address of ours is on a card.</summary>
internal sealed record BenchRecord
{
    /// <summary>The files of all records.</summary>
    internal const string Pattern = "bench-address-*.json";

    // A few lines.
    private const long Largest = 64 * 1024;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required string Card { get; init; }

    /// <summary>The value of what was put there: with no <see cref="Kind"/>, the address of a bench.</summary>
    public required string Address { get; init; }

    /// <summary>What was put there; null for the address that makes a bare card a bench.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>The card's MAC address: another adapter may get the same name later.</summary>
    public string? Hardware { get; init; }

    /// <summary>True when the card was switched on before us.</summary>
    public bool WasUp { get; init; }

    public required BenchOwner Owner { get; init; }

    /// <summary>Writes it, so that it stands on the disk before anything is changed.</summary>
    internal string Write(string folder)
    {
        OwnFiles.MakeFolder(folder);
        string path = PathOf(folder);
        WholeFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, Form), overwrites: true);
        return path;
    }

    /// <summary>
    /// Reads one; null when it is none, which is no reason to touch an address. A link is none, and neither is a
    /// record under another card's name: whoever wrote those was not this program.
    /// </summary>
    internal static BenchRecord? Read(string path)
    {
        try
        {
            BenchRecord? record = PlainFile.Read(path, Largest) is { } content
                ? JsonSerializer.Deserialize<BenchRecord>(content, Form)
                : null;
            return record is { Card: not null, Owner: not null, Address: not null }
                && record.PathOf(Path.GetDirectoryName(path)!) == path
                    ? record
                    : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Where a record lies: one for a bench, and one for each thing that was put on a card.</summary>
    internal string PathOf(string folder) =>
        PathOf(folder, Kind is null ? Card : $"{Card}-{Kind}-{Address}");

    internal static string PathOf(string folder, string named)
    {
        // A card's name on Windows is free text.
        string name = string.Concat(named.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        return Path.Combine(folder, Pattern.Replace("*", name, StringComparison.Ordinal));
    }
}
