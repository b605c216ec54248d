using System.CommandLine;
using Ringback.Cli.Input;
using Ringback.Cli.Serving;

namespace Ringback.Cli.Verbs;

/// <summary>
/// <c>ringback rescue</c>: become the network that a phone with a foreign fixed address expects, and serve it there.
/// </summary>
internal static class RescueVerb
{
    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        Command command = new("rescue",
            "Become the network that a phone with a foreign address looks for, then serve it as 'serve' does.")
        {
            RescueStart.Mac, RescueStart.DryRun, RescueStart.PhoneAddress, RescueStart.Take, Json,
        };
        ServeVerb.AddTo(command);
        command.SetAction((given, cancel) =>
        {
            RescueStart.Check(given);
            return ServeVerb.RunUntilStoppedAsync(given, new RescueOrder(given.GetValue(Json)), cancel);
        });
        return command;
    }
}

/// <summary>That what is served is a rescue.</summary>
/// <param name="Json">True to print JSON.</param>
internal sealed record RescueOrder(bool Json);
