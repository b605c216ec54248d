using System.Diagnostics;
using System.Text;

namespace Ringback.Tidy.Tests;

/// <summary>A text file of the repository.</summary>
/// <param name="Path">From the root, with forward slashes.</param>
/// <param name="Text">The whole content.</param>
internal sealed record RepositoryFile(string Path, string Text)
{
    /// <summary>The lines without their ends.</summary>
    public string[] Lines { get; } = Text.Split('\n');

    /// <summary>The number of the line, from 1, that holds a character.</summary>
    public int LineAt(int index) => 1 + Text.AsSpan(0, index).Count('\n');

    /// <summary>Something wrong in one line.</summary>
    public string At(int line, string what) => $"{Path}:{line}: {what}";
}

/// <summary>The repository that these tests were built from, as it lies on disk, without what git ignores.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = [".git", ".vs", ".idea", "bin", "obj", "artifacts", "TestResults"];
    private static readonly Lazy<RepositoryFile[]> All = new(ReadAll);

    /// <summary>The folder that has Ringback.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every text file.</summary>
    public static IReadOnlyList<RepositoryFile> Files => All.Value;

    /// <summary>Every C# file, in one folder or in all.</summary>
    public static IEnumerable<RepositoryFile> Code(string folder = "") =>
        Files.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal)
            && file.Path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>Every project file, and the props that apply to all.</summary>
    public static IEnumerable<RepositoryFile> Projects =>
        Files.Where(file => Path.GetExtension(file.Path) is ".csproj" or ".props");

    /// <summary>Fails when a rule found something, with all of it and what to do.</summary>
    public static void Expect(IEnumerable<string> violations, string whatToDo)
    {
        string[] all = [.. violations];
        if (all.Length != 0) Assert.Fail($"{whatToDo}\n  {string.Join("\n  ", all)}");
    }

    /// <summary>What a git command prints; null when there is no git or this is no working copy.</summary>
    public static string? Git(params string[] arguments)
    {
        ProcessStartInfo start = new("git", arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            using Process git = Process.Start(start)!;
            git.ErrorDataReceived += static (_, _) => { };
            git.BeginErrorReadLine();
            string output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ringback.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has Ringback.slnx.");
    }

    private static RepositoryFile[] ReadAll()
    {
        // New files count before they are added, or a rule would be seen to break only after the commit.
        string? listed = Git("ls-files", "-z", "--cached", "--others", "--exclude-standard");
        IEnumerable<string> paths = listed?.Split('\0', StringSplitOptions.RemoveEmptyEntries) ?? Walk(Root);
        return [.. paths.Distinct().Where(path => File.Exists(Path.Combine(Root, path)))
            .Order(StringComparer.Ordinal).Select(Read).OfType<RepositoryFile>()];
    }

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        }

        foreach (string inner in Directory.EnumerateDirectories(folder))
        {
            if (NotOurs.Contains(Path.GetFileName(inner))) continue;
            foreach (string file in Walk(inner)) yield return file;
        }
    }

    private static RepositoryFile? Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Root, path));
        return bytes.AsSpan().Contains((byte)0) ? null : new RepositoryFile(path, Encoding.UTF8.GetString(bytes));
    }
}
