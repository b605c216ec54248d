using Ringback.Cli.Exits;
using Ringback.Workbench.Disk;

namespace Ringback.Cli.Input;

/// <summary>Files that the command line names.</summary>
internal static class InputFile
{
    /// <summary>The path, when there is a file.</summary>
    internal static string Existing(string path) =>
        File.Exists(path) ? path : throw new UnusableException($"there is no file {path}.");

    /// <summary>The whole content. A link is followed: whoever names it means what it leads to.</summary>
    internal static byte[] Read(string path)
    {
        try
        {
            return PlainFile.ReadNamed(path)
                ?? throw new UnusableException($"{path} is no file. Copy what comes out of it to a file first.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            throw new UnusableException($"{path} cannot be read: {e.Message}");
        }
    }
}
