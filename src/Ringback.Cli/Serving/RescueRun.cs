using System.CommandLine;
using Ringback.Cli.Exits;
using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;
using Ringback.Phones.Events;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Rescue;

namespace Ringback.Cli.Serving;

/// <summary>A rescue from its beginning to its end: the workbench serves meanwhile, or nothing is done.</summary>
/// <param name="run">The workbench as it would serve without one.</param>
/// <param name="given">The options.</param>
/// <param name="json">True to print JSON.</param>
internal sealed class RescueRun(ServeRun run, ParseResult given, bool json)
{
    private volatile RunningWorkbench? _bench;
    private volatile bool _isShown = true;

    private bool IsDry => given.GetValue(RescueStart.DryRun);

    internal async Task<int> RunAsync(CancellationToken cancel)
    {
        RescueStartOutcome outcome = RescueStart.Prepare(given, run.Options, run.Data, Take, run.Loggers);
        if (outcome is RescueNotReady refused) return Refuse(refused);
        RescueReady ready = (RescueReady)outcome;
        await using RescueBench rescue = ready.Rescue;
        if (IsDry)
        {
            if (!json) Output.Say($"{ready.Told} Nothing is sent and nothing is changed. Ctrl-C ends it.");
            return Conclude(await rescue.RunAsync(_ => { }, cancel).ConfigureAwait(false));
        }

        using ServeScreen screen = ServeScreen.Choose(json);
        ServeRun serving = run with { Options = ready.Options };
        return await serving.RunAsync(screen, [ready.Told], bench => ServeAsync(bench, rescue, screen, cancel), cancel)
            .ConfigureAwait(false);
    }

    private async Task<int> ServeAsync(
        RunningWorkbench bench, RescueBench rescue, ServeScreen screen, CancellationToken cancel)
    {
        _bench = bench;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task<RescueStep?> rescuing = rescue.RunAsync(bench.Desk.Record, both.Token);
        Task showing = screen.RunAsync(both.Token);
        await Task.WhenAny(rescuing, showing).ConfigureAwait(false);
        await both.CancelAsync().ConfigureAwait(false);
        await showing.ConfigureAwait(false);
        _isShown = false;
        RescueStep? end = await rescuing.ConfigureAwait(false);
        // Everything is given back while its events can still be kept.
        await rescue.DisposeAsync().ConfigureAwait(false);
        return Conclude(end);
    }

    private void Take(RescueStep step, PhoneEvent? e)
    {
        if (IsDry) RescueScreen.Plan(step, json);
        else if (e is not null) _bench?.Desk.Record(e);
        if (!_isShown) RescueScreen.End(step);
    }

    private static int Conclude(RescueStep? end) => end is null
        ? ExitCode.Done
        : Output.Complain($"{end.Address} is not taken: {end.Because}.", ExitCode.Refused);

    private static int Refuse(RescueNotReady refused)
    {
        Output.Complain(refused.Because, refused.Code);
        if (refused.Commands.Count > 0) Output.Note("Type this, then start again:");
        foreach (string command in refused.Commands) Output.Note("  " + command);
        return refused.Code;
    }
}
