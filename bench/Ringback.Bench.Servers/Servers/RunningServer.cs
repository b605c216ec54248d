using System.ComponentModel;
using System.Diagnostics;
using Ringback.Bench.Servers.Measuring;

namespace Ringback.Bench.Servers.Servers;

/// <summary>A server that was started here and ends here, with every process that it made.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    // The slowest start is a runtime's on a busy machine, a second or two.
    private const int AttemptsUntilReady = 100;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly string _complaints;
    private readonly CpuGroup? _group;

    private RunningServer(
        ServerRecipe recipe, ServerPlace place, Process process, string complaints, CpuGroup? group)
    {
        Recipe = recipe;
        Place = place;
        _process = process;
        _complaints = complaints;
        _group = group;
    }

    internal ServerRecipe Recipe { get; }

    internal ServerPlace Place { get; }

    internal ProcessTree Tree => new(_process.Id);

    internal bool IsAlive => !_process.HasExited;

    /// <summary>CPU seconds of all its processes; null when nobody counts them.</summary>
    internal double? CpuSeconds => _group is { } group ? group.CpuSeconds() : Tree.CpuSeconds();

    /// <summary>The last line that it wrote to its standard error.</summary>
    internal string LastWords
    {
        get
        {
            string? line = File.ReadLines(_complaints).LastOrDefault(text => text.Trim().Length > 0);
            return line?.Trim() ?? (_process.HasExited ? $"ended with code {_process.ExitCode}" : "");
        }
    }

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <exception cref="ServerException">It ended, or did not answer.</exception>
    internal static async Task<RunningServer> StartAsync(ServerRecipe recipe, Ground ground, CancellationToken cancel)
    {
        ServerPlace place = new(recipe.ChooseEndPoint(), ground.Root, ground.NewFolder());
        string complaints = Path.Combine(place.Data, "complaints");
        CpuGroup? group = CpuGroup.TryCreate();
        // A pipe that we must empty would take time from the server. The shell enters the group and redirects; 'exec'
        // keeps the id.
        const string script = "echo $$ > \"$1\" && complaints=$2 && shift 2 && exec \"$@\" "
            + "> /dev/null 2> \"$complaints\" < /dev/null";
        ProcessStartInfo start = new("/bin/sh",
            ["-c", script, "sh", group?.Entrance ?? "/dev/null", complaints, .. recipe.CommandLine(place)]);
        await File.WriteAllTextAsync(complaints, "", cancel).ConfigureAwait(false);
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            if (group is not null) await group.DisposeAsync().ConfigureAwait(false);
            throw new ServerException($"{recipe.Title} could not be started: {e.Message}", e);
        }

        RunningServer server = new(recipe, place, process, complaints, group);
        try
        {
            await server.WaitUntilReadyAsync(cancel).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().ConfigureAwait(false);
        }

        _process.Dispose();
        if (_group is not null) await _group.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancel)
    {
        for (int attempt = 0; attempt < AttemptsUntilReady && IsAlive; attempt++)
        {
            if (ReadyProbe.Answers(Place.EndPoint)) return;
            await Task.Delay(BetweenAttempts, TimeProvider.System, cancel).ConfigureAwait(false);
        }

        throw new ServerException($"{Recipe.Title} does not answer: {LastWords}");
    }
}
