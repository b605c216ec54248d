namespace Ringback.Cli.Screens.Printing;

/// <summary>Standard output cannot be written: its disk is full, or it was closed. Exit code 4.</summary>
internal sealed class TerminalException(string message, Exception inner) : Exception(message, inner);
