using System.Diagnostics;
using System.Text;

namespace Ringback.Workbench.Tests;

/// <summary>Everything below a folder, so that a test can say that nothing of it has changed.</summary>
internal static class Outside
{
    /// <summary>Each entry with what it is: a file's bytes, a link's target; nothing is followed.</summary>
    internal static string[] Snapshot(string folder)
    {
        EnumerationOptions all = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        // A recursion does not go through links, and neither does this.
        return [.. Directory.EnumerateFileSystemEntries(folder, "*", all).Order(StringComparer.Ordinal).Select(path =>
        {
            string name = Path.GetRelativePath(folder, path);
            if (new FileInfo(path).LinkTarget is { } target) return $"{name} -> {target}";
            if (Directory.Exists(path)) return name + "/";
            // What has no length may be a pipe, and reading that would wait for ever.
            return new FileInfo(path).Length == 0
                ? name
                : $"{name} = {Encoding.Latin1.GetString(File.ReadAllBytes(path))}";
        })];
    }

    internal static void MakePipe(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no named pipes in folders there.");
        using Process made = Process.Start("mkfifo", path);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
    }
}
