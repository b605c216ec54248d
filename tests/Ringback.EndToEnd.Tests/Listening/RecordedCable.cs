using System.Diagnostics;
using Ringback.EndToEnd.Tests.Lending;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Listening;

/// <summary>What passes a station's card, written down by dumpcap, and read by tshark.</summary>
internal sealed class RecordedCable : IAsyncDisposable
{
    private readonly Process _dumpcap;
    private readonly string _errors;

    private RecordedCable(Process dumpcap, string file, string errors)
    {
        _dumpcap = dumpcap;
        File = file;
        _errors = errors;
    }

    /// <summary>The capture.</summary>
    internal string File { get; }

    /// <summary>Begins, and returns when it captures.</summary>
    /// <param name="at">Whose card.</param>
    /// <param name="folder">Where the file goes.</param>
    /// <param name="more">More options of dumpcap: <c>-P</c> for the older format.</param>
    internal static async Task<RecordedCable> StartAsync(Station at, ScratchFolder folder, params string[] more)
    {
        string file = folder["cable.pcapng"], errors = "";
        Process dumpcap = at.Start("dumpcap", "tshark", ["-q", "-i", Station.Device, "-w", file, .. more]);
        using CancellationTokenSource bound = Patience.Begin();
        while (await dumpcap.StandardError.ReadLineAsync(bound.Token) is { } line)
        {
            errors += line + "\n";
            if (line.StartsWith("File:", StringComparison.Ordinal)) return new RecordedCable(dumpcap, file, errors);
        }

        throw new InvalidOperationException($"dumpcap ended before it began: {errors}");
    }

    /// <summary>Waits until such a frame is in the file.</summary>
    /// <param name="filter">The frame, as tshark's display filter.</param>
    /// <param name="field">What to read of it.</param>
    /// <returns>That field of each such frame.</returns>
    internal async Task<string[]> SeesAsync(string filter, string field)
    {
        using CancellationTokenSource bound = Patience.Begin();
        using PeriodicTimer again = new(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            // The file may end in the middle of a frame while it is written, which tshark's exit code says too.
            Finished read = await TsharkAsync(filter, field);
            if (Lines(read) is { Length: > 0 } seen) return seen;
            try
            {
                await again.WaitForNextTickAsync(bound.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new InvalidOperationException($"no frame '{filter}' came. tshark says: {read.Errors}", e);
            }
        }
    }

    /// <summary>
    /// Ends the capture. What the kernel has not handed over yet is lost, so the last frame that matters is waited for.
    /// </summary>
    /// <param name="last">That frame, as tshark's display filter.</param>
    internal async Task StopAsync(string last)
    {
        await SeesAsync(last, "frame.number");
        await Command.RunAsync("/bin/sh", "-c", $"kill -INT {_dumpcap.Id}");
        using CancellationTokenSource bound = Patience.Begin();
        await _dumpcap.WaitForExitAsync(bound.Token);
        Assert.True(System.IO.File.Exists(File), _errors);
    }

    /// <summary>Waits until it has as many frames as it was told to take (<c>-c</c>), all in the file.</summary>
    internal async Task FillAsync()
    {
        using CancellationTokenSource bound = Patience.Begin();
        await _dumpcap.WaitForExitAsync(bound.Token);
        Assert.True(System.IO.File.Exists(File), _errors);
    }

    /// <summary>What tshark reads: a line for each frame that fits, with these fields.</summary>
    internal async Task<string[]> ReadAsync(string filter, params string[] fields) =>
        Lines((await TsharkAsync(filter, fields)).Expect(0));

    private Task<Finished> TsharkAsync(string filter, params string[] fields) => Command.RunAsync(
        Command.Find("tshark", "tshark"),
        ["-n", "-r", File, "-Y", filter, "-T", "fields", .. fields.SelectMany(f => new[] { "-e", f })]);

    private static string[] Lines(Finished read) => read.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (!_dumpcap.HasExited) _dumpcap.Kill();
        _dumpcap.Dispose();
        return ValueTask.CompletedTask;
    }
}
