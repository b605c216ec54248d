using System.Runtime.Versioning;
using Ringback.Journal.Sqlite;

namespace Ringback.Journal.Tests;

/// <summary>The journal's files are the user's alone, and are never reached by a link.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OwnFilesTests : IDisposable
{
    private const UnixFileMode Everybody = OwnFiles.FileMode | UnixFileMode.GroupRead | UnixFileMode.OtherRead
        | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly ScratchFolder _folder = new();

    public OwnFilesTests() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has rights of its own and the profile is closed.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => _folder["journal.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Folder_and_files_are_closed_to_others_while_it_is_written()
    {
        string folder = _folder["data"];
        await using SqliteJournal journal = SqliteJournal.Open(Path.Combine(folder, "journal.db"));
        await KeepAsync(journal);

        Assert.Equal(OwnFiles.FolderMode, File.GetUnixFileMode(folder));
        string[] files = [.. Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
        Assert.Equal(["journal.db", "journal.db-shm", "journal.db-wal", "journal.lock", "journal.pid"], files);
        Assert.All(files, f => Assert.Equal(OwnFiles.FileMode, File.GetUnixFileMode(Path.Combine(folder, f))));
    }

    [Fact]
    public async Task Files_of_before_are_closed_too()
    {
        await SqliteJournal.Open(FilePath).DisposeAsync();
        foreach (string path in new[] { FilePath, FilePath + "-wal" })
        {
            await using (File.Open(path, FileMode.OpenOrCreate))
            {
            }

            File.SetUnixFileMode(path, Everybody);
        }

        await using SqliteJournal journal = SqliteJournal.Open(FilePath);
        await KeepAsync(journal);

        Assert.Equal(OwnFiles.FileMode, File.GetUnixFileMode(FilePath));
        Assert.Equal(OwnFiles.FileMode, File.GetUnixFileMode(FilePath + "-wal"));
        Assert.Equal(OwnFiles.FileMode, File.GetUnixFileMode(FilePath + "-shm"));
    }

    [Theory]
    [InlineData("journal.db")]
    [InlineData("journal.db-wal")]
    [InlineData("journal.db-shm")]
    [InlineData("journal.db-journal")]
    [InlineData("journal.lock")]
    [InlineData("journal.pid")]
    public async Task Link_in_a_files_place_is_refused_and_nothing_outside_changes(string name)
    {
        await SqliteJournal.Open(FilePath).DisposeAsync();
        string outside = Path.Combine(_folder["outside"], "precious");
        Directory.CreateDirectory(_folder["outside"]);
        File.Delete(_folder[name]);
        File.CreateSymbolicLink(_folder[name], outside);

        // Once to nothing, which would be made, and once to a file, which would be written.
        Assert.Contains("is a link", Assert.Throws<JournalException>(() => SqliteJournal.Open(FilePath)).Message,
            StringComparison.Ordinal);
        Assert.False(File.Exists(outside));
        await File.WriteAllTextAsync(outside, "precious", Token);
        File.SetUnixFileMode(outside, Everybody);
        Assert.Throws<JournalException>(() => SqliteJournal.Open(FilePath));
        Assert.Equal("precious", await File.ReadAllTextAsync(outside, Token));
        Assert.Equal(Everybody, File.GetUnixFileMode(outside));
    }

    [Fact]
    public async Task Reader_follows_no_link_either()
    {
        await SqliteJournal.Open(FilePath).DisposeAsync();
        File.Move(FilePath, _folder["elsewhere.db"]);
        File.CreateSymbolicLink(FilePath, _folder["elsewhere.db"]);

        JournalException e = Assert.Throws<JournalException>(() => SqliteJournal.OpenForReading(FilePath));

        Assert.Contains("is a link", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Root_does_not_follow_a_link_in_the_place_of_the_folder()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Whoever is not root may lead himself where he likes.");
        Directory.CreateDirectory(_folder["real"]);
        Directory.CreateSymbolicLink(_folder["data"], _folder["real"]);

        JournalException e = Assert.Throws<JournalException>(
            () => SqliteJournal.Open(Path.Combine(_folder["data"], "journal.db")));

        Assert.Contains("root does not follow it", e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["real"]));
    }

    private static async Task KeepAsync(SqliteJournal journal)
    {
        Assert.True(journal.TryAppend(EventSamples.Numbered(0)));
        await journal.FlushAsync(Token);
    }
}
