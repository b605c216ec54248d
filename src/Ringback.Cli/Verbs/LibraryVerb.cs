using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Cli.Input;
using Ringback.Cli.Rehearsals;
using Ringback.Cli.Screens;
using Ringback.Phones.Answers;
using Ringback.Phones.Firmware;
using Ringback.Phones.Loads;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Shelves;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback library</c>: the folder of firmware that phones are served from.</summary>
internal static class LibraryVerb
{
    private static readonly Option<string?> Library = Options.Library();
    private static readonly Option<string?> Data = Options.Data();
    private static readonly Option<bool> Json = Options.Json();
    private static readonly Argument<string[]> Paths = new("PATH")
    {
        Description = "Files, folders or zip archives.", Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Argument<string[]> Loads = new("LOAD")
    {
        Description = "Loads to make practice images of; without any, one of each protocol.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Argument<string[]> Removed = new("LOAD")
    {
        Description = "The loads, as library list shows them.", Arity = ArgumentArity.OneOrMore,
    };

    // Never the standing library by default: practice images beside Cisco's would only confuse.
    private static readonly Option<string> Into = new("--library")
    {
        Description = "The folder to write to.", HelpName = "DIR", Required = true,
    };

    internal static Command Create()
    {
        Command practice = new("practice", "Write practice images, for trying things without firmware or phone.")
        {
            Loads, Into,
        };
        practice.SetAction(Practice);
        Command add = new("add", "Copy firmware files into the library.") { Paths, Library, Data, Json };
        add.SetAction(Add);
        Command list = new("list", "The loads in the library, complete or not.") { Library, Data, Json };
        list.SetAction(given => List(given, check: false));
        Command check = new("check", "Like list; the exit code is 1 when something is missing or wrong.")
        {
            Library, Data, Json,
        };
        check.SetAction(given => List(given, check: true));
        Command remove = new("remove", "Remove the files of loads from the library.") { Removed, Library, Data };
        remove.SetAction(Remove);
        return new Command("library", "The firmware library: add files, list loads, check completeness.")
        {
            add, list, check, remove, practice,
        };
    }

    /// <summary>Removes what belongs to the named loads and to no other load that stays.</summary>
    private static int Remove(ParseResult given)
    {
        string folder = DataFolder.Library(
            Options.ExistingFolder(given.GetValue(Library), "--library"), given.GetValue(Data));
        FolderShelf shelf = new(null, folder, TimeProvider.System, NullLogger.Instance);
        List<FirmwarePackage> going = [.. given.GetValue(Removed)!.Select(name => shelf.Current.Packages
            .FirstOrDefault(p => p.Load.Text.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UnusableException($"the library has no load {name}. See: ringback library list"))];
        HashSet<FirmwareFile> staying = [.. shelf.Current.Packages.Except(going).SelectMany(Parts)];
        foreach (ShelfFile file in shelf.Current.Files.Where(f => going.SelectMany(Parts).Contains(f.Identity)))
        {
            if (staying.Contains(file.Identity)) continue;
            File.Delete(shelf.PathOf(file));
            Voice.Say($"{file.Path}: removed");
        }

        return ExitCode.Done;
    }

    private static IEnumerable<FirmwareFile> Parts(FirmwarePackage package) =>
        package.Files.Select(f => f.File).Append(package.UnsignedTwin).OfType<FirmwareFile>();

    private static int Practice(ParseResult given)
    {
        string folder = given.GetValue(Into)!;
        string[] names = given.GetValue(Loads) is { Length: > 0 } named ? named : Rehearsal.PracticeLoads;
        List<LoadName> loads = [.. names.Select(n => LoadName.TryParse(n, null, out LoadName? load)
            && !load.IsUniversalLoader ? load : throw new UnusableException($"'{n}' is no load of this family."))];
        DataFolder.Create(folder);
        try
        {
            Voice.Say($"{PracticeLibrary.Write(folder, loads).Count} practice files are in {folder}. They are no "
                + "firmware: Ringback serves them to simulated phones on this computer only.");
            return ExitCode.Done;
        }
        catch (IOException e)
        {
            throw new UnusableException(e.Message);
        }
    }

    private static int Add(ParseResult given)
    {
        string folder = DataFolder.Library(given.GetValue(Library), given.GetValue(Data));
        if (File.Exists(folder)) throw new UnusableException($"--library wants a folder, and {folder} is a file.");
        DataFolder.Create(folder);
        List<LibraryImportResult> results = [.. given.GetValue(Paths)!.SelectMany(p => LibraryImport.Add(folder, p))];
        if (given.GetValue(Json))
        {
            CliJson.Print(results);
        }
        else
        {
            foreach (LibraryImportResult result in results) Voice.Say($"{result.Path}: {result.Message}");
            Voice.Say($"{results.Count(r => r.Outcome == ImportOutcome.Added)} files added to {folder}.");
            Tell(Look(folder));
        }

        bool refused = results.Exists(r => r.Outcome == ImportOutcome.Refused);
        bool anything = results.Exists(r => r.Outcome is ImportOutcome.Added or ImportOutcome.Present);
        return refused || !anything ? ExitCode.Found : ExitCode.Done;
    }

    private static int List(ParseResult given, bool check)
    {
        string folder = DataFolder.Library(
            Options.ExistingFolder(given.GetValue(Library), "--library"), given.GetValue(Data));
        IShelf shelf = Look(folder);
        if (given.GetValue(Json)) CliJson.Print(LibrarySheet.Of(shelf));
        else Tell(shelf);
        bool wrong = shelf.Packages.Any(p => !p.Complete) || shelf.Files.Any(f => f.Identity.HasError);
        return check && wrong ? ExitCode.Found : ExitCode.Done;
    }

    private static IShelf Look(string folder) =>
        new FolderShelf(null, folder, TimeProvider.System, NullLogger.Instance).Current;

    private static void Tell(IShelf shelf)
    {
        if (shelf.Packages.Count == 0)
        {
            Voice.Say("The library holds no load. Add Cisco's files: ringback library add PATH");
            return;
        }

        Voice.Show(["Load", "Protocol", "Version", "State"], shelf.Packages.Select(p => (IReadOnlyList<string>)
        [
            p.Load.Text, p.Protocol?.ToString().ToUpperInvariant() ?? "", p.Load.HumanVersion, State(p),
        ]));
    }

    private static string State(FirmwarePackage package)
    {
        string practice = package.IsPractice ? " (practice)" : "";
        if (package.Complete) return "complete" + practice;
        return package.Missing.Count > 0
            ? "missing: " + string.Join(", ", package.Missing) + practice
            : package.Problems.First(p => p.Severity == ProblemSeverity.Error).Message;
    }
}

/// <summary>The JSON of <c>library list</c> and <c>check</c>; its names are a contract.</summary>
internal sealed record LibrarySheet(IReadOnlyList<PackageSheet> Packages, IReadOnlyList<InspectedProblem> Problems)
{
    internal static LibrarySheet Of(IShelf shelf) => new(
        [.. shelf.Packages.Select(p => new PackageSheet(p.Load.Text, FirmwareFile.Family7940And7960,
            p.Files.Select(f => f.File?.Models).FirstOrDefault(m => m is { Count: > 0 }) ?? [],
            p.Protocol?.ToString().ToLowerInvariant(), p.Load.HumanVersion, p.Complete, p.Missing, p.IsPractice,
            [.. p.Problems.Select(InspectedProblem.Of)]))],
        [.. shelf.Files.SelectMany(f => f.Identity.Problems).Distinct().Select(InspectedProblem.Of)]);
}

/// <summary>A package in JSON.</summary>
internal sealed record PackageSheet(
    string Load, string Family, IReadOnlyList<string> Models, string? Protocol, string Version, bool Complete,
    IReadOnlyList<string> Missing, bool Practice, IReadOnlyList<InspectedProblem> Problems);
