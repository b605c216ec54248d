using System.Diagnostics;
using System.Text;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Calling;

/// <summary>
/// baresip: a whole SIP phone that others wrote. Its microphone is a file, what it hears goes into another, and it is
/// led by its own words on standard input.
/// </summary>
internal sealed class Baresip : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly Lock _lock = new();
    private readonly Task _reading;
    private TaskCompletionSource _pulse = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Baresip(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    /// <summary>Starts it; it registers at once.</summary>
    /// <param name="folder">A folder of its own.</param>
    /// <param name="address">A loopback address of its own.</param>
    /// <param name="server">Where it registers, such as <c>127.0.0.1:5060</c>.</param>
    /// <param name="line">Its line.</param>
    /// <param name="more">More parameters of its account: transport, password.</param>
    internal static Baresip Start(string folder, string address, string server, string line, string more = "")
    {
        string transport = more.Contains("tcp", StringComparison.Ordinal) ? ";transport=tcp" : "";
        File.WriteAllText(Path.Combine(folder, "config"), $"""
            poll_method poll
            sip_listen {address}:0
            module_path /usr/lib/baresip/modules
            audio_source aufile,{Path.Combine(folder, "speak.wav")}
            audio_player aufile,{Path.Combine(folder, "player.wav")}
            audio_alert aufile,{Path.Combine(folder, "alert.wav")}
            rtp_stats no
            module stdio.so
            module g711.so
            module aufile.so
            module sndfile.so
            snd_path {folder}
            module_tmp account.so
            module_app menu.so
            """);
        File.WriteAllText(Path.Combine(folder, "accounts"),
            $"<sip:{line}@{server}{transport}>;regint=60;answermode=auto;audio_codecs=PCMU{AccountOf(more)}\n");
        return new Baresip(Command.Start(Command.Find("baresip", "baresip-core"), ["-f", folder]));
    }

    /// <summary>Calls.</summary>
    internal async Task DialAsync(string uri)
    {
        await _process.StandardInput.WriteLineAsync($"/dial {uri}");
        await _process.StandardInput.FlushAsync(CancellationToken.None);
    }

    /// <summary>Hangs up.</summary>
    internal async Task HangUpAsync()
    {
        await _process.StandardInput.WriteLineAsync("/hangup");
        await _process.StandardInput.FlushAsync(CancellationToken.None);
    }

    /// <summary>Until it has said that.</summary>
    internal async Task SaysAsync(string words)
    {
        using CancellationTokenSource bound = Patience.Begin();
        while (true)
        {
            Task pulse;
            lock (_lock)
            {
                if (_said.ToString().Contains(words, StringComparison.Ordinal)) return;
                pulse = _pulse.Task;
            }

            try
            {
                await pulse.WaitAsync(bound.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"baresip never said '{words}'. It said:\n{_said}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _reading;
        _process.Dispose();
    }

    private static string AccountOf(string more)
    {
        string[] parts = [.. more.Split(';').Where(p => p.Length > 0 && p != "transport=tcp")];
        return string.Concat(parts.Select(p => ";" + p));
    }

    private Task ReadAsync() => Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));

    private async Task ReadAsync(StreamReader from)
    {
        char[] buffer = new char[4096];
        int length;
        while ((length = await from.ReadAsync(buffer, CancellationToken.None)) > 0)
        {
            TaskCompletionSource pulse;
            lock (_lock)
            {
                _said.Append(buffer, 0, length);
                pulse = _pulse;
                _pulse = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            pulse.SetResult();
        }
    }
}
