using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Ringback.Bench.Servers.Load;

/// <summary>
/// The load generator: <c>ringback storm</c> as a process of its own, so that its CPU time is its own.
/// </summary>
internal static class Storm
{
    // Longer than the slowest server needs for the longest scenario; it only ends what hangs.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web);

    /// <summary>Runs it to its end.</summary>
    /// <param name="generator">The program: a dll or something that can be executed.</param>
    /// <param name="server">Whom to ask.</param>
    /// <param name="arguments">The scenario's.</param>
    /// <param name="cancel">Ends the storm too.</param>
    /// <exception cref="StormException">It did not end, or printed no report.</exception>
    internal static async Task<StormReport> RunAsync(
        string generator, IPEndPoint server, IEnumerable<string> arguments, CancellationToken cancel)
    {
        bool isDll = Path.GetExtension(generator) == ".dll";
        string[] all = ["storm", "--server", server.ToString(), .. arguments, "--json"];
        ProcessStartInfo start = new(isDll ? "dotnet" : generator, isDll ? [generator, .. all] : all)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource bound = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        bound.CancelAfter(Longest);
        try
        {
            Task<string> complaints = process.StandardError.ReadToEndAsync(bound.Token);
            string output = await process.StandardOutput.ReadToEndAsync(bound.Token).ConfigureAwait(false);
            string said = await complaints.ConfigureAwait(false);
            await process.WaitForExitAsync(bound.Token).ConfigureAwait(false);
            return Parse(output)
                ?? throw new StormException($"the load generator ended with code {process.ExitCode}: {said.Trim()}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new StormException($"the load generator did not end within {Longest.TotalMinutes} minutes");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    // Its exit code says whether phones failed, and that is a result as good as any: what counts is the report.
    private static StormReport? Parse(string output)
    {
        try
        {
            return JsonSerializer.Deserialize<StormReport>(output, Reading);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
