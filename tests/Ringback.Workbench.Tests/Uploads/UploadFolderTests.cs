using Ringback.Phones.Events;
using Ringback.Wire.Tftp;
using Ringback.Workbench.Tftp;
using Ringback.Workbench.Uploads;

namespace Ringback.Workbench.Tests.Uploads;

/// <summary>What may be written where, and that nothing half-written stays.</summary>
public sealed class UploadFolderTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public UploadFolderTests() => Directory.CreateDirectory(_scratch["in"]);

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("..\\x")]
    [InlineData("/etc/passwd")]
    [InlineData("C:x")]
    [InlineData("x::$DATA")]
    [InlineData(".hidden")]
    [InlineData("..")]
    [InlineData("x.")]
    [InlineData("x ")]
    [InlineData("CON")]
    [InlineData("com1.txt")]
    [InlineData("nul .cfg")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("")]
    [InlineData("\u00C0\u00AE\u00C0\u00AE")]
    public void A_name_that_is_not_plain_is_refused(string name)
    {
        UploadDecision decision = Folder(Options()).Decide(Request(name));
        Assert.Equal(UploadOutcome.Refused, decision.Refusal);
        Assert.Equal(TftpErrorCode.AccessViolation, Assert.IsType<TftpDeny>(decision.Verdict).Code);
    }

    [Theory]
    [InlineData("SIP000E84C060A6.cnf", "SIP000E84C060A6.cnf")]
    [InlineData("a b.txt", "a b.txt")]
    [InlineData("caf\u00C3\u00A9", "café")]
    public void A_plain_name_is_kept_as_it_is(string asked, string onDisk)
    {
        Assert.Null(Keep(Options(), asked, "abc"u8.ToArray()));
        Assert.Equal([onDisk], Directory.GetFiles(_scratch["in"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_that_is_there_is_not_overwritten_unless_told()
    {
        Assert.Null(Keep(Options(), "f", [1]));
        UploadDecision again = Folder(Options()).Decide(Request("f"));
        Assert.Equal((UploadOutcome.Exists, TftpErrorCode.FileExists),
            (again.Refusal, Assert.IsType<TftpDeny>(again.Verdict).Code));
        Assert.Null(Keep(Options() with { Overwrites = true }, "f", [2, 2]));
        Assert.Equal([2, 2], File.ReadAllBytes(_scratch["in/f"]));
    }

    [Fact]
    public void Somebody_who_was_faster_is_not_overwritten_and_nothing_half_stays()
    {
        TftpTake take = Assert.IsType<TftpTake>(Folder(Options()).Decide(Request("f")).Verdict);
        _scratch.Write("in/f", "theirs");
        Assert.Equal(TftpErrorCode.FileExists, take.Upload.Keep([new byte[] { 1 }])?.Code);
        Assert.Equal(["f"], Directory.GetFiles(_scratch["in"]).Select(Path.GetFileName));
        Assert.Equal("theirs", File.ReadAllText(_scratch["in/f"]));
    }

    [Fact]
    public void What_is_announced_larger_than_allowed_is_refused_at_once()
    {
        UploadFolder folder = Folder(Options() with { Largest = 100 });
        Assert.Equal(UploadOutcome.TooLarge, folder.Decide(Request("f", new TftpOption("tsize", "101"))).Refusal);
        Assert.Null(folder.Decide(Request("f", new TftpOption("tsize", "100"))).Refusal);
    }

    [Fact]
    public void More_than_the_disk_has_is_refused_at_once()
    {
        UploadFolder folder = Folder(Options() with { Largest = long.MaxValue });
        UploadDecision decision = folder.Decide(Request("f", new TftpOption("tsize", $"{long.MaxValue}")));
        Assert.Equal(UploadOutcome.DiskFull, decision.Refusal);
    }

    [Fact]
    public void A_folder_that_is_gone_is_an_error_and_not_a_success()
    {
        TftpTake take = Assert.IsType<TftpTake>(Folder(Options()).Decide(Request("f")).Verdict);
        Directory.Delete(_scratch["in"]);
        Assert.NotNull(take.Upload.Keep([new byte[] { 1 }]));
    }

    [Fact]
    public void Text_is_translated_although_its_line_ends_are_torn()
    {
        TftpRequest request = new(true, "f", TftpMode.Netascii, []);
        TftpTake take = Assert.IsType<TftpTake>(Folder(Options()).Decide(request).Verdict);
        Assert.Null(take.Upload.Keep(["a\r"u8.ToArray(), "\nb\r"u8.ToArray(), "\0c\r"u8.ToArray()]));
        Assert.Equal("a\nb\rc\r", File.ReadAllText(_scratch["in/f"]));
    }

    private static UploadFolder Folder(UploadOptions options) => new(options, TimeProvider.System);

    private UploadOptions Options() => new(_scratch["in"]);

    private static TftpRequest Request(string name, params TftpOption[] options) =>
        new(true, name, TftpMode.Octet, options);

    private static TftpDeny? Keep(UploadOptions options, string name, byte[] content) =>
        Assert.IsType<TftpTake>(Folder(options).Decide(Request(name)).Verdict).Upload.Keep([content]);
}
