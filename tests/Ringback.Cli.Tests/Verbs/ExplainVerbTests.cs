using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Ringback.Catalogue;
using Ringback.Cli.Exits;
using Ringback.Cli.Verbs;
using Ringback.Journal.Sqlite;
using Ringback.Phones.Events;

namespace Ringback.Cli.Tests.Verbs;

/// <summary><c>explain</c> from the command line to what it prints and writes.</summary>
public sealed class ExplainVerbTests : IDisposable
{
    // The first image's name has a carriage return that somebody's editor left behind in OS79XX.TXT.
    private const string Stray = """
        Dec 20 03:25:25 secretpbx in.tftpd[8213]: RRQ from 10.20.30.40 filename OS79XX.TXT
        Dec 20 03:25:25 secretpbx in.tftpd[8213]: Client 10.20.30.40 finished OS79XX.TXT
        Dec 20 03:25:26 secretpbx in.tftpd[8214]: RRQ from 10.20.30.40 filename P0S3-06-3-00#015.sbn
        Dec 20 03:25:26 secretpbx in.tftpd[8214]: Client 10.20.30.40 File not found P0S3-06-3-00#015.sbn
        Dec 20 03:25:27 secretpbx sshd[99]: Accepted password for anna from 10.20.30.99
        Dec 20 03:25:28 secretpbx in.tftpd[8215]: RRQ from 10.20.30.40 filename SEP000E84C060A6.cnf.xml
        Dec 20 03:25:28 secretpbx in.tftpd[8215]: Client 10.20.30.40 File not found SEP000E84C060A6.cnf.xml

        """;

    private const string Healthy = """
        Dec 20 03:25:25 pbx in.tftpd[1]: RRQ from 192.0.2.5 filename CTLSEP000E84C060A6.tlv
        Dec 20 03:25:25 pbx in.tftpd[1]: Client 192.0.2.5 File not found CTLSEP000E84C060A6.tlv
        Dec 20 03:25:25 pbx in.tftpd[2]: RRQ from 192.0.2.5 filename SEP000E84C060A6.cnf.xml
        Dec 20 03:25:25 pbx in.tftpd[2]: Client 192.0.2.5 finished SEP000E84C060A6.cnf.xml
        Dec 20 03:25:25 pbx in.tftpd[3]: RRQ from 192.0.2.5 filename P0030801SR02.loads
        Dec 20 03:25:25 pbx in.tftpd[3]: Client 192.0.2.5 finished P0030801SR02.loads

        """;

    private static readonly string[] Secrets =
        ["10.20.30.40", "10.20.30.99", "000E84C060A6", "C060A6", "secretpbx", "anna"];

    private readonly ScratchFolder _folder = new();
    private readonly Overheard _heard = Overheard.ByFile();

