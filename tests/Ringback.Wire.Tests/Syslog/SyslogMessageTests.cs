using System.Text;
using Ringback.Wire.Syslog;

namespace Ringback.Wire.Tests.Syslog;

public sealed class SyslogMessageTests
{
    private const string Old = "<134>Nov 25 16:14:00 SEP000E84C060A6 tftp[12]: asked for \"x\"";
    private const string New =
        "<165>1 2026-11-25T16:14:00.003Z SEP000E84C060A6.example.net app 12 ID47 [a@1 k=\"] \\\" \"][b@1] it's up";

    [Fact]
    public void A_line_of_RFC_3164_reads()
    {
        SyslogMessage message = Read(Old);
        Assert.Equal(("local0", SyslogSeverity.Informational), (message.Priority!.Value.Facility,
            message.Priority.Value.Severity));
        Assert.Equal(("Nov 25 16:14:00", "SEP000E84C060A6", "tftp", "asked for \"x\""), Parts(message));
        Assert.Equal("000E84C060A6", message.Mac);
    }

    [Fact]
    public void A_line_of_RFC_5424_reads()
    {
        SyslogMessage message = Read(New);
        Assert.Equal(("local4", SyslogSeverity.Notice), (message.Priority!.Value.Facility,
            message.Priority.Value.Severity));
        Assert.Equal(("2026-11-25T16:14:00.003Z", "SEP000E84C060A6.example.net", "app", "it's up"), Parts(message));
        Assert.Equal("000E84C060A6", message.Mac);
    }

    [Theory]
    [InlineData("<13>1 - - - - - -", null, null, null, "")]
    [InlineData("<13>1 - h t - - - \ufeffworld", null, "h", "t", "world")]
    [InlineData("<13>1 - h t - - [only@1 data=\"1\"]", null, "h", "t", "[only@1 data=\"1\"]")]
    [InlineData("<13>1 - h t - - [never ends", null, "h", "t", "[never ends")]
    [InlineData("<13>1 of 3 phones", null, null, null, "1 of 3 phones")]
    [InlineData("<189>45: *Mar  1 00:00:10.123: %SYS-5-CONFIG_I: by console", "Mar  1 00:00:10.123", null,
        "%SYS-5-CONFIG_I", "by console")]
    [InlineData("<189>Jan 02 2006 10:10:10 192.0.2.7 : up", "Jan 02 2006 10:10:10", "192.0.2.7", null, ": up")]
    [InlineData("<30>dhcp[3]: no answer", null, null, "dhcp", "no answer")]
    [InlineData("<30>SEP000e84c060a6 no date", null, "SEP000e84c060a6", null, "no date")]
    [InlineData("<30>SEP000e84c060a6: no date", null, null, "SEP000e84c060a6", "no date")]
    [InlineData("<30>just words, and 10:20:30 too", null, null, null, "just words, and 10:20:30 too")]
    [InlineData("<30>10.0.0.1:69 fails", null, null, null, "10.0.0.1:69 fails")]
    [InlineData("<30>Nov 25 16:14:00 host", "Nov 25 16:14:00", "host", null, "")]
    [InlineData("debug: all of it is text", null, null, null, "debug: all of it is text")]
    [InlineData("<192>too large", null, null, null, "<192>too large")]
    [InlineData("<x>none", null, null, null, "<x>none")]
    [InlineData("<>none", null, null, null, "<>none")]
    [InlineData("<1", null, null, null, "<1")]
    public void What_is_missing_is_missed_and_the_rest_is_text(
        string line, string? time, string? host, string? tag, string text) =>
        Assert.Equal((time, host, tag, text), Parts(Read(line)));

    [Theory]
    [InlineData("SEP000E84C060A6", "000E84C060A6")]
    [InlineData("ata000e84c060a6.lan", "000E84C060A6")]
    [InlineData("SEP000E84C060A", null)]
    [InlineData("SEP000E84C060A6F", null)]
    [InlineData("SEP000E84C060AG", null)]
    [InlineData("000E84C060A6", null)]
    public void Only_a_device_name_names_a_phone(string host, string? mac) =>
        Assert.Equal(mac, Read($"<1>Nov 25 16:14:00 {host} x").Mac);

