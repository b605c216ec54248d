using System.CommandLine;
using System.Globalization;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Rehearsals;
using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion.Routes;
using Ringback.Simulation.Handsets;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback rehearse</c>: a conversion with a simulated phone, to see what will happen.</summary>
internal static class RehearseVerb
{
    private static readonly Option<string> Model = new("--phone")
    {
        Description = "The phone's model.", HelpName = "MODEL", DefaultValueFactory = _ => "7940G",
    };

    private static readonly Option<string?> From = new("--from")
    {
        Description = "The load it runs. Default: P0M3-07-7-00, and for another family the oldest one that is known.",
        HelpName = "LOAD",
    };

    private static readonly Option<string> To = new("--to")
    {
        Description = $"What it is to become: {Goal.Accepted}.",
        HelpName = "GOAL",
        DefaultValueFactory = _ => "sccp",
    };

    private static readonly Option<string?> Library = new("--library")
    {
        Description = "The folder with the firmware files. Default: practice images made for the occasion.",
        HelpName = "DIR",
    };

    private static readonly Option<double> Loss = new("--loss")
    {
        Description = "The share of packets that the network loses, 0 to 0.5.",
        HelpName = "P",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double p)
                && p is >= 0 and <= 0.5)
            {
                return p;
            }

            result.AddError($"'{result.Tokens[0].Value}' is no share for --loss: 0 to 0.5, such as 0.1");
            return 0;
        },
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "The seed of the losses: the same seed throws the same dice.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<double> Speed = new("--speed")
    {
        Description = "How many times faster than a real one the phone restarts, 1 to 1000.",
        HelpName = "N",
        DefaultValueFactory = _ => 30,
    };

    private static readonly Option<string[]> Assume = Options.Assume();
    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        Command command = new("rehearse", "A conversion with a simulated phone against the real servers.")
        {
            Model, From, To, Library, Loss, Seed, Speed, Assume, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken cancel)
    {
        RehearsalOptions options = Read(given);
        bool json = given.GetValue(Json);
        List<string> story = [];
        if (!json) Introduce(options);
        using Rehearsal rehearsal = new(options, line =>
        {
            lock (story)
            {
                if (line is TellingLine telling) story.Add(telling.Text);
                if (!json) Print(line);
            }
        });
        RehearsalResult result = await rehearsal.RunAsync(cancel).ConfigureAwait(false);
        if (json) CliJson.Print(RehearsalJson.Of(options, result, story));
        else Conclude(options, result);
        return result switch
        {
            { Refusal: not null } => ExitCode.Refused,
            { Reached: true } => ExitCode.Done,
            _ => ExitCode.Failed,
        };
    }

    private static RehearsalOptions Read(ParseResult given)
    {
        PhoneCatalogue catalogue = Options.Catalogue(given.GetValue(Assume));
        PhoneModel model = Rehearsable(given.GetValue(Model)!, catalogue);
        double loss = given.GetValue(Loss), speed = given.GetValue(Speed);
        if (speed is not (>= 1 and <= 1000)) throw new UnusableException("--speed is out of range: 1 to 1000.");
        Goal goal = Options.GoalOf(given.GetValue(To))!;
        if (given.GetValue(Library) is null && goal.Load is { Generation: not null } wanted
            && PackageSpelling.Correct(wanted) is { } right)
            throw new UnusableException($"no package is called {wanted}; it is {right}.");
        return new RehearsalOptions
        {
            Model = model,
            From = Start(given.GetValue(From) ?? PracticeShelf.UsualStart(model, catalogue), model, catalogue),
            Goal = goal,
            Library = Options.ExistingFolder(given.GetValue(Library), "--library"),
            Loss = loss,
            Seed = given.GetValue(Seed),
            Speed = speed,
            Catalogue = catalogue,
        };
    }

    private static Load Start(string text, PhoneModel model, PhoneCatalogue catalogue)
    {
        if (Options.Slip(text) is { } slip) throw new UnusableException(slip);
        if (!FileNames.HasFirmwareExtension(text) && RoutePoint.TryParse(text, model, out RoutePoint? point, out _)
            && point.Load is { IsUniversalLoader: false } load)
            return load;
        throw new UnusableException($"'{text}' is no load of a {model.Model}. A load looks like "
            + $"{PracticeShelf.UsualStart(model, catalogue)}, without an extension.");
    }

    /// <summary>Only a phone whose boot is described can be simulated.</summary>
    private static PhoneModel Rehearsable(string name, PhoneCatalogue catalogue)
    {
        string can = "These can be rehearsed: " + string.Join(", ",
            catalogue.Models.Where(m => Handset.CanSimulate(m, catalogue)).Select(m => m.Model)) + ".";
        PhoneModel model = catalogue.Find(name)
            ?? throw new UnusableException($"'{name}' is no model that this version knows. "
                + (catalogue.FindMeant(name) is { } meant ? $"Did you mean {meant.Model}?" : can));
        if (Handset.CanSimulate(model, catalogue)) return model;
        throw new UnusableException($"the {model.Model} cannot be rehearsed: its boot is not known well enough to be "
            + $"simulated. {catalogue.HelpFor(model).Sentence} {can}");
    }

    private static void Introduce(RehearsalOptions options)
    {
        string protocol = options.From.Protocol?.ToString().ToUpperInvariant() ?? "";
        Output.Say($"A simulated {options.Model.Model} on {options.From} ({protocol} {options.From.HumanVersion}) is "
            + $"plugged in. The goal is {options.Goal}. The servers are the real ones"
            + (options.Library is null
                ? ", the firmware is made up for practice."
                : $", the firmware is from {options.Library}."));
        if (options.Loss > 0)
        {
            Output.Say(string.Create(CultureInfo.InvariantCulture,
                $"The network loses {options.Loss:P0} of all packets (seed {options.Seed})."));
        }

        Output.Say("");
    }

    private static void Print(RehearsalLine line)
    {
        string lead = string.Create(CultureInfo.InvariantCulture, $"{line.At.TotalSeconds,5:0.0} s");
        if (line is TellingLine telling)
            Output.Say(lead, telling.Tone, "The phone " + telling.Text + End(telling.Text));
        else if (line is DisplayLine display) Output.Say(lead, StoryTone.Plain, $"        [ {display.Text} ]");
    }

    /// <summary>Sentences come without their full stop, because some tables have no room for it.</summary>
    private static string End(string text) => text.Length > 0 && text[^1] is '.' or '"' or '?' ? "" : ".";

    private static void Conclude(RehearsalOptions options, RehearsalResult result)
    {
        string seconds = result.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        Output.Say("");
        if (result.Refusal is { } refusal)
        {
            Output.Say("", StoryTone.Fault, $"Not begun, nothing was changed: {refusal.Reason.TrimEnd('.')}.");
            return;
        }

        if (result.Reached)
        {
            string proof = result.Phone!.Conversion!.ProvedLoad is null
                ? "it registered, and the last load it fetched or checked was this one"
                : "its own registration says so";
            Output.Say("", StoryTone.Good, $"Reached: the phone runs {result.RegisteredWith}, and {proof}. "
                + $"{seconds} s here; a real phone takes some minutes.");
            return;
        }

        Output.Say("", StoryTone.Fault, $"Not reached after {seconds} s: the phone "
            + (result.RegisteredWith is null ? "never registered" : $"registered with {result.RegisteredWith}")
            + $" and not with {result.Plan!.Target}. Run it again with the same --seed to see the same, or with "
            + "--loss 0.");
    }
}
