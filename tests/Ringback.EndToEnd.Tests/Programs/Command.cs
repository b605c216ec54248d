using System.Diagnostics;

namespace Ringback.EndToEnd.Tests.Programs;

/// <summary>Starts programs, and fails with what they said.</summary>
internal static class Command
{
    /// <summary>Runs a program to its end.</summary>
    internal static async Task<Finished> RunAsync(string program, params IEnumerable<string> arguments)
    {
        using CancellationTokenSource bound = Patience.Begin();
        using Process process = Start(program, arguments);
        process.StandardInput.Close();
        using MemoryStream output = new();
        string commandLine = $"{Path.GetFileName(program)} {string.Join(' ', process.StartInfo.ArgumentList)}";
        try
        {
            Task copied = process.StandardOutput.BaseStream.CopyToAsync(output, bound.Token);
            string errors = await process.StandardError.ReadToEndAsync(bound.Token);
            await copied;
            await process.WaitForExitAsync(bound.Token);
            return new Finished(commandLine, process.ExitCode, output.ToArray(), errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{commandLine} did not end.");
        }
    }

    /// <summary>Runs a program to its end in a place.</summary>
    internal static Task<Finished> RunAsync(Place place, string program, params IEnumerable<string> arguments)
    {
        (string first, IEnumerable<string> all) = place.CommandLine(program, arguments);
        return RunAsync(first, all);
    }

    internal static Process Start(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Tests that are run with sudo run the program as root, and not as whoever typed that.
        start.Environment.Remove("SUDO_UID");
        start.Environment.Remove("SUDO_GID");
        return Process.Start(start)!;
    }

    /// <summary>The path of a program that others wrote. A test without it proves nothing, so it fails.</summary>
    internal static string Find(string program, string package)
    {
        string[] folders =
            [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), .. Unpacked()];
        string? found = folders.Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);
        Assert.True(found is not null, $"{program} is not in PATH and this test needs it. ./test installs it; by hand: "
            + $"apt-get install {package}");
        return found;
    }

    /// <summary>Where <c>./test</c> puts what it only unpacks; its tests may be run without it afterwards.</summary>
    private static IEnumerable<string> Unpacked()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ringback.slnx")))
                yield return Path.Combine(folder.FullName, "artifacts", "judges", "programs");
        }
    }
}
