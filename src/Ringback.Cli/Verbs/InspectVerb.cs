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
        Description = "Files or folders.", Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        Command command = new("inspect", "What a file is, from its content: firmware, manifest, configuration.")
        {
            Paths, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        List<(string Path, FirmwareFile File)> files = [.. given.GetValue(Paths)!.SelectMany(Look)];
        if (given.GetValue(Json)) CliJson.Print(files.Select(f => InspectedFile.Of(f.Path, f.File)));
        else foreach ((string path, FirmwareFile file) in files) Tell(path, file);
        return files.Exists(f => f.File.HasError) ? ExitCode.Found : ExitCode.Done;
    }

    internal static IEnumerable<(string Path, FirmwareFile File)> Look(string path)
    {
        if (Directory.Exists(path))
        {
            return ConfinedFolder.Files(path).Select(f =>
                (Path.Combine(path, f.Relative), FirmwareFile.Inspect(f.Relative, Read(f.Info.FullName))));
        }

        return File.Exists(path)
            ? [(path, FirmwareFile.Inspect(Path.GetFileName(path), Read(path)))]
            : throw new UnusableException($"there is no file or folder {path}.");
    }

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

    private static void Tell(string path, FirmwareFile file)
    {
        Voice.Say($"{path}: {Describe(file)}");
        foreach (FirmwareProblem problem in file.Problems)
            Voice.Say($"  {problem.Severity.ToWord()} {problem.Code}: {problem.Message} {problem.Advice}");
    }

    private static string Describe(FirmwareFile file)
    {
        List<string> parts = [];
        if (file.IsPractice) parts.Add("practice, not firmware");
        parts.Add(file.Kind.ToWord() + (file.Role is { } role && role.ToWord() != file.Kind.ToWord()
            ? $" ({role.ToWord()})"
            : ""));
        if (file.Load is not null)
        {
            string protocol = file.Protocol is { } p ? p.ToString().ToUpperInvariant() + " " : "";
            parts.Add((file.Kind is FirmwareKind.Configuration ? "asks for " : "") + file.Load
                + (file.Version is null ? "" : $" = {protocol}{file.Version}"));
        }

        if (file.Build is not null) parts.Add($"build {file.Build}");
        if (file.Kind is FirmwareKind.Firmware or FirmwareKind.Manifest)
            parts.Add(file.Signed ? $"signed as {file.EmbeddedName}" : "not signed");
        if (file.Whole is { } whole) parts.Add(whole ? "whole" : "NOT WHOLE");
        if (file.Parts.Count > 0) parts.Add("lists " + string.Join(", ", file.Parts));
        if (file.Models.Count > 0) parts.Add("for " + string.Join(", ", file.Models));
        return string.Join("; ", parts);
    }
}
