using System.Diagnostics;

namespace Ringback.EndToEnd.Tests.Programs;

/// <summary>The built program, run as a user runs it.</summary>
internal static class RingbackProgram
{
    private static readonly string Program = Locate();

    internal static Task<Finished> RunAsync(params IEnumerable<string> arguments) =>
        Command.RunAsync("dotnet", arguments.Prepend(Program));

    internal static Process Start(IEnumerable<string> arguments) =>
        Command.Start("dotnet", arguments.Prepend(Program));

    /// <summary>The build of the same configuration as this test's own: …/bin/CONFIGURATION/net10.0/.</summary>
    private static string Locate()
    {
        DirectoryInfo own = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        DirectoryInfo? root = own;
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Ringback.slnx"))) root = root.Parent;
        Assert.True(root is not null, $"The repository's root is not above {own.FullName}.");
        string program = Path.Combine(root.FullName, "src", "Ringback.Cli", "bin", own.Parent!.Name, own.Name,
            "ringback.dll");
        Assert.True(File.Exists(program), $"{program} is not built.");
        return program;
    }
}
