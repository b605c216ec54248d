using Ringback.Files.Lint;

namespace Ringback.Cli.Input;

/// <summary>One file to check: as the person knows it, where it really lies, and what lies around it.</summary>
internal sealed record LintTarget(string Path, string Real, byte[] Content, LintFolder Folder);
