using System.Diagnostics;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Surviving;

/// <summary>
/// A file system of 4 MB that really gets full, in a mount namespace of its own: whoever runs at its place sees it, and
/// it is gone when its keeper ends.
/// </summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly Process _keeper;
    private readonly ScratchFolder _folder;

    private SmallDisk(Process keeper, ScratchFolder folder)
    {
        _keeper = keeper;
        _folder = folder;
    }

    /// <summary>Where programs see it; with the root of its keeper, who may have another than the system's.</summary>
    internal Place Place => Place.Loopback with
    {
        Before = ["nsenter", "--mount", "--root", "--target", $"{_keeper.Id}"],
    };

    /// <summary>Its path there.</summary>
    internal string Path => _folder.Folder("disk");

    private string Filler => $"/proc/{_keeper.Id}/root{Path}/filler";

    internal static async Task<SmallDisk> MountAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root may mount.");
        ScratchFolder folder = new();
        string path = folder.Folder("disk");
        Process keeper = Command.Start("unshare", ["--mount", "/bin/sh", "-c",
            $"mount -t tmpfs -o size=4m none '{path}' && echo mounted && exec cat"]);
        using CancellationTokenSource bound = Patience.Begin();
        string? said = await keeper.StandardOutput.ReadLineAsync(bound.Token);
        SmallDisk disk = new(keeper, folder);
        if (said == "mounted") return disk;
        string why = await keeper.StandardError.ReadToEndAsync(bound.Token);
        await disk.DisposeAsync();
        Assert.Skip($"Nothing can be mounted here: {why}");
        return disk;
    }

    /// <summary>Writes until there is no room for a byte more.</summary>
    internal void Fill()
    {
        using FileStream filler = new(Filler, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 0);
        filler.Seek(0, SeekOrigin.End);
        byte[] page = new byte[4096];
        for (int i = 0; i < 10_000; i++)
        {
            try
            {
                filler.Write(page);
            }
            catch (IOException)
            {
                return;
            }
        }

        Assert.Fail("It does not get full.");
    }

    /// <summary>Makes room again.</summary>
    internal void Free() => File.Delete(Filler);

    /// <summary>Runs the program there.</summary>
    internal Task<Finished> RunAsync(params IEnumerable<string> arguments) =>
        RingbackProgram.RunAsync(Place, arguments);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Its keeper reads until there is nothing more.
        _keeper.StandardInput.Close();
        using CancellationTokenSource bound = Patience.Begin();
        await _keeper.WaitForExitAsync(bound.Token);
        _keeper.Dispose();
        _folder.Dispose();
    }
}
