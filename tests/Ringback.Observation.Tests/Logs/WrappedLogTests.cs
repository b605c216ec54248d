using System.Text;
using Ringback.Phones.Events;

namespace Ringback.Observation.Tests.Logs;

/// <summary>Logs that came through other programs, windows and forums before anybody asked what they mean.</summary>
public sealed class WrappedLogTests
{
    private const string Name = "SEP0007EB02AB5C.cnf.xml";
    private const string Asks = $"RRQ from 192.0.2.30 filename {Name}";
    private const string Misses = $"Client 192.0.2.30 File not found {Name}";
    private const string Tag = "pi in.tftpd[71]: ";

    private static readonly DateTimeOffset Then = new(2026, 3, 4, 10, 0, 7, TimeSpan.Zero);

    [Theory]
    [InlineData("12: Mar  4 10:00:07 " + Tag + "{0}")]
    [InlineData("   12 Mar  4 10:00:07 " + Tag + "{0}")]
    [InlineData("    12\tMar  4 10:00:07 " + Tag + "{0}")]
    [InlineData("/var/log/syslog:12:Mar  4 10:00:07 " + Tag + "{0}")]
    [InlineData("tftp-1  | 2026-03-04T10:00:07.000000Z {0}")]
    [InlineData("2026-03-04T10:00:07.000000000Z stdout F Mar  4 10:00:07 " + Tag + "{0}")]
    [InlineData("1 2026-03-04T10:00:07Z pi in.tftpd 71 - - {0}")]
    [InlineData("Wed 2026-03-04 10:00:07 CET " + Tag + "{0}")]
    [InlineData("2026-03-04 10:00:07\tDaemon.Info\t192.0.2.9\tMar  4 10:00:07 " + Tag + "{0}")]
    [InlineData("03-04-2026\t10:00:07\tDaemon.Info\tpi\tin.tftpd[71]: {0}", false)]
    [InlineData("Information,03/04/2026 10:00:07 AM,tftpd,1,None,{0}", false)]
    [InlineData("\"2026/03/04 10:00:07\",\"Info\",\"tftpd\",\"{0}\",\"x\"")]
    [InlineData("time=\"2026-03-04T10:00:07Z\" level=info msg=\"{0}\" program=in.tftpd")]
    [InlineData("<li>Mar  4 10:00:07 " + Tag + "{0}</li>")]
    [InlineData("Mar  4 10:00:07 " + Tag + "{0}<br>")]
    [InlineData("Mar  4 10:00:07 " + Tag + "[ID 123456 daemon.info] {0}")]
    [InlineData("Mar  4 10:00:07 " + Tag + "message repeated 2 times: [ {0}]")]
    [InlineData("{{\"log\":\"Mar  4 10:00:07 " + Tag + "{0}\\r\\n\",\"time\":\"2026-03-04T10:00:08Z\"}}")]
    [InlineData("{{\"__REALTIME_TIMESTAMP\":\"1772618407000000\",\"SYSLOG_IDENTIFIER\":\"in.tftpd\",\"_PID\":\"71\","
        + "\"MESSAGE\":\"{0}\"}}")]
    [InlineData("{{\"@timestamp\":\"2026-03-04T10:00:07Z\",\"host\":{{\"name\":\"pi\"}},\"message\":\"{0}\"}}")]
    public void A_line_is_found_within_what_others_put_around_it(string wrapping, bool isDated = true)
    {
        string[] lines = [.. new[] { Asks, Misses }.Select(l => string.Format(null, wrapping, l))];
        ReadLog log = ReadLog.Utf8(string.Join('\n', lines));

        Assert.Equal([$"{Name} NotHere"], log.Asked);
        Assert.Equal((2, 2), (log.Summary.Lines, log.Summary.Understood));
        Assert.Equal(isDated ? Then : log.Events[0].At, log.Events[0].At);
    }

    [Fact]
    public void A_sentence_that_begins_with_a_name_is_found_in_its_column()
    {
        ReadLog log = ReadLog.Of($"""
            "Warning","3/4/2026 10:00:07 AM","TFTP","1","None","{Name} not found. Request from (192.0.2.30)"
            """);

        Assert.Equal([$"{Name} NotHere"], log.Asked);
    }

