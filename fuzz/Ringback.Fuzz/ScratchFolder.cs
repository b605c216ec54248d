namespace Ringback.Fuzz;

/// <summary>A folder of its own, gone after use.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>Its path.</summary>
    internal string FullPath { get; } = Directory.CreateTempSubdirectory("ringback-fuzz-").FullName;

    /// <summary>A folder in it, made when it is not there.</summary>
    internal string Folder(string name) => Directory.CreateDirectory(Path.Combine(FullPath, name)).FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
