namespace Ringback.Console.Tests.Benches;

/// <summary>A folder of its own for one test, removed at the end.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ringback-console-");

    internal string Path => _folder.FullName;

    internal string this[string name] => System.IO.Path.Combine(_folder.FullName, name);

    internal string Folder(string name) => Directory.CreateDirectory(this[name]).FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
