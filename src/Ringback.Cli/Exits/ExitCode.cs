
namespace Ringback.Cli.Exits;

/// <summary>The exit codes: a contract with the scripts that call us.</summary>
internal static class ExitCode
{
    /// <summary>Done; nothing wrong was found.</summary>
    internal const int Done = 0;

    /// <summary>Done; something wrong was found.</summary>
    internal const int Found = 1;

    /// <summary>The command line or an input file cannot be used.</summary>
    internal const int Unusable = 2;

    /// <summary>Refused or impossible.</summary>
    internal const int Refused = 3;

    /// <summary>Tried and failed.</summary>
    internal const int Failed = 4;
}
