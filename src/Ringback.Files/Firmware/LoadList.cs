using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Ringback.Catalogue.Loads;
using Ringback.Files.Text;

namespace Ringback.Files.Firmware;

/// <summary>
/// The <c>loadNNN.txt</c> of a package for call managers: device type, load, protocol number, model, as in
/// <c>115  SIP41.8-5-4S  11  // IP Phone 7941 SIP</c> (sources.md file-formats §C, other-phones §2.10).
/// </summary>
internal static class LoadList
{
    private const int LongestText = 4096;

    internal static bool TryRead(
        string name, ReadOnlySpan<byte> content, [NotNullWhen(true)] out FirmwareFile? file)
    {
        file = null;
        bool named = name.StartsWith("load", StringComparison.OrdinalIgnoreCase)
            && FileNames.HasExtension(name, ".txt");
        if (!named || content.Length > LongestText || !PlainText.IsPlain(content)) return false;
        Span<Range> words = stackalloc Range[4];
        foreach (ReadOnlySpan<char> line in Encoding.Latin1.GetString(content).AsSpan().EnumerateLines())
        {
            if (line.SplitAny(words, " \t", StringSplitOptions.RemoveEmptyEntries) < 3) continue;
            if (!int.TryParse(line[words[0]], NumberStyles.None, CultureInfo.InvariantCulture, out _)) continue;
            string load = line[words[1]].ToString();
            file = new FirmwareFile
            {
                FileName = name,
                Kind = FirmwareKind.Configuration,
                Container = FirmwareContainer.Text,
                Load = load,
            };
            file = Load.TryParse7940(load, out Load? ours)
                ? file.Of(ours)
                : file.Named(load) with { Role = null };
            return true;
        }

        return false;
    }
}
