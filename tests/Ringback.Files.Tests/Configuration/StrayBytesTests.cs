using Ringback.Files.Configuration;

namespace Ringback.Files.Tests.Configuration;

public sealed class StrayBytesTests
{
    [Theory]
    [InlineData(0x0A, "line feed")]
    [InlineData(0x0D, "carriage return")]
    [InlineData(0x20, "blank")]
    [InlineData(0x09, "tab")]
    [InlineData(0x00, "NUL")]
    [InlineData(0xA0, "non-breaking blank")]
    [InlineData(0xEF, "byte-order mark")]
    [InlineData(0x1F, "control character 0x1F")]
    [InlineData(0xE9, "non-ASCII byte 0xE9")]
    [InlineData(0x3B, "character ';'")]
    public void A_byte_is_called_what_people_call_it(byte value, string called) =>
        Assert.Equal(called, StrayBytes.Called(value));

    [Fact]
    public void A_stray_byte_carries_its_offset_and_value()
    {
        var stray = StrayBytes.At(12, 0x0A);
        Assert.Equal((12, "0x0A", "line feed"), (stray.Offset, stray.Hex, stray.Called));
    }
}
