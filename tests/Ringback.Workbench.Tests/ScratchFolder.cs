namespace Ringback.Workbench.Tests;

/// <summary>A folder of its own for one test, removed at the end.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ringback-workbench-");

    internal string Path => _folder.FullName;

    /// <summary>The path of something in it, whether it exists or not.</summary>
    internal string this[string name] => System.IO.Path.Combine(_folder.FullName, name);

    internal string Write(string name, string text) => Write(name, System.Text.Encoding.Latin1.GetBytes(text));

    internal string Write(string name, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    internal string Folder(string name) => Directory.CreateDirectory(this[name]).FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
