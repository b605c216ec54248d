using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Clients;

/// <summary>A TFTP client that others wrote.</summary>
/// <param name="Name">What tests call it.</param>
/// <param name="Program">The program.</param>
/// <param name="Package">Where the program comes from.</param>
/// <param name="Options">The options that it puts into its requests, by name.</param>
/// <param name="Arguments">From port, file name and target to its arguments.</param>
internal sealed record TftpClient(
    string Name, string Program, string Package, string[] Options, Func<int, string, string, string[]> Arguments)
{
    private static readonly TftpClient[] All =
    [
        new("curl", "curl", "curl", ["tsize", "blksize", "timeout"], (port, file, target) =>
            ["-sS", "--path-as-is", "-o", target, $"tftp://127.0.0.1:{port}/{file}"]),
        new("curl without options", "curl", "curl", [], (port, file, target) =>
            ["-sS", "--path-as-is", "--tftp-no-options", "-o", target, $"tftp://127.0.0.1:{port}/{file}"]),
        new("curl in large blocks", "curl", "curl", ["tsize", "blksize", "timeout"], (port, file, target) =>
            ["-sS", "--path-as-is", "--tftp-blksize", "8192", "-o", target, $"tftp://127.0.0.1:{port}/{file}"]),
        new("tftp-hpa", "tftp", "tftp-hpa", [], (port, file, target) =>
            ["-m", "binary", "127.0.0.1", $"{port}", "-c", "get", file, target]),
        new("atftp", "atftp", "atftp", [], (port, file, target) =>
            ["-g", "-r", file, "-l", target, "127.0.0.1", $"{port}"]),
        new("atftp with options", "atftp", "atftp", ["tsize", "blksize"], (port, file, target) =>
            ["--option", "blksize 1428", "--option", "tsize 0", "-g", "-r", file, "-l", target, "127.0.0.1",
                $"{port}"]),
        new("busybox", "busybox", "busybox", ["tsize"], (port, file, target) =>
            ["tftp", "-g", "-r", file, "-l", target, "127.0.0.1", $"{port}"]),
        new("busybox in large blocks", "busybox", "busybox", ["tsize", "blksize"], (port, file, target) =>
            ["tftp", "-b", "1468", "-g", "-r", file, "-l", target, "127.0.0.1", $"{port}"]),
    ];

    internal static TftpClient Curl { get; } = Called("curl");

    /// <summary>The names of all, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(c => c.Name)];

    internal static TftpClient Called(string name) => All.Single(c => c.Name == name);

    /// <summary>The place of this client among all; gives each one a MAC address of its own.</summary>
    internal int Number => Array.IndexOf(All, this);

    internal async Task<Fetched> FetchAsync(int port, string file)
    {
        using ScratchFolder folder = new();
        string program = Command.Find(Program, Package);
        Finished run = await Command.RunAsync(program, Arguments(port, file, folder["target"]));
        int? error = ErrorToldBy(run);
        // curl and atftp speak of other troubles by their exit code; tftp-hpa's exit code says nothing.
        Assert.True(error is not null || run.ExitCode == 0, run.Story);
        byte[]? content = error is null && File.Exists(folder["target"])
            ? await File.ReadAllBytesAsync(folder["target"], TestContext.Current.CancellationToken)
            : null;
        return new Fetched(content, error, run.Story);
    }

    private int? ErrorToldBy(Finished run)
    {
        // curl keeps the server's words to itself and has an exit code for each error: 68 not found, 69 permission.
        if (Program == "curl") return run.ExitCode switch { 68 => 1, 69 => 2, _ => null };
        string said = run.Output + run.Errors;
        if (said.Contains("File not found", StringComparison.OrdinalIgnoreCase)) return 1;
        return said.Contains("Access violation", StringComparison.OrdinalIgnoreCase) ? 2 : null;
    }
}
