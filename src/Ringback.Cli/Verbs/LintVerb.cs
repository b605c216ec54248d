using System.CommandLine;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;
using Ringback.Files.Lint;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Disk;
using Ringback.Workbench.Library;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback lint</c>: faults of configuration files and of a whole TFTP folder.</summary>
internal static class LintVerb
{
    private static readonly Argument<string[]> Paths = new("PATH")
    {
        Description = "Configuration files, or a TFTP folder with its firmware.", Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> Fix = new("--fix")
    {
        Description = "Write a repaired copy beside each file that can be repaired safely (NAME.fixed.EXT).",
    };

    private static readonly Option<bool> InPlace = new("--in-place")
    {
        Description = "With --fix: repair the file itself and keep the old one as NAME.bak.",
    };

    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        Command command = new("lint", "What a phone will stumble over in configuration files and in a TFTP folder.")
        {
            Paths, Fix, InPlace, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        if (given.GetValue(InPlace) && !given.GetValue(Fix))
            throw new UnusableException("--in-place says where --fix writes. Give both, or neither.");

        InputFiles input = new();
        string[] paths = given.GetValue(Paths)!;
        List<LintTarget> targets = [];
        foreach (string path in paths) input.Try(path, () => targets.AddRange(Look(path, input)));
        List<(LintTarget Target, LintedFile File)> files = [];
        foreach (LintTarget target in targets)
        {
            input.Try(target.Path, () =>
            {
                if (ConfigurationLint.Check(target.Path, target.Content, target.Folder) is { } file)
                    files.Add((target, file));
            });
        }

        foreach (string path in paths) input.Try(path, () => files.AddRange(Firmware(path, input)));
        if (given.GetValue(Json)) CliJson.Print(files.Select(f => LintedFileJson.Of(f.File)));
        // Nothing to tell of, because what was named cannot be used: that was told.
        else if (files.Count > 0 || !input.IsIncomplete) LintScreen.Show(files);
        if (given.GetValue(Fix))
        {
            foreach ((LintTarget target, _) in files)
                input.Try(target.Path, () => Repair(target, given.GetValue(InPlace), given.GetValue(Json)));
        }

        return input.ExitCodeFor(files.Exists(f => f.File.IsFaulty));
    }

    /// <summary>The firmware of a folder, or a file of it, that has a fault; what is in order is not listed.</summary>
    private static IReadOnlyList<(LintTarget, LintedFile)> Firmware(string path, InputFiles input)
    {
        if (Directory.Exists(path)) return FolderLint.Firmware(path, (file, look) => input.Try(file, look));
        return File.Exists(path) && !FolderLint.IsNamedSo(path)
            && FirmwareLint.Check(path, InputFile.Read(path)) is { } one
            ? [(new LintTarget(path, path, [], LintFolder.Unknown), one)]
            : [];
    }

    private static IEnumerable<LintTarget> Look(string path, InputFiles input)
    {
        if (Directory.Exists(path))
            return FolderLint.Configurations(path, (file, look) => input.Try(file, look), input.Unwalked);
        if (!File.Exists(path)) throw new UnusableException($"there is no file or folder {path}.");
        byte[] content = InputFile.Read(path);
        if (ConfigurationKinds.Of(path, content) is null)
        {
            // What a shell makes of tftpboot/* is firmware too, and that is looked into below.
            if (FirmwareFile.Inspect(path, content).Kind is not FirmwareKind.Unknown) return [];
            throw new UnusableException(
                $"{path} is no configuration file. To learn what it is: ringback inspect {path}");
        }

        return [new LintTarget(path, path, content, Neighbours(path))];
    }

    // Only names count for the files around a single one, apart from the default files.
    private static LintFolder Neighbours(string path)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is null) return LintFolder.Unknown;
        try
        {
            IEnumerable<LintEntry> entries = Directory.EnumerateFiles(folder).Take(ConfinedFolder.MostFiles)
                .Select(f => new LintEntry(Path.GetFileName(f), Beside(f)));
            return LintFolder.Of(entries, isWhole: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return LintFolder.Unknown;
        }
    }

    /// <summary>A neighbour that cannot be read is only a name: nobody asked for it.</summary>
    private static byte[] Beside(string path)
    {
        try
        {
            return FolderLint.Configuration(Path.GetFileName(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static void Repair(LintTarget target, bool inPlace, bool quiet)
    {
        try
        {
            if (FolderLint.Repair(target, inPlace) is not { } written || quiet) return;
            Output.Say(inPlace ? $"{target.Path}: repaired; the old file is {written}" : $"wrote {written}");
        }
        catch (LibraryException e)
        {
            throw new UnusableException(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"the repaired {target.Path} cannot be written: {e.Message}");
        }
    }
}