    [Fact]
    public void A_name_with_an_odd_character_comes_out_of_a_journal_as_it_is()
    {
        string numbers = string.Join(',', Encoding.ASCII.GetBytes("RRQ from 192.0.2.30 filename P0030702T023\r.bin"));
        ReadLog log = ReadLog.Of($"{{\"_PID\":\"7\",\"SYSLOG_IDENTIFIER\":\"in.tftpd\",\"MESSAGE\":[{numbers}]}}\n");

        Assert.Equal("P0030702T023\r.bin", log.Events.OfType<FileAsked>().Single().Name);
    }

    [Fact]
    public void A_line_of_JSON_that_was_cut_tells_what_is_there()
    {
        const string whole = $"{{\"MESSAGE\":\"Mar  4 10:00:07 {Tag}{Asks}\",\"_PID\":\"71\"}}";
        for (int length = 1; length <= whole.Length; length++)
        {
            ReadLog log = ReadLog.Of(whole[..length]);
            Assert.InRange(log.Summary.Understood, 0, 1);
        }
    }

    [Fact]
    public void Blanks_that_a_window_put_behind_every_line_are_no_part_of_a_name()
    {
        string line = $"Mar  4 10:00:07 {Tag}{Asks}   \n";
        ReadLog log = ReadLog.Of(string.Concat(Enumerable.Repeat(line, 5)));

        Assert.All(log.Events.OfType<FileAsked>(), a => Assert.Equal(Name, a.Name));
    }

    [Fact]
    public void A_log_whose_newest_line_stands_first_is_read_from_behind()
    {
        string[] lines =
        [
            $"Mar  4 10:00:09 pi in.tftpd[73]: Client 192.0.2.30 finished SIPDefault.cnf",
            $"Mar  4 10:00:09 pi in.tftpd[73]: RRQ from 192.0.2.30 filename SIPDefault.cnf",
            $"Mar  4 10:00:08 pi in.tftpd[72]: Client 192.0.2.30 File not found {Name}",
            $"Mar  4 10:00:08 pi in.tftpd[72]: {Asks}",
            $"Mar  4 10:00:07 pi in.tftpd[71]: RRQ from 192.0.2.30 filename CTLSEP0007EB02AB5C.tlv",
        ];
        ReadLog log = ReadLog.Of(string.Join('\n', lines) + "\n");
        FileAsked[] asked = [.. log.Book.Phones().Single().Events.OfType<FileAsked>()];

        Assert.Equal(["CTLSEP0007EB02AB5C.tlv", Name, "SIPDefault.cnf"], asked.Select(a => a.Name));
        Assert.Equal([AskOutcome.NotHere, AskOutcome.Served], asked[1..].Select(a => a.Outcome));
        Assert.Equal(["line:log/5", "line:log/4", "line:log/2"], asked.Select(a => a.Origin!.ToString()));
    }

    [Fact]
    public void Lines_that_two_services_wrote_down_count_once()
    {
        string[] lines = [.. Enumerable.Range(0, 6).Select(i => $"Mar  4 10:00:0{i} pi in.tftpd[7{i}]: {Asks}")];
        ReadLog twice = ReadLog.Of(string.Concat(lines.SelectMany(l => new[] { l, "\n", l, "\n" })));
        ReadLog again = ReadLog.Of(string.Concat(lines.Concat(lines).Select(l => l + "\n")));

        Assert.Equal(6, twice.Asked.Length);
        Assert.Equal(12, twice.Summary.Understood);
        Assert.Equal(6, again.Asked.Length);
    }

    [Fact]
    public void A_phone_that_asks_again_within_a_second_asks_again()
    {
        string line = $"Mar  4 10:00:07 {Tag}{Asks}\n";

        Assert.Equal(9, ReadLog.Of(string.Concat(Enumerable.Repeat(line, 9))).Asked.Length);
        Assert.Equal(4, ReadLog.Of(string.Concat(Enumerable.Repeat(Asks + "\n", 4))).Asked.Length);
    }

    [Fact]
    public void A_time_in_the_words_of_another_program_is_no_time_of_the_log()
    {
        ReadLog log = ReadLog.Of($"""
            Mar  4 10:00:07 {Tag}{Asks}
            certificate of pi: valid until 2027-01-01 00:00:00, renewed by nobody
            Mar  4 10:00:08 {Tag}{Misses}
            """);

        Assert.Equal(Then.AddSeconds(1), log.Book.Until);
    }
}
