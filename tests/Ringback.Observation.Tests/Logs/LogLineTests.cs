using System.IO.Compression;
using System.Text;
using Ringback.Phones.Events;

namespace Ringback.Observation.Tests.Logs;

/// <summary>What stands around the words of a line, and how a file is written.</summary>
public sealed class LogLineTests
{
    private const string Name = "SEP0007EB02AB5C.cnf.xml";
    private const string Words = $"RRQ from 192.0.2.30 filename {Name}";

    [Theory]
    [InlineData("Dec 20 03:25:25 pbx in.tftpd[8214]: ", "2025-12-20T03:25:25Z")]
    [InlineData("Dec  2 03:25:25 pbx in.tftpd[8214]: ", "2025-12-02T03:25:25Z")]
    [InlineData("Dec 20 03:25:25 in.tftpd[8214]: ", "2025-12-20T03:25:25Z")]
    [InlineData("Dec 20 2021 03:25:25 pbx in.tftpd[8214]: ", "2021-12-20T03:25:25Z")]
    [InlineData("Dec 20 03:25:25.123456 pbx in.tftpd[8214]: ", "2025-12-20T03:25:25.123456Z")]
    [InlineData("<29>Dec 20 03:25:25 pbx in.tftpd[8214]: ", "2025-12-20T03:25:25Z")]
    [InlineData("<29>1 2021-12-20T03:25:25.5+01:00 pbx in.tftpd 8214 - - ", "2021-12-20T02:25:25.5Z")]
    [InlineData("<29>1 2021-12-20T03:25:25Z pbx in.tftpd 8214 ID1 [a b=\"c\"] ", "2021-12-20T03:25:25Z")]
    [InlineData("2021-12-20T03:25:25+0100 pbx in.tftpd[8214]: ", "2021-12-20T02:25:25Z")]
    [InlineData("2021-12-20T03:25:25.123456+01:00 pbx in.tftpd[8214]: ", "2021-12-20T02:25:25.123456Z")]
    [InlineData("2021-12-20 03:25:25,123 in.tftpd[8214]: ", "2021-12-20T03:25:25.123Z")]
    [InlineData("2021/12/20 03:25:25 ", "2021-12-20T03:25:25Z")]
    [InlineData("[2021-12-20 03:25:25 +0000] ", "2021-12-20T03:25:25Z")]
    [InlineData("20.12.2021 03:25:25 ", "2021-12-20T03:25:25Z")]
    [InlineData("20/12/2021 03:25:25 ", "2021-12-20T03:25:25Z")]
    [InlineData("12/20/2021 3:25:25 AM ", "2021-12-20T03:25:25Z")]
    [InlineData("12/20/2021 3:25:25 PM: ", "2021-12-20T15:25:25Z")]
    [InlineData("20-Dec-2021 03:25:25 ", "2021-12-20T03:25:25Z")]
    [InlineData("Mon Dec 20 03:25:25 2021 ", "2021-12-20T03:25:25Z")]
    [InlineData("Mon Dec 20 03:25:25 2021: ", "2021-12-20T03:25:25Z")]
    [InlineData("dec/20/2021 03:25:25 tftp,info ", "2021-12-20T03:25:25Z")]
    [InlineData("000123: *Dec 20 03:25:25.123: ", "2025-12-20T03:25:25.123Z")]
    [InlineData("1639970725.123456 ", "2021-12-20T03:25:25.123456Z")]
    [InlineData("20211220 032525 ", "2021-12-20T03:25:25Z")]
    [InlineData("> Dec 20 03:25:25 pbx in.tftpd[8214]: ", "2025-12-20T03:25:25Z")]
    [InlineData("\t  Dec 20 03:25:25 pbx in.tftpd[8214]: ", "2025-12-20T03:25:25Z")]
    public void A_prefix_of_any_fashion_is_taken_off(string prefix, string at)
    {
        FileAsked asked = Assert.Single(ReadLog.Of(prefix + Words).Events.OfType<FileAsked>());

        Assert.Equal((Name, "192.0.2.30"), (asked.Name, asked.Address!.ToString()));
        Assert.Equal(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), asked.At);
    }

    [Theory]
    [InlineData("something unknown | ")]
    [InlineData("{\"log\":\"")]
    [InlineData("root@pbx:/var/log# ")]
    [InlineData("daemon.notice in.tftpd[8214] says: ")]
    public void What_nobody_knows_before_the_words_is_passed_over(string prefix) =>
        Assert.Single(ReadLog.Of(prefix + Words).Asked);

    [Theory]
    [InlineData("P0030702T023#015.bin")]
    [InlineData("P0030702T023\\015.bin")]
    [InlineData("P0030702T023\\x0d.bin")]
    [InlineData("P0030702T023\\r.bin")]
    [InlineData("P0030702T023^M.bin")]
    [InlineData("P0030702T023<0D>.bin")]
    [InlineData("P0030702T023%0D.bin")]
    [InlineData("P0030702T023\r.bin")]
    public void A_carriage_return_in_a_name_is_one_however_it_is_written(string written)
    {
        ReadLog log = ReadLog.Of($"RRQ from 192.0.2.30 filename {written}\n");

        Assert.Equal("P0030702T023\r.bin", log.Events.OfType<FileAsked>().Single().Name);
        Assert.Contains(log.Explanation.Phones.Single().Findings, f => f.Code == "stray-character-in-name");
    }

    [Theory]
    [InlineData("firmware\\ringlist.xml")]
    [InlineData("a#b.cfg")]
    [InlineData("100%.cfg")]
    [InlineData("x^y.cfg")]
    public void What_only_resembles_an_escape_stays(string name) =>
        Assert.Equal(name,
        ReadLog.Of($"RRQ from 192.0.2.30 filename {name}\n").Events.OfType<FileAsked>().Single().Name);

    [Fact]
    public void A_blank_at_the_end_of_a_name_is_kept() => Assert.Equal("OS79XX.TXT ",
        ReadLog.Of("RRQ from 192.0.2.30 filename OS79XX.TXT \n").Events.OfType<FileAsked>().Single().Name);

    [Fact]
    public void Files_of_every_writing_are_read()
    {
        byte[] text = Encoding.ASCII.GetBytes($"x\r\n{Words}\r\ny\r\n");
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write(text);

        byte[][] writings =
        [
            text,
            [0xEF, 0xBB, 0xBF, .. text],
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Encoding.ASCII.GetString(text))],
            [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Encoding.ASCII.GetString(text))],
            Encoding.Unicode.GetBytes(Encoding.ASCII.GetString(text)),
            Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(text).Replace("\r\n", "\n", StringComparison.Ordinal)),
            Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(text).Replace("\r\n", "\r", StringComparison.Ordinal)),
            packed.ToArray(),
        ];
        Assert.All(writings, bytes =>
        {
            ReadLog log = ReadLog.Of(bytes);
            Assert.Equal([$"{Name} Unknown"], log.Asked);
            Assert.Equal((3, 1), (log.Summary.Lines, log.Summary.Understood));
            Assert.Equal("line:log/2", log.Events[0].Origin!.ToString());
        });
    }

    [Fact]
    public void Colours_and_the_marks_of_forums_and_web_pages_are_taken_off()
    {
        ReadLog log = ReadLog.Utf8($"""
            Hello everybody, this is what I see:
            [32mJun  1 00:00:01 pi in.tftpd[71]: [0m{Words}
            > > Jun  1 00:00:01 pi in.tftpd[71]: {Words}
            Read request for file &lt;{Name}&gt;. Mode octet [20/07 15:42:33.496]<br>
            “Serving {Name} to 192.0.2.30:1024”
            Please help, I have tried for two days.
            """);

        Assert.Equal(4, log.Asked.Length);
        Assert.Equal((6, 4), (log.Summary.Lines, log.Summary.Understood));
        Assert.Equal(["atftpd", "tftpd-hpa", "tftpd32"], log.Summary.Formats.Select(f => f.Name).Order());
    }

    [Fact]
    public void A_line_without_end_is_cut_and_told()
    {
        string endless = new('a', 300_000);

        ReadLog log = ReadLog.Of($"{endless}\n{Words}\n");

        Assert.Equal((2, 1, 1L), (log.Summary.Lines, log.Asked.Length, log.Summary.Cut));
    }

    [Fact]
    public void December_goes_over_into_January()
    {
        ReadLog log = ReadLog.Of($"Dec 31 23:59:59 pi in.tftpd[1]: {Words}\nJan  1 00:00:01 pi in.tftpd[1]: {Words}\n");

        Assert.Equal(2, (log.Events[1].At - log.Events[0].At).TotalSeconds);
    }

    [Fact]
    public void A_clock_without_a_day_goes_over_midnight()
    {
        ReadLog log = ReadLog.Of("23:59:59.5 IP 192.0.2.30.1031 > 192.0.2.1.69:  30 RRQ \"OS79XX.TXT\" octet\n"
            + "00:00:03.5 IP 192.0.2.30.1032 > 192.0.2.1.69:  30 RRQ \"OS79XX.TXT\" octet\n");

        Assert.Equal(4, (log.Events[1].At - log.Events[0].At).TotalSeconds);
    }

    [Fact]
    public void A_forced_format_is_the_only_one()
    {
        ReadLog log = ReadLog.Of($"{Words}\nServing {Name} to 192.0.2.30:1024\n", "atftpd");

        Assert.Equal((1, 1), (log.Asked.Length, log.Summary.Understood));
    }

    [Fact]
    public void A_mail_server_in_the_same_log_is_counted_and_not_understood()
    {
        string noise = string.Concat(Enumerable.Range(0, 500)
            .Select(i => $"Jun  1 00:00:01 pi postfix/smtpd[{i}]: connect from x\n"));

        ReadLog log = ReadLog.Of(noise + $"Jun  1 00:00:01 pi in.tftpd[71]: {Words}\n");

        Assert.Equal((501, 1), (log.Summary.Lines, log.Summary.Understood));
    }
}
