using System.CommandLine;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Control;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback bench-test MAC</c>: tries all of a phone that can be tried.</summary>
internal static class BenchTestVerb
{
    private static readonly Argument<string> Mac = new("MAC")
    {
        Description = "The phone's MAC address, as on its label. It must be registered over SCCP or SIP.",
    };

    private static readonly Option<string?> Data = Options.Data();
    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        Command command = new("bench-test",
            "Ring a phone at the running serve, and test its handset, display, keys, lamp and speaker in two minutes. "
            + "Over SCCP the phone's own display says what to do, over SIP this terminal does.") { Mac, Data, Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken cancel)
    {
        OrderJson order = new() { Mac = MacInput.Read(given.GetValue(Mac)!).ToString(), By = Environment.UserName };
        OrderAnswerJson? last = null;
        int shown = 0;
        try
        {
            await foreach (OrderAnswerJson answer in ControlCall
                .AskAsync(given.GetValue(Data) ?? DataFolder.Default, order, cancel).ConfigureAwait(false))
            {
                last = answer;
                if (given.GetValue(Json)) continue;
                foreach (BenchTestResult result in (answer.Results ?? []).Skip(shown)) Show(result);
                shown = answer.Results?.Count ?? 0;
                if (answer.Part is { } part) Output.Say(BenchTestWords.Ask(part, answer.Via));
            }
        }
        catch (ControlException e)
        {
            throw new UnusableException(e.Message + ".");
        }

        if (last is null) return Output.Complain("serve ended meanwhile.");
        if (given.GetValue(Json)) CliJson.Print(last);
        else if (last.Because is { } because) Output.Complain(because + ".");
        if (last.Results is not { Count: > 0 } results) return ExitCode.Refused;
        return results.All(r => r.Outcome is BenchTestOutcome.Passed) ? ExitCode.Done : ExitCode.Found;
    }

    private static void Show(BenchTestResult result) => Output.Say(Words.Time(TimeProvider.System.GetUtcNow()),
        result.Outcome is BenchTestOutcome.Passed ? StoryTone.Good : StoryTone.Attention,
        $"{BenchTestWords.Of(result.Part)} {BenchTestWords.Of(result.Outcome)}: {result.Detail}");
}
