using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Cli.Exits;
using Ringback.Files.Generation;
using Ringback.Workbench.Disk;

namespace Ringback.Cli.Configuring;

/// <summary>What stands where a file is to be written.</summary>
internal enum OutputState
{
    /// <summary>Nothing.</summary>
    New,

    /// <summary>The very same bytes.</summary>
    Same,

    /// <summary>Something else.</summary>
    Different,
}

/// <summary>A file and where it goes.</summary>
internal sealed record OutputFile(ConfigurationFile File, string Path, OutputState State, bool IsSecret);

/// <summary>Writes files without spoiling what is there.</summary>
internal static class OutputFolder
{
    /// <summary>
    /// Compares the files with what is there. A name in other letter case is the same name to a phone.
    /// </summary>
    internal static IEnumerable<OutputFile> Look(
        string folder, IReadOnlyList<ConfigurationFile> files, bool isSecret)
    {
        if (files.Count == 0) return [];
        if (File.Exists(folder)) throw new UnusableException($"{folder} is a file. Name a folder.");
        try
        {
            Dictionary<string, string> there = new(StringComparer.OrdinalIgnoreCase);
            if (Directory.Exists(folder))
            {
                foreach (string path in Directory.EnumerateFileSystemEntries(folder))
                    there.TryAdd(Path.GetFileName(path), path);
            }

            return [.. files.Select(file => there.TryGetValue(file.Name, out string? path)
                ? new OutputFile(file, path, IsSame(path, file) ? OutputState.Same : OutputState.Different, isSecret)
                : new OutputFile(file, Path.Combine(folder, file.Name), OutputState.New, isSecret))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"{folder} cannot be looked into: {e.Message}");
        }
    }

    /// <summary>Files in the folder that would lead one of the phones elsewhere.</summary>
    internal static IEnumerable<Problem> Strangers(
        string folder, IEnumerable<ConfigurationRequest> requests)
    {
        foreach (ConfigurationRequest request in requests)
        {
            if (request.Model.Family != "7940-7960" || request.Load.Protocol is PhoneProtocol.Sccp) continue;
            string name = $"SEP{request.Mac}.cnf.xml";
            if (!File.Exists(Path.Combine(folder, name))) continue;
            yield return Problem.OfSetting(request.Mac, ProblemSeverity.Warning, "to",
                $"{name} lies in the folder, and the phone reads it before its own file: it may be led to SCCP.",
                "Take it away.");
        }
    }

    /// <summary>Writes what is new or different, each file as a whole or not at all.</summary>
    internal static void Write(IEnumerable<OutputFile> files)
    {
        foreach (OutputFile file in files.Where(f => f.State is not OutputState.Same))
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file.Path))!);
                WholeFile.Write(file.Path, file.File.Content, overwrites: file.State is not OutputState.New,
                    file.IsSecret ? UnixFileMode.UserRead | UnixFileMode.UserWrite : null);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new OutputException($"{file.Path} cannot be written: {e.Message}");
            }
        }
    }

    private static bool IsSame(string path, ConfigurationFile file)
    {
        DiskEntry there = DiskEntry.Look(path);
        return there.Kind is DiskEntryKind.File && there.Length == file.Content.Length
            && file.Content.Span.SequenceEqual(PlainFile.Read(path, there.Length));
    }
}
