using System.CommandLine;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Workbench.Contract;
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
        InputFiles input = new();
        List<Inspection> files = [];
        foreach (string path in given.GetValue(Paths)!)
        {
            foreach ((string shown, string real) in Find(path, input))
                input.Try(shown, () => files.Add(Inspection.Of(shown, InputFile.Read(real))));
        }

        if (given.GetValue(Json)) CliJson.Print(files.Select(InspectedFile.Of));
        else foreach (Inspection file in files) InspectScreen.Tell(file);
        return input.ExitCodeFor(files.Exists(f => f.HasError));
    }

    private static List<(string Shown, string Real)> Find(string path, InputFiles input)
    {
        List<(string Shown, string Real)> found = [];
        if (Directory.Exists(path))
        {
            input.Try(path, () => found.AddRange(LibraryFiles
                .Of(path, (below, e) => input.Unwalked(Path.Combine(path, below), e))
                .Select(f => (Path.Combine(path, f.Relative), f.Info.FullName))));
        }
        else if (File.Exists(path))
        {
            found.Add((path, path));
        }
        else
        {
            input.Complain($"there is no file or folder {path}.");
        }

        return found;
    }
}
