using Ringback.Files.Lint;

namespace Ringback.Workbench.Library;

/// <summary>One file to check.</summary>
/// <param name="Path">As the person knows it.</param>
/// <param name="Real">Where it really lies.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Folder">What lies around it.</param>
public sealed record LintTarget(string Path, string Real, byte[] Content, LintFolder Folder);
