namespace Ringback.Cli.Exits;

/// <summary>A file could not be written. Exit code 4.</summary>
internal sealed class OutputException(string message) : Exception(message);
