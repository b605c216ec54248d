using Ringback.Catalogue.Loads;

namespace Ringback.Catalogue.Tests.Loads;

public sealed class GoalTests
{
    [Theory]
    [InlineData("sccp", PhoneProtocol.Sccp)]
    [InlineData(" SIP ", PhoneProtocol.Sip)]
    [InlineData("Mgcp", PhoneProtocol.Mgcp)]
    public void A_protocol_is_a_goal_in_any_case(string text, PhoneProtocol protocol)
    {
        Assert.True(Goal.TryParse(text, out Goal? goal));
        Assert.Equal((protocol, null, text.Trim().ToLowerInvariant()), (goal.Protocol, goal.Load, goal.Text));
    }

    [Theory]
    [InlineData("P0S3-8-12-00", PhoneProtocol.Sip)]
    [InlineData("P0030801SR02", PhoneProtocol.Sccp)]
    [InlineData("P0M3-07-7-00", PhoneProtocol.Mgcp)]
    [InlineData("SIP41.9-4-2SR3-1S", PhoneProtocol.Sip)]
    [InlineData("CP7912080004SCCP080108A", PhoneProtocol.Sccp)]
    [InlineData("ATA030204SCCP090202A", PhoneProtocol.Sccp)]
    public void A_load_is_a_goal_of_its_protocol(string text, PhoneProtocol protocol)
    {
        Assert.True(Goal.TryParse(text, out Goal? goal));
        Assert.Equal((protocol, text), (goal.Protocol, goal.Load?.Text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("h323")]
    [InlineData("P0S3-8-12-00.loads")]
    [InlineData("SIP41.9-4-2SR3-1S.loads")]
    [InlineData("jar41sip.9-4-2ES26")]
    [InlineData("term41.default")]
    public void Anything_else_is_no_goal(string? text) => Assert.False(Goal.TryParse(text, out _));

    [Fact]
    public void A_universal_loader_is_no_goal_because_it_cannot_register() =>
        Assert.False(Goal.TryParse("P003-8-12-00", out _));
}
