using System.Net;
using Ringback.Wire.Sccp;

namespace Ringback.Wire.Tests.Sccp;

public sealed class SccpRegisterTests
{
    private static readonly SccpRegister s_captured = new()
    {
        DeviceName = "SEP001B535CD3D6",
        Address = IPAddress.Parse("10.15.15.178"),
        DeviceType = 7,
        ProtocolVersion = 11,
    };

    [Fact]
    public void The_captured_payload_says_who_the_phone_is()
    {
        Assert.True(SccpRegister.TryRead(SccpGolden.RegisterPayload, out SccpRegister? register, out _));
        Assert.Equal(s_captured, register);
    }

    [Fact]
    public void The_written_payload_is_the_captured_one_but_for_its_garbage()
    {
        byte[] written = s_captured.Write();

        Assert.Equal(SccpGolden.RegisterPayload.Length, written.Length);
        Assert.Equal(SccpGolden.RegisterPayload[..64], written[..64]);
        Assert.Equal([0, 0, 0, 0], written[64..]);
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        SccpRegister later = s_captured with { DeviceType = 30018, LoadInformation = "SCCP41.9-4-2SR3-1S" };

        Assert.True(SccpRegister.TryRead(later.Write(), out SccpRegister? read, out _));
        Assert.Equal(later, read);
    }

    [Fact]
    public void Every_payload_that_has_a_name_reads_with_what_it_has()
    {
        for (int length = 0; length <= SccpGolden.RegisterPayload.Length; length++)
        {
            bool read = SccpRegister.TryRead(
                SccpGolden.RegisterPayload.AsSpan(0, length), out SccpRegister? register, out SccpMalformation why);
            Assert.True(read == length >= 16, $"length {length}");
            Assert.True(why == (read ? SccpMalformation.None : SccpMalformation.PayloadCut), $"length {length}: {why}");
            if (!read) continue;
            Assert.Equal(s_captured.DeviceName, register!.DeviceName);
            Assert.Equal(length >= 28 ? s_captured.Address : null, register.Address);
            Assert.Equal(length >= 32 ? 7u : null, register.DeviceType);
            Assert.Equal(length >= 41 ? 11 : 0, register.ProtocolVersion);
        }
    }

    [Fact]
    public void A_name_that_fills_its_field_needs_no_NUL()
    {
        Assert.True(SccpRegister.TryRead("SEP001B535CD3D6X"u8, out SccpRegister? register, out _));
        Assert.Equal("SEP001B535CD3D6X", register.DeviceName);
    }

    [Theory]
    [InlineData((byte)0, SccpMalformation.NameEmpty)]
    [InlineData((byte)'\n', SccpMalformation.NameNotText)]
    [InlineData((byte)0xE4, SccpMalformation.NameNotText)]
    public void A_name_that_is_none_is_named(byte first, SccpMalformation expected)
    {
        byte[] payload = [.. SccpGolden.RegisterPayload];
        payload[0] = first;

        Assert.False(SccpRegister.TryRead(payload, out _, out SccpMalformation why));
        Assert.Equal(expected, why);
    }
}
