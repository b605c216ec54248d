using System.Globalization;
using Ringback.Bench.Attack.Attackers;
using Ringback.Bench.Attack.Phones;
using Ringback.Bench.Attack.Watching;

namespace Ringback.Bench.Attack;

/// <summary>
/// Attacks every door of a running <c>ringback serve</c> at once while phones are served. 0 when it lived, its memory
/// stayed flat and all phones were served; 1 when not; 2 when the command was not understood.
/// </summary>
internal static class Program
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(5);

    private static async Task<int> Main(string[] arguments)
    {
        TimeProvider time = TimeProvider.System;
        if (AttackOptions.Read(arguments, time) is not { } options)
        {
            await Console.Error.WriteLineAsync(AttackOptions.Usage).ConfigureAwait(false);
            return 2;
        }

        string folder = Directory.CreateTempSubdirectory("ringback-attack-").FullName;
        try
        {
            Report report = await RunAsync(options, folder, time).ConfigureAwait(false);
            string page = report.Page();
            Console.WriteLine(page);
            await File.WriteAllTextAsync("attack.md", page).ConfigureAwait(false);
            return report.IsGood ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Report> RunAsync(AttackOptions options, string folder, TimeProvider time)
    {
        Provisions provisions = Provisions.Make(folder, options.Seed);
        await using ServedProgram program = await ServedProgram.StartAsync(options, provisions).ConfigureAwait(false);
        string doors = string.Join(", ", program.Ports.Select(p => $"{p.Key} {p.Value}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"seed {options.Seed}, {options.Length.TotalMinutes:F1} minutes, process {program.Id}, doors: {doors}"));
        List<IAttacker> attackers = [.. Army.Of(options, program.Ports)];
        HealthyPhones phones = new(options, program.Ports, provisions, time);
        List<Sample> samples = [];
        using CancellationTokenSource end = new(options.Length, time);
        Task serving = phones.RunAsync(end.Token);
        Task attack = Task.WhenAll(attackers.Select(a => Task.Run(() => AttackAsync(a, program, time, end.Token))));
        await WatchAsync(program, provisions, samples, phones, time, end).ConfigureAwait(false);
        await attack.ConfigureAwait(false);
        await serving.ConfigureAwait(false);
        foreach (IAttacker attacker in attackers) attacker.Dispose();
        bool lived = !program.HasExited;
        string words = lived ? await program.StopAsync().ConfigureAwait(false) : program.LastWords;
        if (!lived) Army.Keep(attackers);
        return new Report(options, samples, [.. attackers.Select(a => a.Tally)], phones, lived, program.ExitCode, words,
            program.EventCounts);
    }

    private static async Task AttackAsync(
        IAttacker attacker, ServedProgram program, TimeProvider time, CancellationToken end)
    {
        using PeriodicTimer timer = new(Tick, time);
        while (!end.IsCancellationRequested && !program.HasExited)
        {
            attacker.Strike(Tick);
            try
            {
                await timer.WaitForNextTickAsync(end).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task WatchAsync(ServedProgram program, Provisions provisions, List<Sample> samples,
        HealthyPhones phones, TimeProvider time, CancellationTokenSource end)
    {
        using PeriodicTimer timer = new(SampleEvery, time);
        long begun = time.GetTimestamp();
        while (!end.IsCancellationRequested)
        {
            if (Sample.Of(program.Id, provisions.Data, time.GetElapsedTime(begun)) is not { } sample) break;
            samples.Add(sample);
            if (samples.Count % 12 == 1) Console.WriteLine($"{sample}; {phones}");
            try
            {
                await timer.WaitForNextTickAsync(end.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        // One that is dead is attacked no more.
        await end.CancelAsync().ConfigureAwait(false);
    }
}
