using System.Diagnostics;

namespace Ringback.EndToEnd.Tests.Programs;

/// <summary>The built program, run as a user runs it.</summary>
internal static class RingbackProgram
{
    private static readonly string Program = Locate();

    /// <summary>The program, for a shell.</summary>
    internal static string FullPath => Program;

    /// <summary>The repository's root.</summary>
    internal static string Root { get; } = FindRoot();

    internal static Task<Finished> RunAsync(params IEnumerable<string> arguments) =>
        Command.RunAsync("dotnet", arguments.Prepend(Program));

    internal static Task<Finished> RunAsync(Place place, IEnumerable<string> arguments) =>
        Command.RunAsync(place, "dotnet", arguments.Prepend(Program));

    /// <summary>Run before a terminal, which util-linux's script makes; the output is what that is sent.</summary>
    internal static Task<Finished> RunOnTerminalAsync(params IEnumerable<string> arguments) =>
        Command.RunAsync(Command.Find("script", "bsdutils"), OnTerminal(arguments));

    /// <summary>Started before a terminal; what is written to its standard input is typed there.</summary>
    internal static Process StartOnTerminal(params IEnumerable<string> arguments) =>
        Command.Start(Command.Find("script", "bsdutils"), OnTerminal(arguments));

    internal static Process Start(Place place, IEnumerable<string> arguments)
    {
        (string program, IEnumerable<string> all) = place.CommandLine("dotnet", arguments.Prepend(Program));
        return Command.Start(program, all);
    }

    private static IEnumerable<string> OnTerminal(IEnumerable<string> arguments) =>
    [
        "-qec", "TERM=xterm-256color exec dotnet " + string.Join(' ', arguments.Prepend(Program).Select(
            argument => $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'")), "/dev/null",
    ];

    /// <summary>The build of the same configuration as this test's own: …/bin/CONFIGURATION/net10.0/.</summary>
    private static string Locate()
    {
        DirectoryInfo own = Own();
        string program = Path.Combine(FindRoot(), "src", "Ringback.Cli", "bin", own.Parent!.Name, own.Name,
            "ringback.dll");
        Assert.True(File.Exists(program), $"{program} is not built.");
        return program;
    }

    private static string FindRoot()
    {
        DirectoryInfo? root = Own();
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Ringback.slnx"))) root = root.Parent;
        Assert.True(root is not null, $"The repository's root is not above {Own().FullName}.");
        return root.FullName;
    }

    private static DirectoryInfo Own() => new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
}
