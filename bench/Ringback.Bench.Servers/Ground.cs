namespace Ringback.Bench.Servers;

/// <summary>The folder that every server serves, with content made from a seed, and gone afterwards.</summary>
internal sealed class Ground : IDisposable
{
    /// <summary>A phone's firmware image: 701 blocks of 512 bytes.</summary>
    internal const string Image = "image";

    /// <summary>For single streams: more than 65,535 blocks of 512 bytes.</summary>
    internal const string Large = "large";

    /// <summary>A configuration file: 17 blocks.</summary>
    internal const string Small = "small";

    /// <summary>A name that is not there.</summary>
    internal const string Missing = "missing";

    /// <summary>One block, to see whether a server answers yet.</summary>
    internal const string Ready = "ready";

    /// <summary>Bytes of <see cref="Image"/>.</summary>
    internal const int ImageBytes = 350 * 1024;

    // Each file must differ from itself at any distance of a block, or a block in the wrong place would not be seen.
    private const int Seed = 20260;

    private readonly string _folder = Directory.CreateTempSubdirectory("ringback-bench-").FullName;

    internal Ground()
    {
        Directory.CreateDirectory(Root);
        Fill(Ready, 100);
        Fill(Small, 8 * 1024);
        Fill(Image, ImageBytes);
        Fill(Large, 40 * 1024 * 1024);
    }

    /// <summary>The folder that is served.</summary>
    internal string Root => Path.Combine(_folder, "root");

    /// <summary>A file in <see cref="Root"/>.</summary>
    internal string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>A new empty folder, for what a server keeps.</summary>
    internal string NewFolder()
    {
        string folder = Path.Combine(_folder, Path.GetRandomFileName());
        return Directory.CreateDirectory(folder).FullName;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Fill(string name, int length)
    {
        byte[] content = new byte[length];
        new Random(Seed + length).NextBytes(content);
        File.WriteAllBytes(PathOf(name), content);
        // Some servers serve only what everybody may read.
        File.SetUnixFileMode(PathOf(name), UnixFileMode.UserRead | UnixFileMode.UserWrite
            | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }
}
