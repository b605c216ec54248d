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
    /// <summary>No firmware of these phones is near this length.</summary>
    private const long LargestFirmware = 64 * 1024 * 1024;

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
    private static List<(LintTarget, LintedFile)> Firmware(string folder, InputFiles input)
    {
        List<(LintTarget, LintedFile)> faulty = [];
        if (File.Exists(folder) && !IsNamedSo(folder))
        {
            if (FirmwareLint.Check(folder, InputFile.Read(folder)) is { } one)
                faulty.Add((new LintTarget(folder, folder, [], LintFolder.Unknown), one));
            return faulty;
        }

        if (!Directory.Exists(folder)) return faulty;
        // What cannot be walked through was told before.
        input.Try(folder, () =>
        {
            List<(string Relative, FileInfo Info)> all = [.. ConfinedFolder.Files(folder)];
            HashSet<string> names = new(all.Select(f => f.Info.Name), StringComparer.OrdinalIgnoreCase);
            foreach ((string relative, FileInfo info) in all)
            {
                if (info.Length > LargestFirmware || IsNamedSo(relative)) continue;
                string path = Path.Combine(folder, relative);
                input.Try(path, () =>
                {
                    if (FirmwareLint.Check(path, InputFile.Read(info.FullName), names.Contains) is { } file)
                        faulty.Add((new LintTarget(path, info.FullName, [], LintFolder.Unknown), file));
                });
            }
        });
        return faulty;
    }

    private static IEnumerable<LintTarget> Look(string path, InputFiles input)
    {
        if (Directory.Exists(path))
        {
            List<(string Path, string Real, byte[] Content)> read = [];
            foreach ((string relative, FileInfo info) in LibraryFiles.Of(
                path, (below, e) => input.Unwalked(Path.Combine(path, below), e)))
            {
                string real = info.FullName;
                input.Try(Path.Combine(path, relative),
                    () => read.Add((relative, real, Configuration(relative, real))));
            }

            LintFolder folder = LintFolder.Of(read.Select(f => new LintEntry(f.Path, f.Content)), isWhole: true);
            return read.Where(f => f.Content.Length > 0 || IsNamedSo(f.Path))
                .Select(f => new LintTarget(Path.Combine(path, f.Path), f.Real, f.Content, folder));
        }

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
            return Configuration(Path.GetFileName(path), path);
        }
        catch (Exception e) when (e is UnusableException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool IsNamedSo(string name) => ConfigurationKinds.Of(name, []) is not null;

    /// <summary>The content of a configuration; nothing for firmware, of which only the name counts.</summary>
    private static byte[] Configuration(string name, string real)
    {
        const int longestUnnamed = 1024 * 1024;
        if (IsNamedSo(name)) return InputFile.Read(real);
        if (new FileInfo(real).Length > longestUnnamed) return [];
        byte[] content = InputFile.Read(real);
        return ConfigurationKinds.Of(name, content) is null ? [] : content;
    }

    private static void Repair(LintTarget target, bool inPlace, bool quiet)
    {
        ReadOnlyMemory<byte> repaired = ConfigurationLint.Repaired(target.Path, target.Content, target.Folder);
        if (repaired.Span.SequenceEqual(target.Content)) return;
        if (LibraryStore.IsInStore(target.Real))
        {
            throw new UnusableException($"{target.Path} lies in the library's store, whose files are never changed. "
                + "Repair it where it came from, and add that.");
        }

        try
        {
            string written = inPlace
                ? RepairedFile.Replace(target.Real, repaired)
                : RepairedFile.WriteBeside(target.Real, repaired);
            if (quiet) return;
            Output.Say(inPlace ? $"{target.Path}: repaired; the old file is {written}" : $"wrote {written}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"the repaired {target.Path} cannot be written: {e.Message}");
        }
    }
}
