using System.IO.Compression;
using System.Text;
using Ringback.Cli.Exits;
using Ringback.Files.Text;
using Ringback.Observation.Explaining;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Disk;

namespace Ringback.Cli.Screens;

/// <summary>What an explanation is written into.</summary>
internal static class ExplainFiles
{
    private static string Version => RunningWorkbench.Version;

    /// <summary>The page.</summary>
    internal static void WritePage(string path, ToldExplanation told) =>
        Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ExplainReport.Html(told, Version))));

    /// <summary>The page, the JSON, the lines that matter, and which program made it.</summary>
    internal static void WriteBundle(string path, ToldExplanation told, string json, IEnumerable<string> lines) =>
        Write(path, stream =>
        {
            using ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
            Add(zip, "explanation.html", ExplainReport.Html(told, Version));
            Add(zip, "explanation.json", json + "\n");
            Add(zip, "lines.txt", string.Concat(lines.Select(l => VisibleText.Line(l) + "\n")));
            Add(zip, "about.txt", $"Made by ringback explain --bundle, version {Version}.\n"
                + "explanation.html is for reading, explanation.json for programs; lines.txt has the lines of\n"
                + "the logs that the findings point at, and no others.\n");
        });

    private static void Add(ZipArchive zip, string name, string text)
    {
        using Stream entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }

    private static void Write(string path, Action<Stream> write)
    {
        try
        {
            WholeFile.Write(path, write, overwrites: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"{path} cannot be written: {e.Message}");
        }
    }
}
