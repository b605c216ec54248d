using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion;
using Ringback.Phones.Conversion.Routes;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Shelves;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback plan</c>: how to get a phone from one load to another. It changes nothing.</summary>
internal static class PlanVerb
{
    private static readonly Option<string> Model = new("--phone")
    {
        Description = "The phone's model, such as 7960 or 7970G.", HelpName = "MODEL", Required = true,
    };

    private static readonly Option<string?> From = new("--from")
    {
        Description = "What it runs: a load, or only its protocol. Leave it out when neither is known.",
        HelpName = "LOAD",
    };

    private static readonly Option<string> To = new("--to")
    {
        Description = $"What it is to become: {Goal.AcceptedOfModel}.", HelpName = "GOAL", Required = true,
    };

    private static readonly Option<string?> Library = Options.Library();
    private static readonly Option<string?> Data = Options.Data();
    private static readonly Option<string[]> Assume = Options.Assume();
    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        Command command = new("plan", "How to get a phone from one load to another, step by step.")
        {
            Model, From, To, Library, Data, Assume, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        PhoneCatalogue catalogue = Options.Catalogue(given.GetValue(Assume));
        string name = given.GetValue(Model)!;
        PhoneModel model = catalogue.Find(name)
            ?? throw new UnusableException($"'{name}' is no model that this version knows. "
                + (catalogue.FindMeant(name) is { } meant
                    ? $"Did you mean {meant.Model}?"
                    : "docs/phones.md lists them."));
        RouteQuestion question = new(
            model,
            given.GetValue(From) is { } from ? Start(from, model) : RoutePoint.Unknown,
            GoalOf(given.GetValue(To)!, model),
            Packages(given),
            catalogue);
        RouteOutcome outcome = RouteChoice.Plan(question);
        if (given.GetValue(Json)) CliJson.Print(PlanJson.Of(question, outcome));
        else PlanScreen.Show(question, outcome);
        return outcome is Route ? ExitCode.Done : ExitCode.Refused;
    }

    private static RoutePoint Start(string text, PhoneModel model) =>
        RoutePoint.TryParse(text, model, out RoutePoint? point, out LoadFault why) && Options.Slip(text) is null
            ? point
            : throw Unreadable(text, model, "--from", why);

    private static Goal GoalOf(string text, PhoneModel model) =>
        Goal.TryParse(text, model.FirmwareFamily, out Goal? goal, out LoadFault why) && Options.Slip(text) is null
            ? goal
            : throw Unreadable(text, model, "--to", why);

    private static UnusableException Unreadable(string text, PhoneModel model, string option, LoadFault why) =>
        new(Options.Slip(text) ?? why switch
        {
            LoadFault.OtherFamily => $"'{text}' of {option} is a load of another family than the {model.Model}'s.",
            LoadFault.Part => $"'{text}' of {option} is a part of a load. Name the load, as its .loads file does.",
            _ => $"'{text}' of {option} is no load that this version can read. It takes {Goal.AcceptedOfModel}.",
        });

    /// <summary>No library is no error: the plan then lists everything as missing.</summary>
    private static IReadOnlyList<FirmwarePackage> Packages(ParseResult given)
    {
        string folder = DataFolder.Library(
            Options.ExistingFolder(given.GetValue(Library), "--library"), given.GetValue(Data));
        return Directory.Exists(folder)
            ? new FolderShelf(null, folder, TimeProvider.System, NullLogger.Instance).Current.Packages
            : [];
    }
}
