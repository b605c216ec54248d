using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Ringback.Bench.Registrars;

/// <summary>
/// Thousands of phones that stay registered at the built <c>ringback serve</c>: nobody may be dropped, and its memory
/// is measured. Linux: each phone has a loopback address of its own, and memory is read in /proc.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        int phones = Number(args, "--phones", 2000);
        TimeSpan time = TimeSpan.FromMinutes(Number(args, "--minutes", 10));
        string program = args[Array.IndexOf(args, "--ringback") + 1];
        string data = Directory.CreateTempSubdirectory("ringback-bench").FullName;
        using Process serve = Process.Start(new ProcessStartInfo("dotnet",
        [
            program, "serve", "--bind", "127.0.0.1", "--data", data, "--events", "json", "--tftp-port", "0",
            "--http-port", "0", "--sccp-port", "auto", "--sip-port", "auto", "--mgcp-port", "0",
        ]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        try
        {
            Dictionary<string, int> ports = await OpenedAsync(serve).ConfigureAwait(false);
            return await MeasureAsync(serve.Id, ports, phones, time).ConfigureAwait(false);
        }
        finally
        {
            serve.Kill();
            await serve.WaitForExitAsync().ConfigureAwait(false);
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<Dictionary<string, int>> OpenedAsync(Process serve)
    {
        string line = await serve.StandardOutput.ReadLineAsync().ConfigureAwait(false) ?? "";
        _ = DrainAsync(serve);
        return JsonSerializer.Deserialize<JsonElement>(line).GetProperty("listening").EnumerateArray().ToDictionary(
            l => l.GetProperty("service").GetString()!, l => l.GetProperty("port").GetInt32());
    }

    private static async Task DrainAsync(Process serve)
    {
        while (await serve.StandardOutput.ReadLineAsync().ConfigureAwait(false) is not null) continue;
    }

    private static async Task<int> MeasureAsync(int server, Dictionary<string, int> ports, int phones, TimeSpan time)
    {
        using CancellationTokenSource end = new();
        IPEndPoint sccp = new(IPAddress.Loopback, ports["sccp"]), sip = new(IPAddress.Loopback, ports["sip"]);
        List<StandingPhone> all = [];
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < phones; i++)
        {
            all.Add(new SccpPhone(i, sccp));
            all.Add(new SipPhone(i, sip));
        }

        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (phone, cancel) => await phone.RegisterAsync(cancel).ConfigureAwait(false)).ConfigureAwait(false);
        TimeSpan registered = Stopwatch.GetElapsedTime(began);
        Task[] standing = [.. all.Select(p => p.StandAsync(end.Token))];
        long most = 0;
        using PeriodicTimer second = new(TimeSpan.FromSeconds(1));
        for (began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < time;)
        {
            await second.WaitForNextTickAsync().ConfigureAwait(false);
            most = Math.Max(most, Resident(server));
        }

        await end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(standing).ConfigureAwait(false);
        int dropped = all.Count(p => p.IsDropped);
        CultureInfo invariant = CultureInfo.InvariantCulture;
        Console.WriteLine(string.Create(
            invariant, $"{phones} SCCP phones and {phones} SIP phones, {time.TotalMinutes:0} min"));
        Console.WriteLine(string.Create(invariant, $"all registered after {registered.TotalSeconds:0.0} s"));
        Console.WriteLine(string.Create(invariant, $"keep-alives answered: {all.Sum(p => p.Answers):N0}"));
        Console.WriteLine(string.Create(invariant, $"dropped: {dropped}"));
        Console.WriteLine(string.Create(invariant, $"memory of the server, at most: {most / 1e6:0} MB"));
        foreach (StandingPhone phone in all) phone.Dispose();
        return dropped == 0 && most < 200_000_000 ? 0 : 1;
    }

    private static long Resident(int process)
    {
        string line = File.ReadLines($"/proc/{process}/status")
            .First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        string kilobytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return 1024 * long.Parse(kilobytes, CultureInfo.InvariantCulture);
    }

    private static int Number(string[] args, string option, int standard)
    {
        int at = Array.IndexOf(args, option);
        return at < 0 ? standard : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
    }
}
