using System.Text.Json;
using Ringback.Phones.Events;

namespace Ringback.Phones.Tests.Events;

public sealed class OriginTests
{
    private static readonly Guid Bench = Guid.Parse("0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f506");

    public static TheoryData<Origin, string> Forms { get; } = new()
    {
        { new BenchOrigin(Bench, 12, 345), "bench:0192f3a45b6c7d8e9fa0b1c2d3e4f506/12/345" },
        { new LineOrigin("tftpd32.log", 17), "line:tftpd32.log/17" },
        { new LineOrigin("C:\\logs\\a/b: c", 17), "line:C:\\logs\\a/b: c/17" },
        { new FrameOrigin("boot.pcapng", 1234), "frame:boot.pcapng/1234" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void An_origin_is_one_short_text(Origin origin, string text)
    {
        Assert.Equal(text, origin.ToString());
        Assert.True(Origin.TryParse(text, out Origin? back));
        Assert.Equal(origin, back);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void An_event_carries_its_origin_as_that_text(Origin origin, string text)
    {
        string json = EventJson.Write(new StepProved { At = default, Step = 1, By = "x", Origin = origin });
        using JsonDocument read = JsonDocument.Parse(json);
        Assert.Equal(text, read.RootElement.GetProperty("origin").GetString());
        Assert.Equal(origin, EventJson.Read(json).Origin);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bench:1/2/3")]
    [InlineData("bench:0192f3a45b6c7d8e9fa0b1c2d3e4f506/12")]
    [InlineData("bench:0192f3a45b6c7d8e9fa0b1c2d3e4f506/12/-3")]
    [InlineData("bench:0192f3a45b6c7d8e9fa0b1c2d3e4f506/1/2/3")]
    [InlineData("line:a.log")]
    [InlineData("line:a.log/x")]
    [InlineData("a/b:1")]
    [InlineData("moon:a/1")]
    public void What_is_no_origin_is_none(string? text) => Assert.False(Origin.TryParse(text, out _));

    [Fact]
    public void An_event_without_one_says_nothing_of_it()
    {
        string json = EventJson.Write(new StepProved { At = default, Step = 1, By = "x" });
        Assert.DoesNotContain("origin", json);
        Assert.Null(EventJson.Read(json).Origin);
    }

    [Fact]
    public void The_name_of_a_file_is_no_longer_than_any_other_text()
    {
        LineOrigin origin = new(new string('a', 60_000), 1);
        Assert.Equal(EventTexts.Longest, origin.File.Length);
    }
}
