using Ringback.Catalogue.Loads;


namespace Ringback.Files.Firmware;

/// <summary>Certificate trust lists, CTL and ITL.</summary>
internal static class TrustListInspection
{
    /// <summary>The records behind an envelope; none that can be read is worth a word and no error.</summary>
    internal static FirmwareFile Inspect(string name, ReadOnlySpan<byte> payload)
    {
        FirmwareFile file = new() { FileName = name, Kind = FirmwareKind.TrustList };
        if (!TrustList.TryRead(payload, out TrustList? list))
        {
            return TrustList.BeginsLikeOne(payload)
                ? file.Damaged($"The first record of {name} is not all there.")
                : file;
        }

        file = file with
        {
            Whole = list.IsWhole,
            Entries = [.. list.Records.Select(r => r.Role is null ? r.Name ?? "?" : $"{r.Role}: {r.Name ?? "?"}")],
        };
        return list.IsWhole ? file : file.Damaged($"The last record of {name} is not all there.");
    }

    /// <summary>Call managers without security leave lists of one byte or none (sources.md file-formats §A).</summary>
    internal static bool IsEmptyList(string name, ReadOnlySpan<byte> content) =>
        content.Length <= 1
        && FileNames.HasExtension(name, ".tlv")
        && (name.StartsWith("CTL", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("ITL", StringComparison.OrdinalIgnoreCase));
}
