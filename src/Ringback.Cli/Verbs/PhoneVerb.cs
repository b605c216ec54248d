using System.CommandLine;
using Ringback.Catalogue;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;
using Ringback.Phones.Cases;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback phone MAC</c>: one phone and its story.</summary>
internal static class PhoneVerb
{
    private static readonly Argument<string> Mac = new("MAC")
    {
        Description = "The phone's MAC address, as on its label.",
    };

    private static readonly Option<string?> Data = Options.Data();
    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        Command command = new("phone", "One phone and its story.") { Mac, Data, Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken cancel)
    {
        string text = given.GetValue(Mac)!;
        if (!MacAddress.TryParse(text, null, out MacAddress mac))
        {
            throw new UnusableException(
                $"'{text}' is no MAC address: twelve hexadecimal digits, such as 000E84C060A6.");
        }

        CaseBook book = await PhonesVerb.ReadAsync(given.GetValue(Data), cancel).ConfigureAwait(false);
        PhoneCase phone = book.Find(mac)
            ?? throw new UnusableException($"the journal has no phone {mac}. It has: "
                + (book.All.Count == 0 ? "none yet" : string.Join(", ", book.All.Select(p => p.Title))) + ".");
        if (given.GetValue(Json))
        {
            CliJson.Print(PhoneJson.Of(phone, book.LastHeard, withStory: true));
            return ExitCode.Done;
        }

        string load = phone.Load is null ? "an unknown load" : Words.Load(phone);
        Output.Say($"{phone.Title} at {phone.Address}; runs {load}; "
            + $"{Words.Stage(phone)}; {(phone.Conversion is null ? "no goal" : Words.Goal(phone))}.");
        foreach (StoryLine line in phone.Story) Output.Say(Words.Time(line.At), line.Tone, line.Text);
        return ExitCode.Done;
    }
}
