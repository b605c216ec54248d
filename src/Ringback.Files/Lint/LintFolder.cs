using Ringback.Catalogue.Loads;
using Ringback.Files.Configuration;

namespace Ringback.Files.Lint;

/// <summary>One file of a folder: its path, and its content when it is a configuration.</summary>
/// <param name="Path">The path below the folder, with <c>/</c>.</param>
/// <param name="Content">The bytes; empty for firmware, of which only the name counts.</param>
public readonly record struct LintEntry(string Path, ReadOnlyMemory<byte> Content);

/// <summary>What lies around a file: the loads that are there, and what the other configurations want.</summary>
public sealed class LintFolder
{
    private static readonly string[] Extensions = [".loads", ".sbin", ".bin", ".sbn", ".sb2", ".zup", ".kup"];

    private readonly Dictionary<string, HashSet<string>> _firmware = new(StringComparer.OrdinalIgnoreCase);

    private LintFolder(IEnumerable<LintEntry> entries, bool isWhole)
    {
        IsWhole = isWhole;
        List<Load> wanted = [];
        Dictionary<string, string> own = new(StringComparer.OrdinalIgnoreCase);
        foreach (LintEntry entry in entries)
        {
            string name = entry.Path[(entry.Path.LastIndexOf('/') + 1)..];
            string? extension = Extensions.FirstOrDefault(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
            if (extension is not null) AddFirmware(name[..^extension.Length], extension);
            if (entry.Content.IsEmpty || entry.Content.Length > ConfigurationLint.LongestFile) continue;
            // A repaired copy beside the original is not what a phone gets.
            ConfigurationName? read = ConfigurationName.Read(name);
            ConfigurationKind? kind = read?.Expected is null ? null : read.Kind;
            if (kind is ConfigurationKind.SipPhone or ConfigurationKind.MgcpPhone)
                own[read!.Expected![3..^".cnf".Length]] = read.Expected;
            if (kind is ConfigurationKind.SipDefault) SipDefaultImage = ImageVersion(entry.Content);
            if (kind is ConfigurationKind.MgcpDefault) MgcpDefaultImage = ImageVersion(entry.Content);
            wanted.AddRange(LoadsIn(kind, entry.Content));
        }

        Wanted = wanted;
        OwnCnf = own;
        Loads = [.. Parsed(_firmware.Keys)];
    }

    /// <summary>A folder of which nothing is known: no finding about missing files comes from it.</summary>
    public static LintFolder Unknown { get; } = new([], isWhole: false);

    /// <summary>Whether this is the folder that phones are served from, and not just a file's neighbours.</summary>
    public bool IsWhole { get; }

    /// <summary>Whether any firmware lies here.</summary>
    public bool HasFirmware => _firmware.Count > 0;

    /// <summary>The loads of the 7940 and 7960 that lie here.</summary>
    public IReadOnlyList<Load> Loads { get; }

    /// <summary>The loads that the configurations here name, apart from <c>OS79XX.TXT</c>.</summary>
    internal IReadOnlyList<Load> Wanted { get; }

    /// <summary>The <c>.cnf</c> files of single phones, by their MAC addresses.</summary>
    internal IReadOnlyDictionary<string, string> OwnCnf { get; }

    internal string? SipDefaultImage { get; }

    internal string? MgcpDefaultImage { get; }

    /// <summary>Looks at files once. Later changes to them are not seen.</summary>
    /// <param name="entries">Every file of the folder, those in folders below too.</param>
    /// <param name="isWhole">Whether phones are served from it, so that a load that is missing is a fault.</param>
    public static LintFolder Of(IEnumerable<LintEntry> entries, bool isWhole) => new(entries, isWhole);

    /// <summary>The load as its files are called here; null when there is none.</summary>
    internal string? SpellingOf(string load) =>
        _firmware.Keys.FirstOrDefault(k => k.Equals(load, StringComparison.OrdinalIgnoreCase));

    /// <summary>The extensions of the files of a load; null when there is none.</summary>
    internal IReadOnlySet<string>? FilesOf(string load) => _firmware.GetValueOrDefault(load);

    private void AddFirmware(string load, string extension)
    {
        if (!_firmware.TryGetValue(load, out HashSet<string>? extensions)) _firmware[load] = extensions = [];
        extensions.Add(extension);
    }

    private static string? ImageVersion(ReadOnlyMemory<byte> content) =>
        CnfText.Read(content).Value("image_version")?.Trim();

    private static IEnumerable<Load> LoadsIn(ConfigurationKind? kind, ReadOnlyMemory<byte> content) => kind switch
    {
        ConfigurationKind.SipDefault or ConfigurationKind.SipPhone or ConfigurationKind.MgcpDefault
            or ConfigurationKind.MgcpPhone => Parsed([ImageVersion(content)]),
        ConfigurationKind.XmlDefault or ConfigurationKind.XmlDevice =>
            Parsed(PhoneXmlText.Read(content).Loads.Select(l => (string?)l.Value.Trim())),
        _ => [],
    };

    private static IEnumerable<Load> Parsed(IEnumerable<string?> texts) =>
        texts.Select(t => Load.TryParse7940(t, out Load? load) ? load : null).OfType<Load>();
}
