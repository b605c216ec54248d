using System.Diagnostics;
using System.Text.Json;

namespace Ringback.EndToEnd.Tests.Programs;

/// <summary>
/// <c>ringback serve</c> on loopback. Its events are read as they come, so a test waits for what happens and never
/// for time to pass.
/// </summary>
internal sealed class ServeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _commandLine;
    private readonly Lock _lock = new();
    private readonly List<JsonElement> _events = [];
    private readonly Task _reading;
    private readonly Task<string> _errors;
    private TaskCompletionSource _pulse = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ended;
    private volatile bool _killed;

    private ServeProcess(Place place, IReadOnlyList<string> arguments)
    {
        _commandLine = "ringback " + string.Join(' ', arguments);
        _process = RingbackProgram.Start(place, arguments);
        _process.StandardInput.Close();
        _errors = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        _reading = ReadAsync();
    }

    /// <summary>The ports by service, as <c>bench-opened</c> told them.</summary>
    internal IReadOnlyDictionary<string, int> Ports { get; private set; } = new Dictionary<string, int>();

    internal int TftpPort => Ports["tftp"];

    /// <summary>Its number: what runs it in a place executes it and is gone.</summary>
    internal int Id => _process.Id;

    /// <summary>No port is given, so each service takes a free one.</summary>
    internal static IReadOnlyDictionary<string, int> AnyPorts { get; } = new Dictionary<string, int>();

    /// <summary>Starts it on free ports.</summary>
    internal static Task<ServeProcess> StartAsync(string data, params IEnumerable<string> more) =>
        StartAsync(data, AnyPorts, more);

    /// <summary>Starts it on the ports of an earlier one; free ones where it had none.</summary>
    internal static Task<ServeProcess> StartAsync(string data, IReadOnlyDictionary<string, int> ports,
        params IEnumerable<string> more) => StartAsync(Place.Loopback, data, ports, more);

    /// <summary>Starts it at another address, or in another network namespace.</summary>
    internal static async Task<ServeProcess> StartAsync(Place place, string data,
        IReadOnlyDictionary<string, int> ports, params IEnumerable<string> more)
    {
        List<string> arguments = ["serve", "--bind", place.Address, "--data", data, "--events", "json"];
        foreach (string service in new[] { "tftp", "http", "sccp", "sip", "mgcp" })
            arguments.AddRange([$"--{service}-port", ports.TryGetValue(service, out int port) ? $"{port}" : "auto"]);
        if (!more.Contains("--console-port")) arguments.AddRange(["--console-port", "0"]);
        ServeProcess serve = new(place, [.. arguments, .. more]);
        JsonElement opened = await serve.SeesAsync("bench-opened");
        serve.Ports = opened.GetProperty("listening").EnumerateArray().ToDictionary(
            l => l.GetProperty("service").GetString()!, l => l.GetProperty("port").GetInt32());
        return serve;
    }

    /// <summary>Starts it as a bench: it chooses its address itself.</summary>
    internal static Task<ServeProcess> StartBenchAsync(Place place, string data, params IEnumerable<string> more) =>
        OpenAsync(place, ["serve", "--bench", "--data", data, "--events", "json", "--console-port", "0", .. more]);

    /// <summary>Starts it at every address and at the usual ports of a network namespace.</summary>
    internal static Task<ServeProcess> StartEverywhereAsync(
        Place place, string data, params IEnumerable<string> more) =>
        OpenAsync(place, ["serve", "--data", data, "--events", "json", .. more]);

    /// <summary>Starts it as a rescue.</summary>
    internal static Task<ServeProcess> StartRescueAsync(Place place, string data, params IEnumerable<string> more) =>
        OpenAsync(place, ["rescue", "--data", data, "--json", "--console-port", "0", .. more]);

    private static async Task<ServeProcess> OpenAsync(Place place, IReadOnlyList<string> arguments)
    {
        ServeProcess serve = new(place, arguments);
        await serve.SeesAsync("bench-opened");
        return serve;
    }

    /// <summary>Waits until it ends by itself; its exit code.</summary>
    internal async Task<int> EndsAsync()
    {
        using CancellationTokenSource bound = Patience.Begin();
        await _process.WaitForExitAsync(bound.Token);
        return _process.ExitCode;
    }

    /// <summary>Every event so far, as it was written.</summary>
    internal string Told
    {
        get { lock (_lock) return string.Join('\n', _events.Select(e => e.GetRawText())); }
    }

    /// <summary>The first event of that kind that fits, past or to come.</summary>
    internal async Task<JsonElement> SeesAsync(string kind, Func<JsonElement, bool>? fits = null)
    {
        using CancellationTokenSource bound = Patience.Begin();
        for (int i = 0; ; i++)
        {
            JsonElement e = await ReadAsync(i, kind, bound.Token);
            if (e.GetProperty("kind").GetString() == kind && (fits is null || fits(e))) return e;
        }
    }

    /// <summary>Ctrl-C, which must end it with exit code 0.</summary>
    internal async Task StopAsync()
    {
        (await Command.RunAsync("/bin/sh", "-c", $"kill -INT {_process.Id}")).Expect(0);
        using CancellationTokenSource bound = Patience.Begin();
        await _process.WaitForExitAsync(bound.Token);
        Assert.True(_process.ExitCode == 0, $"{_commandLine} ended with {_process.ExitCode}.\n{await _errors}");
    }

    /// <summary>What it has written to its log, once it has ended.</summary>
    internal Task<string> ErrorsAsync() => _errors;

    /// <summary>The power fails.</summary>
    internal async Task KillAsync()
    {
        _killed = true;
        _process.Kill();
        using CancellationTokenSource bound = Patience.Begin();
        await _process.WaitForExitAsync(bound.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _killed = true;
            _process.Kill();
        }

        await _reading;
        await _errors;
        _process.Dispose();
    }

    private async Task<JsonElement> ReadAsync(int index, string kind, CancellationToken cancel)
    {
        while (true)
        {
            Task pulse;
            lock (_lock)
            {
                if (index < _events.Count) return _events[index];
                if (_ended) break;
                pulse = _pulse.Task;
            }

            try
            {
                await pulse.WaitAsync(cancel);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        string said = string.Join('\n', _events.TakeLast(30).Select(e => e.GetRawText()));
        throw new InvalidOperationException($"{_commandLine}\nnever told of such a {kind}. The last it told:\n{said}\n"
            + (_ended || _errors.IsCompleted ? await _errors : ""));
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            try
            {
                JsonElement e = JsonSerializer.Deserialize<JsonElement>(line);
                Pulse(() => _events.Add(e));
            }
            catch (JsonException) when (_killed)
            {
                // A killed program may leave half a line behind.
                break;
            }
            catch (JsonException e)
            {
                throw new InvalidOperationException($"{_commandLine} told what is no JSON: {line}", e);
            }
        }

        Pulse(() => _ended = true);
    }

    private void Pulse(Action change)
    {
        TaskCompletionSource pulse;
        lock (_lock)
        {
            change();
            pulse = _pulse;
            _pulse = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        pulse.SetResult();
    }
}
