using System.Net;
using System.Text;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Wire.Mgcp;
using Ringback.Wire.Sip;

namespace Ringback.Observation.Tests;

/// <summary>From what phones say to registrars to events.</summary>
public sealed class RegistrationObservationTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
    private static readonly IPAddress From = IPAddress.Parse("192.0.2.40");

    [Theory]
    [InlineData("RSIP 1 *@SEP000E84C060A6 MGCP 0.1\r\nRM: restart\r\n\r\n", true)]
    [InlineData("NTFY 1 *@SEP000E84C060A6 MGCP 0.1\r\n\r\n", false)]
    public void A_restart_over_MGCP_is_a_registration_and_nothing_else_is(string text, bool isOne)
    {
        Assert.True(MgcpCommand.TryRead(Encoding.ASCII.GetBytes(text), out MgcpCommand? command, out _));

        PhoneRegistered? registered = RegistrationObservation.Of(command, From, At) as PhoneRegistered;

        Assert.Equal(isOne, registered is not null);
        if (registered is null) return;
        Assert.Equal((ProofKind.MgcpRestart, MacAddress.Parse("000E84C060A6"), From),
            (registered.Via, registered.Mac!.Value, registered.Address!));
    }

    [Theory]
    [InlineData("3600", "Cisco-CP7960G/8.0", "8.0")]
    [InlineData("3600", "CSCO/7", "7")]
    [InlineData("0", "Cisco-CP7960G/8.0", null)]
    public void A_register_over_SIP_names_the_version_and_leave_is_none(string expires, string agent, string? version)
    {
        string text = "REGISTER sip:192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.40:5060;branch=z9hG4bK1\r\n"
            + "From: <sip:100@192.0.2.1>;tag=1\r\nTo: <sip:100@192.0.2.1>\r\nCall-ID: a@192.0.2.40\r\n"
            + $"CSeq: 1 REGISTER\r\nContact: <sip:100@192.0.2.40:5060>\r\nExpires: {expires}\r\n"
            + $"User-Agent: {agent}\r\nContent-Length: 0\r\n\r\n";
        Assert.True(SipMessage.TryRead(Encoding.ASCII.GetBytes(text), out SipMessage? message, out _));

        Assert.Equal(version, RegistrationObservation.Of(message, From, At)?.Version);
    }
}
