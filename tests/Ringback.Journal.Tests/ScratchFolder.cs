namespace Ringback.Journal.Tests;

/// <summary>A folder of its own for one test, removed at the end.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ringback-journal-");

    /// <summary>The path of a file in it, whether it exists or not.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
