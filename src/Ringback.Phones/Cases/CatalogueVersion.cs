using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Ringback.Catalogue;

namespace Ringback.Phones.Cases;

/// <summary>
/// The version of a catalogue: two that say the same of every phone have the same, and an assumption that is switched
/// makes another one.
/// </summary>
public static class CatalogueVersion
{
    // Enough to tell a few hundred versions apart, and short enough to be read out.
    private const int Digits = 16;

    /// <summary>The version, as hexadecimal digits.</summary>
    public static string Of(PhoneCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // The data as they were built in: cheaper than to write every fact out again at each start.
        Assembly data = typeof(PhoneCatalogue).Assembly;
        string folder = typeof(PhoneCatalogue).Namespace + ".";
        string[] names = [.. data.GetManifestResourceNames().Order(StringComparer.Ordinal)];
        foreach (string name in names.Where(n => n.StartsWith(folder, StringComparison.Ordinal)))
        {
            Add(hash, name);
            using Stream content = data.GetManifestResourceStream(name)!;
            byte[] bytes = new byte[content.Length];
            content.ReadExactly(bytes);
            hash.AppendData(bytes);
        }

        foreach (Assumption assumption in catalogue.Families.SelectMany(f => f.Assumptions))
            Add(hash, $"{assumption.Id}={assumption.Holds}");
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }

    private static void Add(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
}
