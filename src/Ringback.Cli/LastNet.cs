using System.CommandLine;
using System.Runtime.InteropServices;
using Ringback.Cli.Exits;
using Ringback.Cli.Screens.Printing;
using Ringback.Cli.Verbs;
using Ringback.Journal;
using Ringback.Workbench.Dhcp.Leases;
using Ringback.Workbench.Library;
using Ringback.Workbench.Ports;
using Ringback.Workbench.Rights;

namespace Ringback.Cli;

/// <summary>
/// What no verb caught becomes a sentence and an exit code: the failures that are foreseen in their own words, and what
/// nobody foresaw with a file that can be sent to us.
/// </summary>
internal sealed class LastNet(FaultReports reports)
{
    /// <summary>Somebody who is told ten times of one fault does not learn more.</summary>
    private const int MostTold = 3;

    private readonly List<PosixSignalRegistration> _signals = [];
    private volatile bool _isInterrupted;
    private FaultScene _scene = FaultScene.Unknown;
    private int _told;

    /// <summary>Notices Ctrl-C, and what is thrown on threads and in tasks that nobody waits for.</summary>
    internal void Watch()
    {
        foreach (PosixSignal signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            _signals.Add(PosixSignalRegistration.Create(signal, _ => _isInterrupted = true));
        TaskScheduler.UnobservedTaskException += (_, thrown) =>
        {
            thrown.SetObserved();
            NoticeBeside(thrown.Exception);
        };
        AppDomain.CurrentDomain.UnhandledException += (_, thrown) =>
        {
            int code = Tell(thrown.ExceptionObject as Exception ?? new InvalidOperationException("Not an exception."));
            // The process ends here in any case; like this it ends with our sentence instead of the runtime's, which
            // would print the message raw.
#pragma warning disable RS0030
            Environment.Exit(code);
#pragma warning restore RS0030
        };
    }

    /// <summary>Does what was typed; the exit code, whatever happens.</summary>
    /// <param name="read">Reads what was typed.</param>
    internal async Task<int> CatchAsync(Func<ParseResult> read)
    {
        try
        {
            ParseResult parsed = read();
            _scene = FaultScene.Of(parsed);
            return await CommandLine.RunAsync(parsed).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_isInterrupted)
        {
            // Whoever pressed Ctrl-C knows it; a script must not take what was not finished for done.
            return ExitCode.Failed;
        }
        catch (Exception e) when (Foreseen(e) is { } code)
        {
            return Output.Complain(e.Message, code);
        }
        catch (Exception e)
        {
            return Tell(e);
        }
    }

    /// <summary>Says what was not foreseen, and where the report is.</summary>
    internal int Tell(Exception e)
    {
        Output.Complain($"{_scene.Verb} ended because of a fault in Ringback: {e.GetType().Name}: {e.Message}");
        TellOfReport(e);
        return ExitCode.Failed;
    }

    /// <summary>Says what went wrong beside the verb, which goes on.</summary>
    internal void NoticeBeside(AggregateException thrown)
    {
        foreach (Exception e in thrown.Flatten().InnerExceptions)
        {
            // A line that broke while nobody waited for it any more is the network's, and no fault.
            if (e is IOException or System.Net.Sockets.SocketException or OperationCanceledException
                or ObjectDisposedException)
            {
                continue;
            }

            if (Interlocked.Increment(ref _told) > MostTold) return;
            Output.Note($"ringback: a fault in Ringback, and {_scene.Verb} goes on: {e.GetType().Name}: {e.Message}");
            TellOfReport(e);
        }
    }

    private void TellOfReport(Exception e)
    {
        IReadOnlyList<string> report = FaultReport.Lines(_scene, e);
        if (reports.TryKeep(report, out string? path, out string whyNot))
        {
            Output.Note($"What we need to mend it is in {path}. Please look through it and send it to us.");
            return;
        }

        Output.Note($"What we need to mend it could not be kept in a file ({whyNot}); it is this:");
        foreach (string line in report) Output.Note("  " + line);
    }

    private static int? Foreseen(Exception e) => e switch
    {
        // Like a port that is taken: the command line is right, and would work once the other one has ended.
        JournalException { Trouble: JournalTrouble.InUse } => ExitCode.Failed,
        UnusableException or LeaseStoreException or JournalException => ExitCode.Unusable,
        OutputException or PortException or LibraryException or RightsException or TerminalException =>
            ExitCode.Failed,
        _ => null,
    };
}
