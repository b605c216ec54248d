using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace Ringback.Bench.Attack;

/// <summary>The built <c>ringback serve</c>, in a process of its own and with a data folder of its own.</summary>
internal sealed class ServedProgram : IAsyncDisposable
{
    private const int LinesKept = 40;

    private static readonly string[] Doors = ["tftp", "sccp", "sip", "mgcp", "ntp", "syslog", "dns"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Channel<string> _opened = Channel.CreateBounded<string>(1);
    private readonly ConcurrentDictionary<string, long> _counts = new();
    private readonly ConcurrentQueue<string> _words = new();
    private readonly Task _reading;
    private readonly Task _listening;

    private ServedProgram(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _reading = ReadEventsAsync();
        _listening = ReadWordsAsync();
    }

    /// <summary>Its process.</summary>
    internal int Id => _process.Id;

    /// <summary>True when it has ended, which it must not.</summary>
    internal bool HasExited => _process.HasExited;

    /// <summary>How it ended; null while it runs.</summary>
    internal int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <summary>The port of each door.</summary>
    internal Dictionary<string, int> Ports { get; private set; } = [];

    /// <summary>How many events of each kind it told.</summary>
    internal IReadOnlyDictionary<string, long> EventCounts => _counts;

    /// <summary>The end of what it said on standard error.</summary>
    internal string LastWords => string.Join('\n', _words);

    /// <summary>Starts it on free ports and waits until its doors are open.</summary>
    internal static async Task<ServedProgram> StartAsync(AttackOptions options, Provisions provisions)
    {
        string[] serve =
        [
            "dotnet", options.Program, "serve", "--data", provisions.Data, "--library", provisions.Library, "--root",
            provisions.Root, "--phones", provisions.Fleet, "--practice", "--events", "json",
        ];
        string[] ports = [.. Doors.SelectMany(d => (string[])[$"--{d}-port", "auto"])];
        // In namespaces there is a card to lend addresses on; its network is its own.
        string[] all = options.Namespace is { } name
            ? ["ip", "netns", "exec", name, .. serve, .. ports, "--interface", "server", "--dhcp",
                "10.213.250.1-10.213.253.250", "--force"]
            : [.. serve, .. ports, "--bind", $"{options.Server}"];
        ProcessStartInfo start = new(all[0], all.Skip(1))
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        ServedProgram program = new(start);
        using CancellationTokenSource bound = new(Patience, TimeProvider.System);
        try
        {
            JsonElement opened = JsonSerializer.Deserialize<JsonElement>(
                await program._opened.Reader.ReadAsync(bound.Token).ConfigureAwait(false));
            program.Ports = opened.GetProperty("listening").EnumerateArray()
                .GroupBy(l => l.GetProperty("service").GetString()!)
                .ToDictionary(g => g.Key, g => g.First().GetProperty("port").GetInt32());
            return program;
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            await program.DisposeAsync().ConfigureAwait(false);
            throw new InvalidOperationException($"ringback serve opened nothing.\n{program.LastWords}", e);
        }
    }

    /// <summary>
    /// The signal to end, which it must obey. Not that of Ctrl-C, which a shell makes its background jobs ignore.
    /// </summary>
    /// <returns>What was wrong with that; empty when nothing was.</returns>
    internal async Task<string> StopAsync()
    {
        using Process kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {_process.Id}"]);
        await kill.WaitForExitAsync().ConfigureAwait(false);
        using CancellationTokenSource bound = new(Patience, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(bound.Token).ConfigureAwait(false);
            return _process.ExitCode == 0 ? "" : $"it ended with {_process.ExitCode}.\n{LastWords}";
        }
        catch (OperationCanceledException)
        {
            return "it does not end when it is told to.";
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        await _listening.ConfigureAwait(false);
        _process.Dispose();
    }

    private async Task ReadEventsAsync()
    {
        const string kind = "\"kind\":\"";
        while (await _process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            int at = line.IndexOf(kind, StringComparison.Ordinal) + kind.Length;
            string name = at < kind.Length ? "no event" : line[at..line.IndexOf('"', at)];
            _counts.AddOrUpdate(name, 1, (_, n) => n + 1);
            if (name == "bench-opened") _opened.Writer.TryWrite(line);
        }

        _opened.Writer.TryComplete();
    }

    private async Task ReadWordsAsync()
    {
        while (await _process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            _words.Enqueue(line);
            if (_words.Count > LinesKept) _words.TryDequeue(out _);
        }
    }
}
