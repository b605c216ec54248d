using Ringback.Wire.Sccp;

namespace Ringback.Wire.Tests.Sccp;

public sealed class SccpAlarmTests
{
    [Fact]
    public void The_logged_text_says_name_load_and_cause()
    {
        SccpAlarm alarm = new() { Text = SccpGolden.AlarmText };

        Assert.Equal(("SEP000E325C9A43", "7.2(2.0)", "Reset-Reset"), (alarm.Name, alarm.Load, alarm.Last));
    }

    [Theory]
    [InlineData("Name=SEP000E325C9A43 Load=P00308010200 Last=Initialized", "P00308010200")]
    [InlineData("25: Name=SEPB8BEBF227D79 Load= 9.4(2SR3.1S) Last=Initialized", "9.4(2SR3.1S)")]
    [InlineData("Load=P00308010200.bin", "P00308010200.bin")]
    [InlineData("Name=SEP000E325C9A43 InactiveLoad=B ActiveLoad=A Last=x", null)]
    [InlineData("InactiveLoad=B Load=A", "A")]
    [InlineData("Load= Last=Initialized", null)]
    [InlineData("Name=SEP000E325C9A43 Load=", null)]
    [InlineData("", null)]
    public void The_load_is_the_word_behind_its_key(string text, string? load) =>
        Assert.Equal(load, new SccpAlarm { Text = text }.Load);

    [Fact]
    public void What_is_written_reads_back()
    {
        SccpAlarm alarm = new() { Severity = 2, Text = SccpGolden.AlarmText, Parameter1 = 4, Parameter2 = 0xB20F0F0A };

        byte[] payload = alarm.Write();

        Assert.Equal(92, payload.Length);
        Assert.True(SccpAlarm.TryRead(payload, out SccpAlarm? read, out _));
        Assert.Equal(alarm, read);
    }

    [Fact]
    public void Every_payload_that_has_a_severity_reads_with_what_it_has()
    {
        byte[] payload = new SccpAlarm { Severity = 2, Text = SccpGolden.AlarmText, Parameter1 = 4 }.Write();
        for (int length = 0; length <= payload.Length; length++)
        {
            bool read = SccpAlarm.TryRead(payload.AsSpan(0, length), out SccpAlarm? alarm, out SccpMalformation why);
            Assert.True(read == length >= 4, $"length {length}: {why}");
            if (read) Assert.StartsWith(alarm!.Text, SccpGolden.AlarmText, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Bytes_that_are_not_text_become_question_marks()
    {
        byte[] payload = [0, 0, 0, 0, (byte)'a', 0x1B, 0xE4, (byte)'b', 0, (byte)'c'];

        Assert.True(SccpAlarm.TryRead(payload, out SccpAlarm? alarm, out _));
        Assert.Equal("a??b", alarm.Text);
    }
}
