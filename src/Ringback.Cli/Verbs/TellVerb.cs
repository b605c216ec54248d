using System.CommandLine;
using System.Text.Json;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;
using Ringback.Phones.Events;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Control;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback tell MAC WHAT</c>: a registered phone is told to do something.</summary>
internal static class TellVerb
{
    private static readonly Argument<string> Mac = new("MAC")
    {
        Description = "The phone's MAC address, as on its label. It must be registered at the running serve.",
    };

    private static readonly Argument<string> What = new("WHAT")
    {
        Description = "ring (who answers hears himself), hang-up, show, reset (restart with a look for its load), "
            + "restart (read its files again) or check-sync (SIP: look whether it is to restart).",
    };

    private static readonly Option<string?> Text = new("--text")
    {
        Description = "What show shows, 31 characters of ASCII at most; without it, what an idle phone shows.",
        HelpName = "TEXT",
    };

    private static readonly Option<string?> Data = Options.Data();
    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        Command command = new("tell", "Ring or restart a phone that is registered at the running serve.")
        {
            Mac, What, Text, Data, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken cancel)
    {
        string what = given.GetValue(What)!;
        PhoneHand hand = ReadHand(what);
        string? text = given.GetValue(Text);
        if (text is not null && hand is not PhoneHand.Show)
            throw new UnusableException($"--text goes with show, and not with {what}.");
        OrderJson order = new()
        {
            Mac = MacInput.Read(given.GetValue(Mac)!).ToString(), Hand = hand, Text = text, By = Environment.UserName,
        };
        OrderAnswerJson? answer = null;
        try
        {
            await foreach (OrderAnswerJson said in ControlCall
                .AskAsync(given.GetValue(Data) ?? DataFolder.Default, order, cancel).ConfigureAwait(false))
            {
                answer = said;
            }
        }
        catch (ControlException e)
        {
            throw new UnusableException(e.Message + ".");
        }

        if (answer is null) return Output.Complain("serve ended meanwhile.");
        if (given.GetValue(Json)) CliJson.Print(answer);
        else if (answer.Done) Output.Say($"Done: {answer.Because}.");
        else Output.Complain(answer.Because + ".");
        return answer.Done ? ExitCode.Done : ExitCode.Refused;
    }

    private static PhoneHand ReadHand(string what)
    {
        foreach (PhoneHand hand in Enum.GetValues<PhoneHand>())
        {
            if (JsonSerializer.Serialize(hand).Trim('"') == what) return hand;
        }

        throw new UnusableException($"'{what}' is nothing that a phone can be told: ring, hang-up, show, reset, "
            + "restart or check-sync.");
    }
}
