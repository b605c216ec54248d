using System.CommandLine;
using Microsoft.Extensions.Logging;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;
using Ringback.Console;
using Ringback.Journal.Sqlite;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Control;
using Ringback.Workbench.Rights;
using Ringback.Workbench.Shelves;

namespace Ringback.Cli.Serving;

/// <summary>A workbench that is ready to serve, and its run to the end.</summary>
internal sealed record ServeRun
{
    /// <summary>The options, for what opens behind the servers.</summary>
    internal required ParseResult Given { get; init; }

    internal required WorkbenchOptions Options { get; init; }

    internal required string? Data { get; init; }

    internal required FolderShelf Shelf { get; init; }

    internal required ILoggerFactory Loggers { get; init; }

    /// <summary>What to draw of the bench; null when no addresses are lent.</summary>
    internal required BenchSketch? Sketch { get; init; }

    internal required RightsPlan Rights { get; init; }

    /// <summary>Bytes that the journal may have; 0 for no limit.</summary>
    internal required long JournalLimit { get; init; }

    /// <summary>Serves until it is told to end.</summary>
    internal Task<int> RunAsync(ServeScreen screen, CancellationToken cancel) => RunAsync(screen, [], async _ =>
    {
        await screen.RunAsync(cancel).ConfigureAwait(false);
        return ExitCode.Done;
    }, cancel);

    /// <summary>Serves while something goes on.</summary>
    /// <param name="screen">What is shown.</param>
    /// <param name="told">What else to say at the start.</param>
    /// <param name="meanwhile">What goes on; its end is the end of serving, and its exit code is the program's.</param>
    /// <param name="cancel">Ends the start.</param>
    internal async Task<int> RunAsync(ServeScreen screen, IEnumerable<string> told,
        Func<RunningWorkbench, Task<int>> meanwhile, CancellationToken cancel)
    {
        await using SqliteJournal journal = SqliteJournal.Open(DataFolder.Journal(Data),
            new SqliteJournalOptions { Limit = JournalLimit });
        await using RunningWorkbench bench = await RunningWorkbench
            .StartAsync(Options, Shelf, journal, TimeProvider.System, Loggers, screen.Take, cancel)
            .ConfigureAwait(false);
        // After the ports for phones: none of them waits for a page.
        await using ConsoleServer? console = await ConsoleStart
            .OpenAsync(Given, Data ?? DataFolder.Default, Options, bench, journal, Loggers, cancel)
            .ConfigureAwait(false);
        await using ControlDoor? door = ControlDoor.Open(
            Data ?? DataFolder.Default, bench.Hands, TimeProvider.System, Loggers.CreateLogger<ControlDoor>());
        using HeapUpkeep upkeep = new(TimeProvider.System);
        screen.Open(bench, Options, Sketch, [.. ServingRights.Tell(Rights, Options), .. told]);
        ConsoleStart.Tell(console, isQuiet: screen is JsonScreen);
        int code = await meanwhile(bench).ConfigureAwait(false);
        if (bench.Desk.WhyUnkept is { } unkept) Output.Note($"What happened last is not kept: {unkept}");
        return code;
    }
}