    [Fact]
    public void Line_ends_and_NULs_around_a_line_do_not_count() => Assert.Equal(Read(Old), Read($"\0 {Old}\r\n\0"));

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("\r\n \t")]
    public void Nothing_said_is_no_message(string line)
    {
        Assert.False(SyslogMessage.TryRead(Encoding.Latin1.GetBytes(line), out _, out SyslogMalformation why));
        Assert.Equal(SyslogMalformation.Empty, why);
    }

    [Theory]
    [InlineData("caf\u00c3\u00a9", "caf\u00e9")]
    [InlineData("caf\u00e9!", "caf\\xE9!")]
    [InlineData("a\u001b[31mb\u0007\tc\0d\re", "a\\x1B[31mb\\x07 c\\x00d\\x0De")]
    [InlineData("a\u00e2\u0080\u00aeb", "a\\u202Eb")]
    [InlineData("a\u00c2\u009bb", "a\\x9Bb")]
    [InlineData("a\u00f0\u009f\u0093\u009e", "a\U0001F4DE")]
    [InlineData("a\u00f0\u009f\u0093", "a\\xF0\\x9F\\x93")]
    public void What_would_not_be_seen_is_written_out(string bytes, string shown) =>
        Assert.Equal(shown, Read(bytes).Text);

    [Fact]
    public void A_line_too_long_is_cut_and_says_so()
    {
        SyslogMessage message = Read(new string('x', SyslogMessage.LongestLine + 1));
        Assert.Equal((SyslogMessage.LongestLine, true), (message.Text.Length, message.IsCut));
        Assert.False(Read(new string('x', SyslogMessage.LongestLine)).IsCut);
    }

    [Fact]
    public void Several_lines_of_a_datagram_are_said_by_who_spoke_first_unless_they_say_who()
    {
        byte[] datagram = Encoding.ASCII.GetBytes($"{Old}\r\nand more\n\n<11>Nov 25 16:14:01 other x: y\n");
        IReadOnlyList<SyslogMessage> messages = SyslogMessage.ReadLines(datagram, out int leftOut);
        Assert.Equal(
            [("SEP000E84C060A6", "asked for \"x\""), ("SEP000E84C060A6", "and more"), ("other", "y")],
            messages.Select(m => (m.Host, m.Text)));
        Assert.Equal(0, leftOut);
    }

    [Fact]
    public void Lines_beyond_the_limit_are_counted()
    {
        byte[] datagram = Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Repeat("x", 70)));
        Assert.Equal(SyslogMessage.MostLines, SyslogMessage.ReadLines(datagram, out int leftOut).Count);
        Assert.Equal(6, leftOut);
    }

    [Fact]
    public void Every_prefix_of_a_line_reads_and_ends_with_its_text()
    {
        foreach (string line in (string[])[Old, New, "<189>45: *Mar  1 00:00:10.123: %SYS-5-CONFIG_I: x"])
        {
            for (int length = 1; length <= line.Length; length++)
            {
                string prefix = line[..length];
                Assert.EndsWith(Read(prefix).Text, prefix.TrimEnd(' '), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Mutated_lines_never_throw_and_are_never_shown_raw()
    {
        const int Seed = 3164;
        Random dice = new(Seed);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = Encoding.ASCII.GetBytes(round % 2 == 0 ? Old : New);
            for (int i = dice.Next(1, 9); i > 0; i--) bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
            foreach (SyslogMessage m in SyslogMessage.ReadLines(bytes, out _))
            {
                bool isRaw = $"{m.Time}{m.Host}{m.Tag}{m.Text}{m.Mac}{m.Priority?.Facility}".Any(char.IsControl);
                Assert.False(isRaw, $"seed {Seed}, round {round}: {m}");
            }
        }
    }

    private static SyslogMessage Read(string line)
    {
        byte[] bytes = line.All(c => c <= 0xFF) ? Encoding.Latin1.GetBytes(line) : Encoding.UTF8.GetBytes(line);
        Assert.True(SyslogMessage.TryRead(bytes, out SyslogMessage? message, out _));
        return message;
    }

    private static (string? Time, string? Host, string? Tag, string Text) Parts(SyslogMessage message) =>
        (message.Time, message.Host, message.Tag, message.Text);
}
