using System.CommandLine;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Workbench.Library;

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
        List<Inspection> files = [.. given.GetValue(Paths)!.SelectMany(Look)];
        if (given.GetValue(Json)) CliJson.Print(files.Select(InspectedFile.Of));
        else foreach (Inspection file in files) InspectSheet.Tell(file);
        return files.Exists(f => f.HasError) ? ExitCode.Found : ExitCode.Done;
    }

    private static IEnumerable<Inspection> Look(string path)
    {
        if (Directory.Exists(path))
        {
            return LibraryFiles.Of(path).Select(f =>
                Inspection.Of(Path.Combine(path, f.Relative), InputFile.Read(f.Info.FullName)));
        }

        return File.Exists(path)
            ? [Inspection.Of(path, InputFile.Read(path))]
            : throw new UnusableException($"there is no file or folder {path}.");
    }
}
