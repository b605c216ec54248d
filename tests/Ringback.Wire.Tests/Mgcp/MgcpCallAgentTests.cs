using System.Net;
using System.Text;
using Ringback.Wire.Calls;
using Ringback.Wire.Mgcp;

namespace Ringback.Wire.Tests.Mgcp;

public sealed class MgcpCallAgentTests
{
    private const string Endpoint = "aaln/1@SEP000E84C060A6";

    private readonly MgcpCallAgent _agent = new();
    private readonly MgcpWay _phone = Way(40);
    private TimeSpan _now;

    [Fact]
    public void A_phone_that_has_started_is_asked_whether_it_lives_and_then_to_tell_of_its_handset()
    {
        Assert.Equal(["200 7 OK"], Sent(Hear(Restart(7))));
        Assert.Equal([$"AUEP 1 {Endpoint} MGCP 1.0"], Sent(Wait(2)));
        IReadOnlyList<MgcpEffect> effects = Hear("200 1 OK\r\nA: a:PCMU, v:L\r\n");
        MgcpAnswered answered = Assert.Single(effects.OfType<MgcpAnswered>());
        Assert.Equal((Endpoint, "000E84C060A6", "AUEP", 200),
            (answered.Endpoint, answered.Mac, answered.Verb, answered.Code));
        Assert.Equal([$"RQNT 2 {Endpoint} MGCP 1.0\r\nX: 2\r\nR: L/hd(N)"], Sent(effects));
        Assert.Equal("RQNT", Assert.Single(Hear("200 2 OK\r\n").OfType<MgcpAnswered>()).Verb);
        MgcpSaid said = Assert.Single(Hear($"NTFY 9 {Endpoint} MGCP 1.0\r\nX: 2\r\nO: L/hd\r\n").OfType<MgcpSaid>());
        Assert.Equal("L/hd", said.Command.Parameter("O"));
    }

    [Fact]
    public void One_that_answers_is_asked_again_after_an_hour_and_told_of_its_handset_once()
    {
        Hear(Restart(7));
        Wait(2);
        Hear("200 1 OK\r\n");
        Hear("200 2 OK\r\n");
        Assert.Empty(Sent(Wait(3500)));
        Assert.Equal([$"AUEP 3 {Endpoint} MGCP 1.0"], Sent(Wait(120)));
        Assert.Empty(Sent(Hear("200 3 OK\r\n")));
    }

    [Fact]
    public void One_that_never_answers_is_asked_three_times_and_forgotten()
    {
        Hear(Restart(7));
        Assert.Equal(MgcpCallAgent.MostUnanswered, Sent(Wait(600)).Count);
        Assert.Equal(0, _agent.Known);
    }

    [Fact]
    public void A_no_is_told_and_nothing_more_is_asked()
    {
        Hear(Restart(7));
        Wait(2);
        IReadOnlyList<MgcpEffect> effects = Hear("500 1 Unknown endpoint\r\n");
        Assert.Equal(500, Assert.Single(effects.OfType<MgcpAnswered>()).Code);
        Assert.Empty(Sent(effects));
    }

    [Fact]
    public void An_answer_from_elsewhere_a_repeated_one_and_one_to_nothing_count_for_nothing()
    {
        Hear(Restart(7));
        Wait(2);
        Assert.Empty(_agent.Receive(Bytes("200 1 OK\r\n"), Way(41), Now));
        Assert.Empty(Hear("200 99 OK\r\n"));
        Assert.Empty(Hear("100 1 later\r\n"));
        Assert.NotEmpty(Hear("200 1 OK\r\n"));
        Assert.Empty(Hear("200 1 OK\r\n"));
    }

    [Fact]
    public void One_that_goes_out_of_service_is_left_alone()
    {
        Hear(Restart(7));
        Hear($"RSIP 8 {Endpoint} MGCP 1.0\r\nRM: forced\r\n");
        Assert.Equal(0, _agent.Known);
    }

