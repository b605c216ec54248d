using System.Text.Json;
using Ringback.Journal;

namespace Ringback.Workbench.Network;

/// <summary>What stands in the data folder while an address of ours is on a card.</summary>
internal sealed record BenchRecord
{
    /// <summary>The files of all records.</summary>
    internal const string Pattern = "bench-address-*.json";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required string Card { get; init; }

    public required string Address { get; init; }

    /// <summary>The card's MAC address: another adapter may get the same name later.</summary>
    public string? Hardware { get; init; }

    /// <summary>True when the card was switched on before us.</summary>
    public bool WasUp { get; init; }

    public required BenchOwner Owner { get; init; }

    /// <summary>Writes it, so that it stands on the disk before anything is changed.</summary>
    internal string Write(string folder)
    {
        OwnFiles.MakeFolder(folder);
        string path = PathOf(folder, Card);
        string fresh = path + ".new";
        OwnFiles.RefuseLinks(fresh);
        using (FileStream file = new(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, this, Form);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
        return path;
    }

    /// <summary>Reads one; null when it is none, which is no reason to touch an address.</summary>
    internal static BenchRecord? Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return JsonSerializer.Deserialize<BenchRecord>(file, Form);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static string PathOf(string folder, string card)
    {
        // A card's name on Windows is free text.
        string name = string.Concat(card.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        return Path.Combine(folder, Pattern.Replace("*", name, StringComparison.Ordinal));
    }
}
