namespace Ringback.Cli.Input;

/// <summary>Files that the command line names.</summary>
internal static class InputFile
{
    /// <summary>The path, when there is a file.</summary>
    internal static string Existing(string path) =>
        File.Exists(path) ? path : throw new UnusableException($"there is no file {path}.");

    /// <summary>The whole content.</summary>
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
