using System.Text.Json;
using System.Text.Json.Serialization;
using Ringback.Catalogue.Tables;

namespace Ringback.Files.Firmware;

/// <summary>A package of Cisco's whose size and SHA-1 are known, so that it can be told without opening it.</summary>
/// <remarks>sources.md peers-and-users §4, from a public plugin data base.</remarks>
/// <param name="Name">Its file name as it was published.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha1">SHA-1 in lower-case hexadecimal.</param>
/// <param name="Load">The load in it; inferred from the name where the source does not say it.</param>
public sealed record KnownPackage(string Name, long Length, string Sha1, string Load)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<KnownPackage> All { get; } = Read();

    /// <summary>The package of that size and content; null for any other file.</summary>
    /// <param name="length">Bytes of the file.</param>
    /// <param name="sha1">Computes its SHA-1 in lower-case hexadecimal; asked only when the size fits.</param>
    public static KnownPackage? Find(long length, Func<string> sha1)
    {
        KnownPackage[] candidates = [.. All.Where(p => p.Length == length)];
        if (candidates.Length == 0) return null;
        string actual = sha1();
        return Array.Find(candidates, p => p.Sha1 == actual);
    }

    private static KnownPackage[] Read() => EmbeddedTable.Json(
        typeof(KnownPackage), "known-packages.json", KnownPackageJson.Default.KnownPackageArray);
}

/// <summary>How the list is written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(KnownPackage[]))]
internal sealed partial class KnownPackageJson : JsonSerializerContext;
