using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Cli.Configuring;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Files.Firmware;
using Ringback.Files.Generation;
using Ringback.Phones.Conversion;
using Ringback.Phones.Conversion.Routes;
using Ringback.Workbench.Fleet;
using Ringback.Workbench.Fleet.Exports;
using Ringback.Workbench.Shelves;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback configure</c>: the configuration files of phones, and the call server's side of them.</summary>
internal static class ConfigureVerb
{
    private static readonly Option<string?> Phones = new("--phones")
    {
        Description = $"A file of phones ({FleetFile.Extensions}); docs/configure.md has the fields.",
        HelpName = "FILE",
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The folder to write to. A different file that is there is left alone.", HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<string?> Export = new("--export")
    {
        Description = "Also write the call server's side: pjsip, chan-sccp or freepbx.", HelpName = "KIND",
    };

    private static readonly Option<string> ExportTo = new("--export-to")
    {
        Description = "The folder for it. It holds every password, so not the one that phones are served from.",
        HelpName = "DIR", DefaultValueFactory = _ => ".",
    };

    private static readonly Option<bool> Both = new("--both-protocols")
    {
        Description = "The phones may still run the other protocol when they read the files.",
    };

    private static readonly Option<bool> Force = new("--force") { Description = "Replace files that are different." };

    private static readonly Option<string?> Library = Options.Library();
    private static readonly Option<string?> Data = Options.Data();
    private static readonly Option<string[]> Assume = Options.Assume();
    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        Command command = new("configure",
            "The configuration files that phones need for their load, and nothing more.")
        {
            Phones, Out, Export, ExportTo, Both, Force, Library, Data, Assume, Json,
        };
        foreach (Option option in PhoneOptions.All) command.Add(option);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        CallServerKind? export = Kind(given.GetValue(Export));
        PhoneCatalogue catalogue = Options.Catalogue(given.GetValue(Assume));
        FleetReading reading = Read(given, catalogue);
        if (reading.Errors.Count > 0) return ConfigureScreen.Refuse(reading.Errors);
        IReadOnlyList<FirmwarePackage> packages = Packages(given);
        List<ConfigurationRequest> requests = [];
        List<string> refusals = [];
        foreach (FleetPhone phone in reading.Phones)
        {
            if (LoadOf(phone, packages, catalogue) is { } load)
            {
                requests.Add(new ConfigurationRequest(phone.Model, load, phone.Mac, phone.Settings)
                {
                    ServesBothProtocols = given.GetValue(Both),
                });
            }
            else
            {
                refusals.Add($"no load of the {phone.Model.Model} is known that speaks {phone.To}, so {phone.Mac} gets "
                    + "no files. Name the load with to.");
            }
        }

        if (refusals.Count > 0) return ConfigureScreen.Refuse(refusals);
        ConfigurationSet set = PhoneConfiguration.Files(requests);
        ConfigurationSet exported = export is { } kind
            ? CallServerExport.Of(kind, requests)
            : new ConfigurationSet([], []);
        List<Problem> problems = [.. set.Problems.Concat(exported.Problems)
            .Select(p => Placed(p, reading, given.GetValue(Phones)))];
        if (!set.IsUsable || !exported.IsUsable) return ConfigureScreen.Refuse(problems);

        string folder = given.GetValue(Out)!;
        problems.AddRange(OutputFolder.Strangers(folder, requests));
        List<OutputFile> files = [.. OutputFolder.Look(folder, set.Files, isSecret: false),
            .. OutputFolder.Look(given.GetValue(ExportTo)!, exported.Files, isSecret: true)];
        bool force = given.GetValue(Force);
        if (!force && files.Exists(f => f.State is OutputState.Different))
            return ConfigureScreen.RefuseDifferent(files);
        OutputFolder.Write(files);
        if (given.GetValue(Json)) CliJson.Print(ConfigureJson.Of(requests, files, problems));
        else ConfigureScreen.Show(requests, files, problems);
        return problems.Exists(r => r.Severity is not ProblemSeverity.Info) ? ExitCode.Found : ExitCode.Done;
    }

    /// <summary>The problem with the line of the file of phones that it comes from.</summary>
    private static Problem Placed(Problem problem, FleetReading reading, string? path)
    {
        int? line = path is null || problem.Place is not { Setting: { } setting } place
            ? null
            : reading.Phones.FirstOrDefault(p => p.Mac == place.Mac)?.LineOf(setting);
        return line is > 0
            ? problem with { Place = problem.Place! with { File = Path.GetFileName(path), Line = line } }
            : problem;
    }

    private static FleetReading Read(ParseResult given, PhoneCatalogue catalogue)
    {
        (string Field, string Value)[] fields = [.. PhoneOptions.Fields(given)];
        if (given.GetValue(Phones) is not { } path)
        {
            if (fields.Length == 0)
                throw new UnusableException("no phone is named. Give --phones FILE, or --phone, --mac and --to.");
            return FleetFile.Of("command line", fields, catalogue);
        }

        if (fields.Length > 0)
        {
            throw new UnusableException($"--phones names a file, and {fields[0].Field} is given beside it. Write it "
                + "into the file, under defaults or for the phone.");
        }

        return FleetInput.Read(path, catalogue);
    }

    /// <summary>The load that is named, else the newest that is at hand or known by name.</summary>
    private static Load? LoadOf(
        FleetPhone phone, IReadOnlyList<FirmwarePackage> packages, PhoneCatalogue catalogue) => phone.To.Load
        ?? (RoutePlanner.Plan(new RouteQuestion(
            phone.Model, RoutePoint.Unknown, phone.To, packages, catalogue)) as Route)?.Target;

    private static CallServerKind? Kind(string? text) => text?.ToLowerInvariant() switch
    {
        null => null,
        "pjsip" => CallServerKind.Pjsip,
        "chan-sccp" => CallServerKind.ChanSccp,
        "freepbx" => CallServerKind.FreePbx,
        _ => throw new UnusableException($"'{text}' is none of pjsip, chan-sccp and freepbx, which --export takes."),
    };

    private static IReadOnlyList<FirmwarePackage> Packages(ParseResult given)
    {
        string folder = DataFolder.Library(
            Options.ExistingFolder(given.GetValue(Library), "--library"), given.GetValue(Data));
        return Directory.Exists(folder)
            ? new FolderShelf(null, folder, TimeProvider.System, NullLogger.Instance).Current.Packages
            : [];
    }
}
