using System.Text.Json;
using Ringback.Phones.Answers;
using Ringback.Phones.Events;
using Ringback.Workbench.Contents;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Tests.Bench;

/// <summary>
/// Every way that is known to lead out of a folder leads nowhere, with a goal and without, and no answer says where
/// the folder lies.
/// </summary>
public sealed class TraversalTests : IDisposable
{
    private const string Secret = "secret outside the folders";

    private static readonly string[] Names =
    [
        "../x", "../../x", "..\\x", "a/../../x", "sub/../../x", "sub\\..\\..\\x", "./../x", ".//..//x", "/../x",
        "\\..\\x",
        "../root-private/x", "../root/sub/inside.txt", "..", "../", ".", "./", "/", "\\", "", "...", ".../x", "....//x",
        "..;/x", "sub/..", " ../x", "../x ", "..\u00a0/x", ".. /x", ". ./x", "..\t/x", ".\n./x", "..\0/x", ".\0./x",
        "../x\0.cnf", "x\0", "/etc/passwd", "//etc/passwd", "\\etc\\passwd", "etc/passwd", "file:///etc/passwd",
        "~/x", "~root/x", "$HOME/x", "C:\\x", "C:/x", "C:x", "c:..\\x", "C:", "\\\\?\\C:\\x", "\\\\.\\C:\\x",
        "\\\\host\\share\\x", "//host/share/x", "\\\\localhost\\c$\\x", "%2e%2e/x", "%2e%2e%2fx", "..%2fx", "..%5cx",
        "%252e%252e/x", "..%c0%afx", "..%00/x", "CON", "NUL", "nul.txt", "COM1.txt", "LPT1", "AUX", "CONIN$",
        "sub/inside.txt.", "sub/inside.txt ....", "sub./inside.txt", "inside.txt::$DATA", "sub/inside.txt::$DATA",
        "sub:$I30:$INDEX_ALLOCATION/inside.txt", "x::$DATA", "\u00c0\u00ae\u00c0\u00ae/x", "..\u00c0\u00afx",
        "\u00e0\u0080\u00ae\u00e0\u0080\u00ae/x", "\u00ef\u00bc\u008e\u00ef\u00bc\u008e/x", "..\u00e2\u0088\u0095x",
        "..\u00ef\u00bc\u008fx", "\ufeff../x", "../SIPDefault.cnf", "..\\SIPDefault.cnf", "/proc/self/environ",
        "/proc/self/cwd/x", "/dev/zero", "sub/inside.txt/..", "sub/inside.txt/../../../x", "*", "?", "sub/*",
        "inside.tx?", "INSIDE~1.TXT", "SUB~1/inside.txt",
    ];

    private readonly PracticeBench _bench = new();

