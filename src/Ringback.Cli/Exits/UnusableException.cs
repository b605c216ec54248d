namespace Ringback.Cli.Exits;

/// <summary>
/// The command line or an input file cannot be used; the message says why and what to do. Exit code 2.
/// </summary>
internal sealed class UnusableException(string message) : Exception(message);
