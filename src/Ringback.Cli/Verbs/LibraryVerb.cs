using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue.Problems;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Rehearsals;
using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;
using Ringback.Phones.Answers;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Library;
using Ringback.Workbench.Shelves;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback library</c>: the firmware that phones are served from.</summary>
internal static class LibraryVerb
{
    private static readonly Option<string?> Library = Options.Library();
    private static readonly Option<string?> Data = Options.Data();
    private static readonly Option<bool> Json = Options.Json();
    private static readonly Argument<string[]> Paths = new("PATH")
    {
        Description = "Files, folders or archives: zip, tar, tar.gz, gz, Cisco's .cop.sgn and .cop.sha512.",
        Arity = ArgumentArity.OneOrMore,
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

    private static readonly Option<bool> Deep = new("--deep")
    {
        Description = "Read every file of the store again and compare it with what was added.",
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
        Command add = new("add", "Bring firmware into the library: all of it, or nothing if it is interrupted.")
        {
            Paths, Library, Data, Json,
        };
        add.SetAction((given, cancelled) => Task.FromResult(Add(given, cancelled)));
        Command list = new("list", "The loads in the library, complete or not.") { Library, Data, Json };
        list.SetAction(given => List(given, check: false));
        Command check = new("check", "What is missing or wrong in the library; the exit code is 1 if anything is.")
        {
            Library, Data, Json, Deep,
        };
        check.SetAction(given => List(given, check: true));
        Command repair = new("repair",
            "Make the library's index anew from its contents, when it is lost or damaged. Deletes nothing.")
        {
            Library, Data, Json,
        };
        repair.SetAction((given, cancelled) => Task.FromResult(Repair(given, cancelled)));
        Command remove = new("remove", "Remove the files of loads; they stay in the library's trash for 30 days.")
        {
            Removed, Library, Data,
        };
        remove.SetAction(Remove);
        return new Command("library", "The firmware library: add files, list loads, check completeness.")
        {
            add, list, check, repair, remove, practice,
        };
    }

    /// <summary>Removes what belongs to the named loads and to no other load that stays.</summary>
    private static int Remove(ParseResult given)
    {
        string folder = Folder(given);
        FolderShelf shelf = Open(folder);
        List<FirmwarePackage> going = [.. given.GetValue(Removed)!.Select(name => shelf.Current.Packages
            .FirstOrDefault(p => p.Load.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UnusableException($"the library has no load {name}. See: ringback library list"))];
        HashSet<FirmwareFile> staying = [.. shelf.Current.Packages.Except(going).SelectMany(Parts)];
        HashSet<FirmwareFile> leaving = [.. going.SelectMany(Parts).Where(f => !staying.Contains(f))];
        ShelfFile[] files = [.. shelf.Current.Files.Where(f => leaving.Contains(f.Identity))];
        LibraryRemoval.Remove(folder, [.. files.Select(f => (f.Name, shelf.PathOf(f)))]);
        foreach (ShelfFile file in files) Output.Say($"{file.Path}: removed");
        Output.Say($"To have them back within 30 days: ringback library add --library {folder} with the folder of "
            + $"today in {Path.Combine(folder, LibraryStore.FolderName, LibraryStore.TrashName)}");
        return ExitCode.Done;
    }

    private static int Repair(ParseResult given, CancellationToken cancelled)
    {
        string folder = Folder(given);
        LibraryStore store = new(folder);
        if (!store.Exists)
        {
            throw new UnusableException($"{folder} has no store to repair. Name the library's folder with --library, "
                + "or add files: ringback library add PATH");
        }

        IReadOnlyList<RepairedContent> results = LibraryRepair.Run(store, cancelled);
        if (given.GetValue(Json))
        {
            CliJson.Print(results);
        }
        else
        {
            foreach (RepairedContent result in results) Output.Say(result.Message);
            int named = results.Count(r => r.Outcome == RepairOutcome.Named);
            Output.Say(results.Count == 0
                ? "Every content has its name; there was nothing to repair."
                : $"{named} of {results.Count} contents have a name again; nothing was deleted.");
        }

        return results.Any(r => r.Outcome != RepairOutcome.Named) ? ExitCode.Found : ExitCode.Done;
    }

    private static IEnumerable<FirmwareFile> Parts(FirmwarePackage package) =>
        package.Files.Select(f => f.File).Append(package.UnsignedTwin).OfType<FirmwareFile>();

    private static int Practice(ParseResult given)
    {
        string folder = given.GetValue(Into)!;
        string[] names = given.GetValue(Loads) is { Length: > 0 } named ? named : PracticeShelf.Ours;
        List<PracticeFile> files = [.. names.SelectMany(n => PracticeFirmware.TryPackageOf(n, out var package)
            ? package
            : throw new UnusableException($"'{n}' is no load that practice files can be made of. Name one such as "
                + "P0S3-8-12-00, SCCP41.9-4-2SR3-1S or CP7912080004SCCP080108A."))];
        DataFolder.Create(folder);
        try
        {
            Output.Say($"{PracticeLibrary.WriteFiles(folder, files).Count} practice files are in {folder}. They are no "
                + "firmware: Ringback serves them to simulated phones on this computer only.");
            return ExitCode.Done;
        }
        catch (IOException e)
        {
            throw new UnusableException(e.Message);
        }
    }

    private static int Add(ParseResult given, CancellationToken cancelled)
    {
        string folder = DataFolder.Library(given.GetValue(Library), given.GetValue(Data));
        if (File.Exists(folder)) throw new UnusableException($"--library wants a folder, and {folder} is a file.");
        DataFolder.Create(folder);
        bool json = given.GetValue(Json);
        IReadOnlyList<LibraryImportResult> results;
        try
        {
            results = ImportScreen.Follow(!json, progress => LibraryImport.Add(
                new LibraryStore(folder), given.GetValue(Paths)!, TimeProvider.System, null, progress, cancelled));
        }
        catch (OperationCanceledException)
        {
            return Output.Complain("interrupted: nothing was added, and the library is as it was.", ExitCode.Failed);
        }

        if (json)
        {
            CliJson.Print(results);
        }
        else
        {
            foreach (LibraryImportResult result in results) Output.Say($"{result.Path}: {result.Message}");
            Output.Say($"{results.Count(r => r.Outcome == ImportOutcome.Added)} files added to {folder}.");
            TellOf(Open(folder).Current, results);
        }

        bool refused = results.Any(r => r.Outcome == ImportOutcome.Refused);
        bool anything = results.Any(r => r.Outcome is ImportOutcome.Added or ImportOutcome.Present);
        return refused || !anything ? ExitCode.Found : ExitCode.Done;
    }

    /// <summary>The loads that the import has to do with, and not the whole library each time.</summary>
    private static void TellOf(IShelf shelf, IReadOnlyList<LibraryImportResult> results)
    {
        HashSet<string> names = [.. results.Select(r => r.Name).OfType<string>()];
        FirmwarePackage[] touched = [.. shelf.Packages.Where(p => Parts(p).Any(f => names.Contains(f.FileName)))];
        if (touched.Length > 0) Show(touched);
        else if (shelf.Packages.Count == 0) Output.Say(NoLoad);
    }

    private static int List(ParseResult given, bool check)
    {
        string folder = Folder(given);
        LibraryStore store = new(folder);
        IShelf shelf = Open(folder).Current;
        LibraryJson listed = LibraryJson.Of(shelf, check ? store.Examine(given.GetValue(Deep)) : Index(store));
        if (given.GetValue(Json)) CliJson.Print(listed);
        else Tell(shelf, listed.Problems, check);
        return check && listed.IsWrong ? ExitCode.Found : ExitCode.Done;
    }

    private static IReadOnlyList<Problem> Index(LibraryStore store)
    {
        store.Read(out IReadOnlyList<Problem> faults);
        return faults;
    }

    private static string Folder(ParseResult given) => DataFolder.Library(
        Options.ExistingFolder(given.GetValue(Library), "--library"), given.GetValue(Data));

    private static FolderShelf Open(string folder) => new(null, folder, TimeProvider.System, NullLogger.Instance);

    private static void Tell(IShelf shelf, IReadOnlyList<ProblemJson>? problems = null, bool check = false)
    {
        // Where the store itself is wrong, "add Cisco's files" would be the wrong advice.
        bool isStoreWrong = problems?.Any(p => p.Code == ProblemCode.LibraryDamaged) == true;
        if (shelf.Packages.Count > 0) Show(shelf.Packages);
        else if (!isStoreWrong) Output.Say(NoLoad);

        foreach (ProblemJson problem in problems ?? [])
        {
            if (problem.Severity != ProblemSeverity.Info.ToWord() || check)
                Output.Say($"{problem.Severity} {problem.Code}: {problem.Message} {problem.Advice}");
        }
    }

    private static string More(int missing) => missing > MostMissing ? $" and {missing - MostMissing} more" : "";

    // A table row is for the eye; all of them are in the JSON.
    private const int MostMissing = 5;

    private const string NoLoad = "The library holds no load. Add Cisco's files: ringback library add PATH";

    private static void Show(IEnumerable<FirmwarePackage> packages) =>
        Output.Show(["Load", "Protocol", "Version", "State"], packages.Select(p => (IReadOnlyList<string>)
        [
            p.Load, p.Protocol?.ToString().ToUpperInvariant() ?? "", p.Version ?? "", State(p),
        ]));

    private static string State(FirmwarePackage package)
    {
        string practice = package.IsPractice ? " (practice)" : "";
        if (package.Complete) return "complete" + practice;
        return package.Missing.Count > 0
            ? $"missing: {string.Join(", ", package.Missing.Take(MostMissing))}{More(package.Missing.Count)}{practice}"
            : package.Problems.First(p => p.Severity == ProblemSeverity.Error).Message;
    }
}
