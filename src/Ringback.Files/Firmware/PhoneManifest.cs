using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Ringback.Catalogue.Loads;
using Ringback.Files.Text;

namespace Ringback.Files.Firmware;

/// <summary>
/// What the <c>.loads</c> file of any other family than 7940/7960 lists: names, one a line, with remarks between them
/// (Java phones, 69xx, 894x), names with size and MD5 (792x), or sections (8961, 99xx, 78xx, 88xx).
/// </summary>
/// <remarks>sources.md file-formats §C, other-phones §2.2, §2.12, §3.7.</remarks>
public sealed record PhoneManifest
{
    /// <summary>Real lists are a few hundred bytes, sectioned ones a few thousand.</summary>
    internal const int LongestText = 64 * 1024;

    private const int MostParts = 256;
    private const string BuildRemark = "RELEASE load version ";
    private const string HardwareRemark = "#HARDWARE_COMP_1";

    private PhoneManifest()
    {
    }

    /// <summary>The files, in the order of the list and each once.</summary>
    public required IReadOnlyList<ManifestPart> Parts { get; init; }

    /// <summary>The build that a remark or section names, <c>9-4-2ES26</c>; null when none does.</summary>
    public required string? Build { get; init; }

    /// <summary>
    /// <c>HARDWARE_COMP_1</c> or <c>hwcompat</c>: which hardware the load runs on. How phones compare it is UNVERIFIED.
    /// </summary>
    public required int? HardwareCompatibility { get; init; }

    /// <summary>The family that the names belong to; null when they do not say.</summary>
    public FirmwareFamily? Family => Meanings.Select(m => m?.Family).FirstOrDefault(f => f is not null);

    /// <summary>The protocol that the names speak of; null when they do not say.</summary>
    public PhoneProtocol? Protocol => Meanings.Select(m => m?.Protocol).FirstOrDefault(p => p is not null);

    private IEnumerable<FirmwareNameMeaning?> Meanings =>
        Parts.Select(p => FirmwareFamilies.BuiltIn.TryReadName(p.Name, out FirmwareNameMeaning? m) ? m : null);

    /// <summary>Reads the text behind the envelope.</summary>
    /// <param name="payload">The text; either line end and blanks behind a name are let pass.</param>
    /// <param name="manifest">The list; also what is left of one that is cut short; null when none can be read.</param>
    /// <param name="why">Why it is no whole list; <see cref="ManifestFault.None"/> when it is.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> payload, [NotNullWhen(true)] out PhoneManifest? manifest, out ManifestFault why)
    {
        manifest = null;
        payload = payload.TrimEnd((byte)0);
        why = payload.Length > LongestText || !PlainText.IsPlain(payload) ? ManifestFault.NotText : ManifestFault.None;
        if (why is not ManifestFault.None) return false;

        Lines lines = new();
        foreach (ReadOnlySpan<char> raw in Encoding.Latin1.GetString(payload).AsSpan().EnumerateLines())
        {
            if (lines.Take(raw.Trim())) continue;
            why = ManifestFault.LineInvalid;
            return false;
        }

        why = lines.Parts.Count == 0 ? ManifestFault.Empty : ManifestFault.None;
        if (why is not ManifestFault.None) return false;
        manifest = new PhoneManifest
        {
            Parts = lines.Parts,
            Build = lines.Build,
            HardwareCompatibility = lines.HardwareCompatibility,
        };
        if (manifest.IsCutShort()) why = ManifestFault.PartsMissing;
        return why is ManifestFault.None;
    }

    /// <summary>Every set of the Java phones has five files, and no name ends before its extension does.</summary>
    private bool IsCutShort()
    {
        if (!FileNames.HasFirmwareExtension(Parts[^1].Name)) return true;
        if (Family is not { IsJava: true }) return false;
        return JavaParts.Any(p => !Parts.Any(n => n.Name.StartsWith(p, StringComparison.OrdinalIgnoreCase)));
    }

    private static readonly string[] JavaParts = ["jar", "cnu", "apps", "dsp", "cvm"];

