using System.Text;
using Ringback.Wire.Mgcp;

namespace Ringback.Wire.Tests.Mgcp;

public sealed class MgcpCommandTests
{
    private const string Restart = "RSIP 1200 aaln/1@SEP000E84C060A6 MGCP 1.0\r\nRM: restart\r\n";

    [Fact]
    public void A_restart_reads()
    {
        MgcpCommand command = Read(Restart);

        Assert.Equal(("RSIP", 1200u, "1.0"), (command.Verb, command.TransactionId, command.Version));
        Assert.Equal("aaln/1@SEP000E84C060A6", command.Endpoint);
        Assert.Equal("restart", command.Parameter("rm"));
    }

    [Fact]
    public void Line_feeds_alone_end_lines_too()
    {
        MgcpCommand command = Read("ntfy 1 *@phone MGCP 0.1 NCS 1.0\nO: L/hd\nx: 1\n\nv=0\n");

        Assert.Equal(("NTFY", "0.1"), (command.Verb, command.Version));
        Assert.Equal([new MgcpParameter("O", "L/hd"), new MgcpParameter("X", "1")], command.Parameters);
    }

    [Fact]
    public void The_first_of_several_commands_is_read() =>
        Assert.Equal(1200u, Read(Restart + ".\r\nRSIP 1201 aaln/2@x MGCP 1.0\r\n").TransactionId);

    [Theory]
    [InlineData("aaln/1@SEP000E84C060A6", "000E84C060A6")]
    [InlineData("aaln/1@000e84c060a6", "000E84C060A6")]
    [InlineData("000e84c060a6", "000E84C060A6")]
    [InlineData("aaln/1@[192.168.1.130]", null)]
    [InlineData("aaln/1@000E84C060A6F", null)]
    [InlineData("*@phone", null)]
    public void The_address_is_a_run_of_twelve_digits_in_the_endpoint(string endpoint, string? mac) =>
        Assert.Equal(mac, Read($"RSIP 1 {endpoint} MGCP 1.0\r\n").Mac);

    [Theory]
    [InlineData("", MgcpMalformation.Empty)]
    [InlineData("\r\n", MgcpMalformation.Empty)]
    [InlineData("200 1200 OK\r\n", MgcpMalformation.IsResponse)]
    [InlineData("RSIP 1200 aaln/1@x\r\n", MgcpMalformation.CommandLineMalformed)]
    [InlineData("REGISTER sip:x SIP/2.0\r\n", MgcpMalformation.CommandLineMalformed)]
    [InlineData("RSIP 0 a@x MGCP 1.0\r\n", MgcpMalformation.TransactionMalformed)]
    [InlineData("RSIP 1000000000 a@x MGCP 1.0\r\n", MgcpMalformation.TransactionMalformed)]
    [InlineData("RSIP -1 a@x MGCP 1.0\r\n", MgcpMalformation.TransactionMalformed)]
    [InlineData("RSIP 1 a@x MGCP 1.0\r\nnonsense\r\n", MgcpMalformation.ParameterMalformed)]
    [InlineData("RSIP 1 a@x\u0001 MGCP 1.0\r\n", MgcpMalformation.NotText)]
    [InlineData("RSIP 1 a@x MGCP 1.0\r\nX: \u00e4\r\n", MgcpMalformation.NotText)]
    public void What_is_wrong_is_named(string text, MgcpMalformation expected) => Assert.Equal(expected, Why(text));

    [Fact]
    public void Every_limit_is_named()
    {
        string many = string.Concat(Enumerable.Repeat("X: y\r\n", MgcpCommand.MaxParameters));

        Assert.Equal(MgcpMalformation.TooManyParameters, Why(Restart + many));
        Assert.Equal(MgcpMalformation.TooLong, Why(new string('x', MgcpCommand.MaxLength + 1)));
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        byte[] bytes = MgcpCommands.RestartInProgress(1200, "aaln/1@SEP000E84C060A6");

        Assert.Equal(Restart, Encoding.ASCII.GetString(bytes));
        Assert.Equal("0.1", Read(Encoding.ASCII.GetString(MgcpCommands.RestartInProgress(1, "a@b", "0.1"))).Version);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(1_000_000_000u)]
    public void A_transaction_out_of_bounds_is_not_written(uint transaction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MgcpCommands.RestartInProgress(transaction, "a@b"));

    [Fact]
    public void No_prefix_of_a_command_throws_and_none_before_the_version_reads()
    {
        byte[] whole = Encoding.ASCII.GetBytes(Restart);
        int beforeVersion = Restart.IndexOf("1.0", StringComparison.Ordinal);
        for (int length = 0; length <= whole.Length; length++)
        {
            bool read = MgcpCommand.TryRead(whole.AsSpan(0, length), out _, out MgcpMalformation why);
            Assert.True(read == (why == MgcpMalformation.None), $"length {length}: {why}");
            if (length <= beforeVersion) Assert.False(read, $"length {length}");
        }
    }

    [Fact]
    public void Mutated_commands_never_throw()
    {
        const int Seed = 2427;
        Random dice = new(Seed);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = Encoding.ASCII.GetBytes(Restart);
            for (int i = dice.Next(1, 6); i > 0; i--) bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
            Exception? thrown = Record.Exception(() =>
            {
                if (MgcpCommand.TryRead(bytes, out MgcpCommand? command, out _)) _ = command.Mac + command;
            });
            Assert.True(thrown is null, $"seed {Seed}, round {round}: {thrown}");
        }
    }

    private static MgcpCommand Read(string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        Assert.True(MgcpCommand.TryRead(bytes, out MgcpCommand? command, out MgcpMalformation why), $"{why}");
        return command!;
    }

    private static MgcpMalformation Why(string text)
    {
        Assert.False(MgcpCommand.TryRead(Encoding.Latin1.GetBytes(text), out _, out MgcpMalformation why));
        return why;
    }
}
