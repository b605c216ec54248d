using System.Text;
using Ringback.Wire.Mgcp;

namespace Ringback.Wire.Tests.Mgcp;

public sealed class MgcpRepliesTests
{
    [Fact]
    public void The_answer_carries_the_transaction() =>
        Assert.Equal("200 1200 OK\r\n", Encoding.ASCII.GetString(MgcpReplies.Ok(1200)));

    [Fact]
    public void The_answer_is_not_taken_for_a_command()
    {
        Assert.False(MgcpCommand.TryRead(MgcpReplies.Ok(1200), out _, out MgcpMalformation why));
        Assert.Equal(MgcpMalformation.IsResponse, why);
    }
}
