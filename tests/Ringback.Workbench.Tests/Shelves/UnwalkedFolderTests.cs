using Microsoft.Extensions.Logging;
using Ringback.Phones.Answers;
using Ringback.Workbench.Disk;
using Ringback.Workbench.Library;
using Ringback.Workbench.Shelves;

namespace Ringback.Workbench.Tests.Shelves;

/// <summary>A folder that cannot be looked through keeps its last look, and is told once.</summary>
public sealed class UnwalkedFolderTests : IDisposable, ILogger
{
    private readonly ScratchFolder _scratch = new();
    private readonly HandClock _clock = new();
    private readonly List<string> _told = [];
    private readonly FolderShelf _shelf;
    private Exception? _fails;
    private (string Below, Exception Why)? _failsBelow;
    private ulong _device = 1;

    public UnwalkedFolderTests()
    {
        _scratch.Write("root/a.txt", "a");
        _scratch.Write("root/sub/b.txt", "b");
        FolderWalk walk = new((folder, unwalked, _) =>
        {
            if (_fails is { } fails) throw fails;
            if (_failsBelow is not { } below) return ConfinedFolder.Files(folder, unwalked);
            unwalked(below.Below, below.Why);
            return ConfinedFolder.Files(folder)
                .Where(f => !f.Relative.StartsWith(below.Below, StringComparison.Ordinal));
        }, _ => _device);
        _shelf = new FolderShelf(_scratch["root"], null, _clock, this, walk, look => look());
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_files_of_the_last_look_stay_and_it_is_told_once_and_again_when_it_is_over()
    {
        Assert.Equal(2, Look().Files.Count);
        foreach (Exception fails in (Exception[])[new IOException("Stale file handle"),
            new UnauthorizedAccessException("Permission denied"), new DirectoryNotFoundException("gone")])
        {
            _told.Clear();
            _fails = fails;
            for (int i = 0; i < 5; i++) Assert.NotNull(Look().Find("sub/b.txt"));
            Assert.Contains("cannot be looked through", Assert.Single(_told));
            _fails = null;
            Assert.Equal(2, Look().Files.Count);
            Assert.Contains("in order again", _told[^1]);
        }
    }

    [Fact]
    public void A_folder_below_keeps_its_own_files_and_the_others_are_looked_at()
    {
        Look();
        _failsBelow = ("sub", new UnauthorizedAccessException("Permission denied"));
        File.Delete(_scratch["root/a.txt"]);
        Assert.Equal(["sub/b.txt"], Look().Files.Select(f => f.Path));
        Look();
        Assert.Contains("root/sub", Assert.Single(_told));
    }

    [Fact]
    public void The_place_of_a_disk_that_is_not_mounted_any_more_keeps_the_last_look()
    {
        Look();
        File.Delete(_scratch["root/a.txt"]);
        Directory.Delete(_scratch["root/sub"], recursive: true);
        _device = 2;
        Assert.Equal(2, Look().Files.Count);
        Assert.Contains("mounted", Assert.Single(_told));
        // On the same disk they were deleted.
        _device = 1;
        Assert.Empty(Look().Files);
    }

    [Fact]
    public void A_real_folder_without_rights_is_told_from_an_empty_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Nothing is closed to root.");
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(_scratch["root/sub"], UnixFileMode.None);
        List<string> unwalked = [];
        Assert.Equal(["a.txt"], ConfinedFolder.Files(_scratch["root"], (below, _) => unwalked.Add(below))
            .Select(f => f.Relative));
        Assert.Equal(["sub"], unwalked);
        File.SetUnixFileMode(_scratch["root/sub"], UnixFileMode.UserRead | UnixFileMode.UserExecute
            | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_folder_that_is_gone_from_the_disk_keeps_the_last_look()
    {
        FolderShelf shelf = new(_scratch["root"], null, _clock, this);
        Assert.Equal(2, shelf.Current.Files.Count);
        Directory.Move(_scratch["root"], _scratch["away"]);
        _clock.Advance(FolderShelf.LookAgainAfter);
        Assert.Equal(2, shelf.Current.Files.Count);
    }

    [Fact]
    public void The_stored_files_stay_when_the_index_cannot_be_read_any_more()
    {
        byte[] content = [1, 2, 3];
        LibraryStore store = new(_scratch.Folder("library"));
        using (LibraryChange change = store.Change())
        {
            change.Add(new LibraryEntry("x.sbn", LibraryContent.Sha256(content), 3, "", default), content);
            change.Commit();
        }

        FolderShelf shelf = new(null, _scratch["library"], _clock, this);
        Assert.NotNull(shelf.Current.Find("x.sbn"));
        File.WriteAllText(store.IndexPath, "");
        for (int i = 0; i < 3; i++)
        {
            _clock.Advance(FolderShelf.LookAgainAfter);
            Assert.NotNull(shelf.Current.Find("x.sbn"));
        }

        Assert.Contains("library repair", Assert.Single(_told));
    }

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Information) _told.Add(formatter(state, exception));
    }

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    private IShelf Look()
    {
        _clock.Advance(FolderShelf.LookAgainAfter);
        return _shelf.Current;
    }
}
