using System.CommandLine;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Phones.Firmware;
using Ringback.Workbench.Shelves;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback inspect</c>: what a file is, from its content.</summary>
internal static class InspectVerb
{
    private static readonly Argument<string[]> Paths = new("PATH")
    {
        Description = "Files or folders; a folder with everything in it.", Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        const string what = "What a file is, from its content: firmware, manifest, archive, configuration.";
        Command command = new("inspect", what) { Paths, Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        List<(string Path, FirmwareFile File)> files = [.. given.GetValue(Paths)!.SelectMany(Look)];
        if (given.GetValue(Json)) CliJson.Print(files.Select(f => InspectedFile.Of(f.Path, f.File)));
        else foreach ((string path, FirmwareFile file) in files) InspectSheet.Tell(path, file);
        return files.Exists(f => f.File.HasError) ? ExitCode.Found : ExitCode.Done;
    }

    internal static IEnumerable<(string Path, FirmwareFile File)> Look(string path)
    {
        if (Directory.Exists(path))
        {
            return ConfinedFolder.Files(path).Select(f =>
                (Path.Combine(path, f.Relative), Inspect(f.Relative, Read(f.Info.FullName))));
        }

        return File.Exists(path)
            ? [(path, Inspect(Path.GetFileName(path), Read(path)))]
            : throw new UnusableException($"there is no file or folder {path}.");
    }

    private static FirmwareFile Inspect(string name, byte[] content) =>
        ArchiveNames.Add(FirmwareFile.Inspect(name, content), content);

    internal static byte[] Read(string path)
    {
        // What has no length is not opened: a pipe would wait for ever for somebody to write.
        if (new FileInfo(path).Length == 0) return [];
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"{path} cannot be read: {e.Message}");
        }
    }
}
