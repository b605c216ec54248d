using System.ComponentModel;
using System.Diagnostics;

namespace Ringback.Workbench.Network;

/// <summary>Runs the system's own tools, with a bound on time.</summary>
public static class SystemTools
{
    // Such tools answer in milliseconds; one that hangs must not hang us.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // A user's PATH often lacks these, and ip, nft and sysctl lie there.
    private static readonly string[] MoreFolders =
    [
        "/usr/sbin", "/sbin", "/usr/local/sbin", "/usr/libexec/ApplicationFirewall",
    ];

    /// <summary>Runs a command to its end.</summary>
    public static async Task<ToolOutcome> RunAsync(ToolCommand command, CancellationToken cancel)
    {
        if (Find(command.Program) is not { } path)
            return new ToolOutcome(null, "", $"There is no program {command.Program} on this computer.");
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        bound.CancelAfter(Patience);
        ProcessStartInfo start = new(path, command.Arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // Their words are read, so they must not be translated.
        start.Environment["LC_ALL"] = "C";
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            try
            {
                Task<string> errors = process.StandardError.ReadToEndAsync(bound.Token);
                string output = await process.StandardOutput.ReadToEndAsync(bound.Token).ConfigureAwait(false);
                string complaint = await errors.ConfigureAwait(false);
                await process.WaitForExitAsync(bound.Token).ConfigureAwait(false);
                return new ToolOutcome(process.ExitCode,
                    process.ExitCode == 0 ? output : (complaint + output).Trim(), null);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancel.ThrowIfCancellationRequested();
                return new ToolOutcome(null, "", $"{command.Typed} did not end within {Patience.TotalSeconds} s.");
            }
        }
        catch (Win32Exception e)
        {
            return new ToolOutcome(null, "", $"{command.Program} cannot be run: {e.Message}");
        }
    }

    private static string? Find(string program)
    {
        string file = OperatingSystem.IsWindows() ? program + ".exe" : program;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(OperatingSystem.IsWindows() ? [Environment.SystemDirectory] : MoreFolders)
            // A relative folder in PATH would run whatever lies in the folder somebody happens to be in.
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }
}