    [Fact]
    public async Task Fault_is_exit_code_1_with_its_lines_and_the_odd_byte_is_seen()
    {
        Assert.Equal(ExitCode.Found, await RunAsync(_folder.Write("log", Stray)));
        Assert.Contains("stray-character-in-name", _heard.Output, StringComparison.Ordinal);
        Assert.Contains("P0S3-06-3-00␍.sbn", _heard.Output, StringComparison.Ordinal);
        Assert.Contains("start  03:25:25, line 1: asks for OS79XX.TXT", _heard.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Healthy_phone_is_exit_code_0()
    {
        Assert.Equal(ExitCode.Done, await RunAsync(_folder.Write("log", Healthy), "--json"));
        using JsonDocument told = JsonDocument.Parse(_heard.Output);
        Assert.Equal("tftpd-hpa", told.RootElement.GetProperty("source").GetProperty("format").GetString());
        JsonElement phone = Assert.Single(told.RootElement.GetProperty("phones").EnumerateArray());
        Assert.Equal(("000E84C060A6", "healthy"),
            (phone.GetProperty("mac").GetString(), phone.GetProperty("verdict").GetString()));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("dear diary\nnothing happened\n", "TFTP or DHCP server that this version knows")]
    public async Task What_is_no_log_is_exit_code_2_with_what_to_do(string text, string said)
    {
        Assert.Equal(ExitCode.Unusable, await RunAsync(_folder.Write("log", text)));
        Assert.Contains(said, Assert.Single(_heard.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--format takes auto or one of", "LOG", "--format", "nonsense")]
    [InlineData("--phone goes with --symptom", "LOG", "--phone", "7960")]
    [InlineData("not both", "LOG", "--symptom", "W220")]
    [InlineData("takes the log to explain")]
    [InlineData("is a folder", ".")]
    public async Task Bad_options_say_what_to_do(string said, params string[] typed)
    {
        string log = _folder.Write("log", Healthy);
        Assert.Equal(ExitCode.Unusable, await RunAsync([.. typed.Select(t => t == "LOG" ? log : t)]));
        Assert.Contains(said, Assert.Single(_heard.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Log_of_Windows_in_two_bytes_a_character_is_read(bool isBigEndian)
    {
        UnicodeEncoding wide = new(isBigEndian, byteOrderMark: true);
        string log = Stray.Replace("\n", "\r\n", StringComparison.Ordinal);
        await File.WriteAllBytesAsync(_folder["log"], [.. wide.GetPreamble(), .. wide.GetBytes(log)],
            TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Found, await RunAsync(_folder["log"]));
        Assert.Contains("stray-character-in-name", _heard.Output, StringComparison.Ordinal);
        Assert.Contains("8214]: RRQ from 10.20.30.40 filename P0S3-06-3-00#015.sbn", _heard.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Masked_nothing_of_the_network_is_shown_or_written()
    {
        string log = _folder.Write("log", Stray);
        Assert.Equal(ExitCode.Found, await RunAsync(
            log, "--mask", "--out", _folder["page.html"], "--bundle", _folder["all.zip"]));
        Assert.Equal(ExitCode.Found, await RunAsync(log, "--mask", "--json"));
        string page = await File.ReadAllTextAsync(_folder["page.html"], TestContext.Current.CancellationToken);
        Assert.All([_heard.Output, page, .. Unpacked(_folder["all.zip"]).Values], text => Assert.All(Secrets,
            secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase)));
        // The maker stays, and the same is the same everywhere.
        Assert.Contains("000E84000001", _heard.Output, StringComparison.Ordinal);
        Assert.Contains("000E84000001", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bundle_has_the_page_the_json_and_the_lines_of_the_findings_and_no_others()
    {
        Assert.Equal(ExitCode.Found, await RunAsync(_folder.Write("log", Stray), "--bundle", _folder["all.zip"]));
        Dictionary<string, string> files = Unpacked(_folder["all.zip"]);
        Assert.Equal(["about.txt", "explanation.html", "explanation.json", "lines.txt"],
            files.Keys.Order(StringComparer.Ordinal));
        using JsonDocument told = JsonDocument.Parse(files["explanation.json"]);
        Assert.Single(told.RootElement.GetProperty("phones").EnumerateArray());
        Assert.Contains("log:3: Dec 20 03:25:26 secretpbx in.tftpd[8214]: RRQ from 10.20.30.40 filename P0S3",
            files["lines.txt"], StringComparison.Ordinal);
        Assert.DoesNotContain("sshd", files["lines.txt"], StringComparison.Ordinal);
        Assert.Contains("stray-character-in-name", files["explanation.html"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_runs_nothing_and_fetches_nothing_whatever_phones_say()
    {
        const string bad = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;.cnf.xml";
        string log = Stray.Replace("P0S3-06-3-00#015.sbn", "P0S3-06-3-00#015.sbn" + bad, StringComparison.Ordinal)
            + $"Dec 20 03:25:29 secretpbx in.tftpd[8216]: RRQ from 10.20.30.40 filename {bad}\n"
            + $"Dec 20 03:25:29 secretpbx in.tftpd[8216]: Client 10.20.30.40 File not found {bad}\n";
        await RunAsync(_folder.Write("log<b>&.txt", log), "--out", _folder["page.html"]);
        string page = await File.ReadAllTextAsync(_folder["page.html"], TestContext.Current.CancellationToken);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.All(["<script", "<img", "<b>", "http:", "https:", "javascript:", "src=\"", "href="],
            never => Assert.DoesNotContain(never, page, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Names_of_files_steer_no_terminal(bool isTerminal)
    {
        using Overheard heard = isTerminal ? Overheard.ByTerminal() : Overheard.ByFile();
        // A line of a log ends where a line ends.
        string name = Hostile.Text.Replace("\n", "", StringComparison.Ordinal);
        string log = Stray + $"Dec 20 03:25:29 {name} in.tftpd[8216]: RRQ from 10.20.30.40 filename SEP{name}.cnf.xml\n"
            + $"Dec 20 03:25:29 pbx in.tftpd[8217]: RRQ from {name} filename OS79XX.TXT\n"
            + $"Dec 20 03:25:30 pbx in.tftpd[8218]: RRQ from 10.20.30.40 filename P0S3-06-3-00{name}.sbn\n"
            + $"Dec 20 03:25:30 pbx in.tftpd[8218]: Client 10.20.30.40 File not found P0S3-06-3-00{name}.sbn\n";
        // Half a pair becomes what stands for it.
        await File.WriteAllBytesAsync(
            _folder["log"], Encoding.UTF8.GetBytes(log), TestContext.Current.CancellationToken);
        await RunAsync(_folder["log"]);
        Hostile.Expect(heard.Output);
        Hostile.Expect(heard.Errors);
        Assert.Contains("P0S3-06-3-00", heard.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journal_is_explained_while_its_bench_is_open_and_as_a_copy()
    {
        string path = _folder["journal.db"];
        await using (SqliteJournal journal = SqliteJournal.Open(path))
        {
            foreach (PhoneEvent e in StrayStart())
                await journal.AppendAsync(e, TestContext.Current.CancellationToken);
            await journal.FlushAsync(TestContext.Current.CancellationToken);
            Assert.Equal(ExitCode.Found, await RunAsync(path));
            Assert.Contains("stray-character-in-name", _heard.Output, StringComparison.Ordinal);
        }

        byte[] before = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        File.Copy(path, _folder["sent.db"]);
        using Overheard heard = Overheard.ByFile();
        Assert.Equal(ExitCode.Found, await RunAsync(_folder["sent.db"], "--json"));
        using JsonDocument told = JsonDocument.Parse(heard.Output);
        Assert.Equal("journal", told.RootElement.GetProperty("source").GetProperty("format").GetString());
        JsonElement phone = Assert.Single(told.RootElement.GetProperty("phones").EnumerateArray());
        Assert.Equal("stray-character-in-name", phone.GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.StartsWith("bench:", phone.GetProperty("findings")[0].GetProperty("places")[0].GetString(),
            StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder["sent.db"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Database_of_somebody_else_is_refused_in_a_line()
    {
        await File.WriteAllBytesAsync(_folder["other.db"], [.. "SQLite format 3\0"u8, .. new byte[4_080]],
            TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Unusable, await RunAsync(_folder["other.db"]));
        Assert.Contains("other.db", Assert.Single(_heard.ErrorLines), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _heard.Dispose();
    }

    private static Dictionary<string, string> Unpacked(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        return zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using StreamReader reader = new(e.Open());
            return reader.ReadToEnd();
        });
    }

    /// <summary>What <see cref="Stray"/> tells, as a bench of ours has it.</summary>
    private static IEnumerable<PhoneEvent> StrayStart()
    {
        DateTimeOffset at = new(2026, 12, 20, 3, 25, 25, TimeSpan.Zero);
        IPAddress address = IPAddress.Parse("10.20.30.40");
        MacAddress mac = MacAddress.Parse("000E84C060A6");
        Guid bench = Guid.Parse("00000000-0000-0000-0000-00000000000a");
        yield return new FileAsked
        {
            At = at, Address = address, Mac = mac, Port = 50_000, Name = "OS79XX.TXT", Outcome = AskOutcome.Served,
            Served = "OS79XX.TXT", NamesLoad = "P0S3-06-3-00\r", Origin = new BenchOrigin(bench, 1, 1),
        };
        yield return new TransferEnded
        {
            At = at.AddMilliseconds(20), Address = address, Mac = mac, Port = 50_000, Name = "OS79XX.TXT",
            Outcome = TransferOutcome.Delivered, Bytes = 14, Length = 14, Blocks = 1, Retransmissions = 0,
            Seconds = 0.02, Origin = new BenchOrigin(bench, 1, 2),
        };
        yield return new FileAsked
        {
            At = at.AddSeconds(1), Address = address, Mac = mac, Port = 50_001, Name = "P0S3-06-3-00\r.sbn",
            Outcome = AskOutcome.NotHere, Origin = new BenchOrigin(bench, 1, 3),
        };
    }

    private static Task<int> RunAsync(params string[] typed) =>
        new LastNet(FaultReports.OfThisComputer()).CatchAsync(() => CommandLine.Read(["explain", .. typed]));
}
