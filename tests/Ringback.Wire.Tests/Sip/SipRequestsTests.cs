using System.Net;
using Ringback.Wire.Sip;

namespace Ringback.Wire.Tests.Sip;

public sealed class SipRequestsTests
{
    private static readonly SipRegisterRequest s_captured = new()
    {
        Mac = "000E84C060A6",
        Local = new IPEndPoint(IPAddress.Parse("192.168.1.130"), 5060),
        Registrar = "192.168.1.9",
        User = "1600",
        Branch = "z9hG4bK5ab98907",
    };

    [Fact]
    public void The_simulated_register_is_the_captured_one_byte_for_byte()
    {
        byte[] bytes = SipRequests.Register(s_captured);

        Assert.Equal(SipGolden.Register, SipGolden.Text(bytes));
        Assert.Equal(514, bytes.Length);
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        byte[] bytes = SipRequests.Register(s_captured with
        {
            Mac = "001200A65ED2", Model = "7940G", DeviceTypeNumber = 8, UserAgentVersion = "7.5",
            Expires = 0, CSeq = 7,
        });

        Assert.True(SipMessage.TryRead(bytes, out SipMessage? message, out _));
        SipRegistration? facts = SipRegistration.From(message);
        Assert.NotNull(facts);
        Assert.Equal(("001200A65ED2", "7940G", 8), (facts.Mac, facts.Model, facts.DeviceTypeNumber));
        Assert.True(facts.IsDeregistration);
        Assert.Equal("7 REGISTER", message.First("CSeq"));
    }

    [Fact]
    public void A_MAC_that_is_none_is_refused() =>
        Assert.Throws<ArgumentException>(() => SipRequests.Register(s_captured with { Mac = "SEP0" }));
}
