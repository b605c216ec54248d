using Ringback.Catalogue.Problems;

namespace Ringback.Files.Generation;

/// <summary>The files for one phone or for several, and what is wrong or was left out.</summary>
/// <param name="Files">The files; none when a problem is an error.</param>
/// <param name="Problems">All problems at once.</param>
public sealed record ConfigurationSet(
    IReadOnlyList<ConfigurationFile> Files, IReadOnlyList<Problem> Problems)
{
    /// <summary>Whether there are files to serve.</summary>
    public bool IsUsable => !Problems.Any(p => p.Severity is ProblemSeverity.Error);

    /// <summary>The file of that name in any letter case; null when there is none.</summary>
    public ConfigurationFile? Find(string name) =>
        Files.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One file as the phone asks for it.</summary>
/// <param name="Name">The name, in the letter case of the phone.</param>
/// <param name="Content">The bytes.</param>
/// <param name="Why">What it is for, in words that follow "because it".</param>
public sealed record ConfigurationFile(string Name, ReadOnlyMemory<byte> Content, string Why);