    public TraversalTests()
    {
        foreach (string outside in (string[])["x", "x.txt", "SIPDefault.cnf", "root-private/x", "etc/passwd"])
            _bench.Scratch.Write(outside, Secret);
        _bench.Scratch.Write("root/sub/inside.txt", "inside");
    }

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("sip")]
    public void No_name_leads_out_of_the_folder(string? goal)
    {
        CaseDesk desk = _bench.Desk(goal);
        Assert.All(Names, name =>
        {
            if (desk.Ask(PracticeBench.Simulated, name) is Serve served)
                Assert.DoesNotContain(Secret, ContentOf(served));
        });
    }

    [Fact]
    public void Without_a_goal_no_such_name_gets_anything_but_the_file_inside()
    {
        CaseDesk desk = _bench.Desk(null);
        Assert.All(Names, name =>
        {
            if (desk.Ask(PracticeBench.Real, name) is Serve served) Assert.Equal("inside", ContentOf(served));
        });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sip")]
    public async Task Nothing_that_is_told_says_where_the_folder_lies(string? goal)
    {
        CaseDesk desk = _bench.Desk(goal);
        Assert.All(Names, name => Assert.DoesNotContain(_bench.Scratch.Path,
            desk.Ask(PracticeBench.Simulated, name).Because));
        string path = JsonEncodedText.Encode(_bench.Scratch.Path).ToString();
        Assert.All(await _bench.EventsAsync(), e => Assert.DoesNotContain(path, EventJson.Write(e)));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("..\\x")]
    [InlineData("sub/../../x")]
    [InlineData("..\0/x")]
    [InlineData("C:\\x")]
    [InlineData("C:x")]
    public void What_can_only_be_meant_to_lead_out_is_a_trespass(string name) =>
        Assert.True(Assert.IsType<Refused>(_bench.Desk(null).Ask(PracticeBench.Real, name)).IsTrespass);

    [Theory]
    [InlineData("/sub/inside.txt")]
    [InlineData("\\sub\\inside.txt")]
    [InlineData("./sub//inside.txt")]
    public void A_foreign_way_of_writing_a_path_still_finds_what_is_inside(string name) =>
        Assert.Equal("inside", ContentOf(Assert.IsType<Serve>(_bench.Desk(null).Ask(PracticeBench.Real, name))));

    [Fact]
    public void Links_out_of_the_folder_lead_nowhere()
    {
        File.CreateSymbolicLink(_bench.Scratch["root/link.txt"], _bench.Scratch["x.txt"]);
        File.CreateSymbolicLink(_bench.Scratch["root/relative.txt"], "../x.txt");
        Directory.CreateSymbolicLink(_bench.Scratch["root/folder"], _bench.Scratch["root-private"]);
        CaseDesk desk = _bench.Desk(null);
        Assert.All((string[])["link.txt", "relative.txt", "folder/x", "folder\\x"],
            name => Assert.IsType<NotHere>(desk.Ask(PracticeBench.Real, name)));
    }

    [Fact]
    public void A_link_that_is_turned_outward_between_two_questions_leads_nowhere()
    {
        File.CreateSymbolicLink(_bench.Scratch["root/link.txt"], _bench.Scratch["root/sub/inside.txt"]);
        CaseDesk desk = _bench.Desk(null);
        Assert.IsType<Serve>(desk.Ask(PracticeBench.Real, "link.txt"));
        File.Delete(_bench.Scratch["root/link.txt"]);
        File.CreateSymbolicLink(_bench.Scratch["root/link.txt"], _bench.Scratch["x.txt"]);
        // The desk has not looked again yet; what it promises is still not what the link leads to now.
        Assert.DoesNotContain(Secret, ContentOf(Assert.IsType<Serve>(desk.Ask(PracticeBench.Real, "link.txt"))));
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<NotHere>(desk.Ask(PracticeBench.Real, "link.txt"));
    }

    [Fact]
    public void A_folder_that_is_turned_into_a_link_outward_leads_nowhere()
    {
        _bench.Scratch.Write("outside/inside.txt", Secret[..6]);
        CaseDesk desk = _bench.Desk(null);
        Assert.IsType<Serve>(desk.Ask(PracticeBench.Real, "sub/inside.txt"));
        Directory.Delete(_bench.Scratch["root/sub"], recursive: true);
        Directory.CreateSymbolicLink(_bench.Scratch["root/sub"], _bench.Scratch["outside"]);
        Serve served = Assert.IsType<Serve>(desk.Ask(PracticeBench.Real, "sub/inside.txt"));
        Assert.Null(new ContentStore(_bench.Shelf(_bench.Clock)).Open(served.Content));
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<NotHere>(desk.Ask(PracticeBench.Real, "sub/inside.txt"));
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused_and_told()
    {
        CaseDesk desk = _bench.Desk("sip");
        string longest = new('a', PhoneAnswers.LongestName);
        Assert.IsType<NotHere>(desk.Ask(PracticeBench.Real, longest));
        Refused refused = Assert.IsType<Refused>(desk.Ask(PracticeBench.Real, longest + "a"));
        Assert.Contains("256", refused.Because);
        Assert.Equal(AskOutcome.Refused, (await _bench.EventsAsync<FileAsked>())[^1].Outcome);
    }

    private string ContentOf(Serve served)
    {
        ITftpContent? content = new ContentStore(_bench.Shelf(_bench.Clock)).Open(served.Content);
        if (content is null) return "";
        byte[] bytes = new byte[content.Length];
        content.Read(0, bytes);
        return System.Text.Encoding.Latin1.GetString(bytes);
    }
}