    [Fact]
    public void Made_up_endpoints_push_out_the_oldest_and_no_more_are_kept()
    {
        for (int i = 1; i <= MgcpCallAgent.MostEndpoints + 50; i++) Hear($"RSIP {i} aaln/1@x{i} MGCP 1.0\r\n");
        Assert.Equal(MgcpCallAgent.MostEndpoints, _agent.Known);
        Hear($"RSIP 1 {new string('x', MgcpCallAgent.LongestEndpoint + 1)} MGCP 1.0\r\n");
        Assert.Equal(MgcpCallAgent.MostEndpoints, _agent.Known);
    }

    [Fact]
    public void Random_talk_leaves_nothing_that_is_asked_for_ever()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            MgcpCallAgent agent = new();
            Random dice = new(seed);
            TimeSpan now = default;
            int sent = 0;
            for (int round = 0; round < 200; round++)
            {
                MgcpWay way = Way((byte)(40 + dice.Next(3)));
                string text = dice.Next(4) switch
                {
                    0 => $"RSIP {1 + dice.Next(9)} aaln/{dice.Next(2)}@x MGCP 1.0\r\n",
                    1 => $"{200 + 100 * dice.Next(4)} {1 + dice.Next(20)} OK\r\n",
                    2 => $"NTFY {1 + dice.Next(9)} aaln/1@x MGCP 1.0\r\nO: L/hu\r\n",
                    _ => "AUEP",
                };
                agent.Receive(Bytes(text), way, new Moment(now, default));
                now += TimeSpan.FromSeconds(dice.Next(40));
                agent.Tick(new Moment(now, default));
            }

            for (int i = 0; i < 1000; i++)
            {
                now += TimeSpan.FromSeconds(60);
                sent += agent.Tick(new Moment(now, default)).Count;
            }

            Assert.True(agent.Known == 0 && sent <= 6 * (MgcpCallAgent.MostUnanswered + 1), $"seed {seed}: {sent}");
        }
    }

    [Fact]
    public void No_prefix_and_no_mutation_of_a_response_throws_and_each_has_a_reason()
    {
        byte[] whole = Bytes("200 1201 OK\r\nA: a:PCMU;PCMA, p:10-40, v:L\r\n");
        Assert.True(MgcpResponse.TryRead(whole, out MgcpResponse? read, out _));
        Assert.Equal((200, 1201u, "OK", "a:PCMU;PCMA, p:10-40, v:L"),
            (read.Code, read.TransactionId, read.Text, read.Parameters[0].Value));
        for (int length = 0; length < whole.Length; length++) Try(whole[..length]);
        Random dice = new(3435);
        for (int round = 0; round < 5000; round++)
        {
            byte[] bytes = [.. whole];
            for (int i = 0; i < 3; i++) bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
            Try(bytes);
        }

        static void Try(byte[] bytes)
        {
            bool isRead = MgcpResponse.TryRead(bytes, out _, out MgcpMalformation why);
            Assert.Equal(isRead, why == MgcpMalformation.None);
        }
    }

    private Moment Now => new(_now, DateTimeOffset.UnixEpoch);

    private static MgcpWay Way(byte host) =>
        new(0, new IPEndPoint(new IPAddress([192, 0, 2, host]), 2427), IPAddress.Parse("192.0.2.1"));

    private static string Restart(uint transaction) =>
        Encoding.ASCII.GetString(MgcpCommands.RestartInProgress(transaction, Endpoint));

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);

    private IReadOnlyList<MgcpEffect> Hear(string text) => _agent.Receive(Bytes(text), _phone, Now);

    private List<MgcpEffect> Wait(int seconds)
    {
        List<MgcpEffect> effects = [];
        for (int i = 0; i < seconds; i++)
        {
            _now += TimeSpan.FromSeconds(1);
            effects.AddRange(_agent.Tick(Now));
        }

        return effects;
    }

    private static List<string> Sent(IEnumerable<MgcpEffect> effects) =>
        [.. effects.OfType<MgcpSend>().Select(s => Encoding.ASCII.GetString(s.Bytes.Span).TrimEnd())];
}
