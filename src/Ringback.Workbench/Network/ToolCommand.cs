namespace Ringback.Workbench.Network;

/// <summary>A command of one of the system's own tools.</summary>
/// <param name="Program">The program's name.</param>
/// <param name="Arguments">Its arguments, one by one: nothing is left to a shell.</param>
public sealed record ToolCommand(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>As somebody would type it.</summary>
    public string Typed => string.Join(' ', Arguments.Prepend(Program).Select(Quoted));

    /// <summary>As somebody would type it who has to be allowed first.</summary>
    public string TypedWithRights => OperatingSystem.IsWindows() ? Typed : "sudo " + Typed;

    private static string Quoted(string word) =>
        word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word;
}

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Its exit code; null when it could not be run, or did not end in time.</param>
/// <param name="Output">What it printed, both streams when it failed.</param>
/// <param name="Trouble">Why it could not be run; null when it was.</param>
public sealed record ToolOutcome(int? ExitCode, string Output, string? Trouble)
{
    /// <summary>True when it ran and was content.</summary>
    public bool IsDone => ExitCode == 0;
}
