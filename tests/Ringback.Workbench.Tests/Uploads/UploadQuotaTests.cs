using Ringback.Phones.Events;
using Ringback.Wire.Tftp;
using Ringback.Workbench.Tftp;
using Ringback.Workbench.Uploads;

namespace Ringback.Workbench.Tests.Uploads;

/// <summary>What may lie in the folder in all, and what is never written through.</summary>
public sealed class UploadQuotaTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly HandClock _clock = new();

    public UploadQuotaTests() => _scratch.Folder("in");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void There_are_no_more_files_than_may_be()
    {
        UploadFolder folder = Folder(Options() with { MostFiles = 2 });
        Assert.Null(Keep(folder, "a", 1));
        Assert.Null(Keep(folder, "b", 1));
        Refused(folder, "c");
        // Whoever restarts the program gets no new share.
        Refused(Folder(Options() with { MostFiles = 2 }), "c");
        File.Delete(_scratch["in/a"]);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(Keep(folder, "c", 1));
    }

    [Fact]
    public void There_are_no_more_bytes_than_may_be()
    {
        UploadFolder folder = Folder(Options() with { AllBytes = 100 });
        Assert.Null(Keep(folder, "a", 60));
        Refused(folder, "b", new TftpOption("tsize", "41"));
        Assert.Equal(40, Take(folder, "b").Upload.Limit);
        Assert.Equal(TftpErrorCode.DiskFull, Keep(folder, "b", 41)?.Code);
        Assert.Null(Keep(folder, "b", 40));
        Assert.Equal(0, Take(folder, "c").Upload.Limit);
        Assert.Equal(100, Directory.GetFiles(_scratch["in"]).Sum(f => new FileInfo(f).Length));
    }

    [Fact]
    public void What_is_replaced_gives_its_share_back()
    {
        UploadFolder folder = Folder(Options() with { AllBytes = 100, MostFiles = 1, Overwrites = true });
        Assert.Null(Keep(folder, "a", 90));
        Assert.Null(Keep(folder, "a", 100));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(Keep(folder, "a", 1));
        Assert.Equal(100, Take(folder, "a").Upload.Limit);
    }

    [Fact]
    public void Several_that_are_taken_at_once_do_not_share_one_share()
    {
        UploadFolder folder = Folder(Options() with { AllBytes = 100, MostFiles = 2 });
        TftpTake[] takes = [Take(folder, "a"), Take(folder, "b"), Take(folder, "c")];
        Assert.Null(takes[0].Upload.Keep([new byte[60]]));
        Assert.Equal(TftpErrorCode.DiskFull, takes[1].Upload.Keep([new byte[60]])?.Code);
        Assert.Null(takes[1].Upload.Keep([new byte[1]]));
        Assert.Equal(TftpErrorCode.DiskFull, takes[2].Upload.Keep([new byte[1]])?.Code);
    }

    [Fact]
    public void A_file_that_could_not_be_written_costs_no_share()
    {
        UploadFolder folder = Folder(Options() with { MostFiles = 1 });
        TftpTake take = Take(folder, "a");
        Directory.Delete(_scratch["in"]);
        Assert.NotNull(take.Upload.Keep([new byte[1]]));
        _scratch.Folder("in");
        Assert.Null(Keep(folder, "a", 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_is_written_through_a_link_or_a_pipe(bool overwrites)
    {
        _scratch.Write("outside/f", "precious");
        File.CreateSymbolicLink(_scratch["in/link"], _scratch["outside/f"]);
        File.CreateSymbolicLink(_scratch["in/dangling"], _scratch["outside/made"]);
        Directory.CreateSymbolicLink(_scratch["in/folder"], _scratch["outside"]);
        Outside.MakePipe(_scratch["in/pipe"]);
        string[] inside = Outside.Snapshot(_scratch["in"]), outside = Outside.Snapshot(_scratch["outside"]);
        UploadFolder folder = Folder(Options() with { Overwrites = overwrites });
        foreach (string name in (string[])["link", "dangling", "folder", "pipe"])
            Assert.Equal(UploadOutcome.Refused, folder.Decide(Request(name)).Refusal);
        // And neither when they come while the file is on its way.
        TftpTake late = Take(folder, "late");
        File.CreateSymbolicLink(_scratch["in/late"], _scratch["outside/f"]);
        Assert.NotNull(late.Upload.Keep([new byte[] { 1 }]));
        File.Delete(_scratch["in/late"]);
        Assert.Equal(inside, Outside.Snapshot(_scratch["in"]));
        Assert.Equal(outside, Outside.Snapshot(_scratch["outside"]));
    }

    private UploadOptions Options() => new(_scratch["in"]);

    private UploadFolder Folder(UploadOptions options) => new(options, _clock);

    private static void Refused(UploadFolder folder, string name, params TftpOption[] options)
    {
        UploadDecision decision = folder.Decide(Request(name, options));
        Assert.Equal((UploadOutcome.QuotaFull, TftpErrorCode.DiskFull),
            (decision.Refusal, Assert.IsType<TftpDeny>(decision.Verdict).Code));
    }

    private static TftpRequest Request(string name, params TftpOption[] options) =>
        new(true, name, TftpMode.Octet, options);

    private static TftpTake Take(UploadFolder folder, string name) =>
        Assert.IsType<TftpTake>(folder.Decide(Request(name)).Verdict);

    private static TftpDeny? Keep(UploadFolder folder, string name, int bytes) =>
        Take(folder, name).Upload.Keep([new byte[bytes]]);
}
