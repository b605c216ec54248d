using System.Text.Json.Serialization;

namespace Ringback.Workbench.Library;

/// <summary>What became of one file of an import.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportOutcome>))]
public enum ImportOutcome
{
    /// <summary>It is in the library now.</summary>
    [JsonStringEnumMemberName("added")] Added,

    /// <summary>The same file was there already.</summary>
    [JsonStringEnumMemberName("present")] Present,

    /// <summary>It is no firmware and was left where it is.</summary>
    [JsonStringEnumMemberName("skipped")] Skipped,

    /// <summary>It must not or could not come in.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>An archive that was opened; what is in it has lines of its own.</summary>
    [JsonStringEnumMemberName("opened")] Opened,
}

/// <summary>One line of an import's report.</summary>
/// <param name="Path">The file; in an archive, what stands behind each <c>&gt;</c> is inside of it.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Message">In words.</param>
public sealed record LibraryImportResult(string Path, ImportOutcome Outcome, string Message)
{
    /// <summary>SHA-256 of the content, in hexadecimal; null when it was not looked at.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The load that it is or belongs to; null when it says none.</summary>
    public string? Load { get; init; }

    /// <summary>Its name in the library: the signed one where it had been renamed; null when it is not there.</summary>
    public string? Name { get; init; }

    /// <summary>The package of Cisco's that an archive is, byte for byte; null for any other.</summary>
    public string? Package { get; init; }
}

/// <summary>How far an import is.</summary>
/// <param name="Done">Bytes of the given files that have been read.</param>
/// <param name="Total">Bytes of the given files.</param>
/// <param name="Current">The file that is being read.</param>
public readonly record struct ImportProgress(long Done, long Total, string Current);