    private sealed class Lines
    {
        private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
        private bool _sectioned;
        private bool _ofPlatform;

        internal List<ManifestPart> Parts { get; } = [];

        internal string? Build { get; private set; }

        internal int? HardwareCompatibility { get; private set; }

        /// <summary>False for a line that no list of any family has.</summary>
        internal bool Take(ReadOnlySpan<char> line)
        {
            if (line.IsEmpty) return true;
            if (line is ['[', .., ']'])
            {
                _sectioned = true;
                _ofPlatform = line.StartsWith("[PLATFORM", StringComparison.OrdinalIgnoreCase);
                return true;
            }

            if (line.StartsWith("#+ ")) return TakeName(line[3..]);
            if (line[0] == '#') return TakeRemark(line);
            return _sectioned ? TakeSetting(line) : TakeName(line);
        }

        private bool TakeRemark(ReadOnlySpan<char> line)
        {
            int build = line.IndexOf(BuildRemark, StringComparison.OrdinalIgnoreCase);
            if (build >= 0) Build ??= FirstWord(line[(build + BuildRemark.Length)..]);
            if (line.StartsWith(HardwareRemark, StringComparison.OrdinalIgnoreCase))
                HardwareCompatibility ??= Number(line[HardwareRemark.Length..].Trim());
            return true;
        }

        /// <summary>A name, or a name with the file's size and MD5.</summary>
        private bool TakeName(ReadOnlySpan<char> line)
        {
            Span<Range> words = stackalloc Range[4];
            int count = line.SplitAny(words, " \t", StringSplitOptions.RemoveEmptyEntries);
            if (count is not (1 or 3) || !IsName(line[words[0]])) return false;
            if (count == 1) return Add(new ManifestPart(line[words[0]].ToString()));
            ReadOnlySpan<char> md5 = line[words[2]];
            if (md5.Length != 32 || Number(line[words[1]]) is not { } size) return false;
            foreach (char c in md5)
            {
                if (!char.IsAsciiHexDigit(c)) return false;
            }

            return Add(new ManifestPart(line[words[0]].ToString(), size, md5.ToString()));
        }

        /// <summary><c>key=value</c>, and in a platform's section <c>part=file size=n</c>.</summary>
        private bool TakeSetting(ReadOnlySpan<char> line)
        {
            int equals = line.IndexOf('=');
            if (equals <= 0) return true;
            ReadOnlySpan<char> key = line[..equals].Trim();
            ReadOnlySpan<char> value = line[(equals + 1)..].Trim();
            if (key.Equals("loadversion", StringComparison.OrdinalIgnoreCase)) Build ??= FirstWord(value);
            if (key.Equals("hwcompat", StringComparison.OrdinalIgnoreCase)) HardwareCompatibility ??= Number(value);
            // The rest of a section lays out the flash memory, which is the phone's own business.
            if (!_ofPlatform || FirstWord(value) is not { } name || !FileNames.HasFirmwareExtension(name)) return true;
            if (!IsName(name)) return false;
            int size = value.IndexOf("size=", StringComparison.OrdinalIgnoreCase);
            return Add(new ManifestPart(name, size < 0 ? null : Number(FirstWord(value[(size + 5)..]))));
        }

        private bool Add(ManifestPart part)
        {
            if (Parts.Count == MostParts) return false;
            if (_seen.Add(part.Name)) Parts.Add(part);
            return true;
        }

        private static bool IsName(ReadOnlySpan<char> word) =>
            word.Length is > 2 and <= 128 && char.IsAsciiLetterOrDigit(word[0])
            && word.IndexOfAnyExcept(NameCharacters) < 0;

        private static string? FirstWord(ReadOnlySpan<char> text)
        {
            text = text.TrimStart();
            int end = text.IndexOfAny(' ', '\t');
            if (end >= 0) text = text[..end];
            return text.IsEmpty ? null : text.ToString();
        }

        private static int? Number(ReadOnlySpan<char> text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;

        private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
    }
}
