using System.Buffers.Binary;
using System.Net;
using Ringback.Wire.Calls;
using Ringback.Wire.Sccp;

namespace Ringback.Wire.Tests.Sccp;

public sealed class SccpCallTests
{
    private static readonly IPEndPoint s_local = new(IPAddress.Parse("192.0.2.1"), 2000);

    private readonly SccpRegistrar _registrar = new(new SccpRegistrarOptions { EchoPort = 16_384 });
    private readonly List<SccpEvidence> _told = [];
    private readonly List<SccpEffect> _echo = [];
    private TimeSpan _now;

    public SccpCallTests()
    {
        Connect(1, "SEP00000000000A");
        Connect(2, "SEP00000000000B");
    }

    [Fact]
    public void A_call_is_dialled_rung_answered_and_hung_up_with_the_voice_between_the_phones()
    {
        List<Said> dial = Hands(1, SccpKeypad.WriteHook(true, 0));
        Assert.Contains(dial, s => s is { To: 1, Id: SccpMessageId.StartTone } && s.Number(0) == 0x21);
        List<Said> ring = Dial(1, "1002");
        Assert.Contains(ring, s => s is { To: 2, Id: SccpMessageId.SetRinger } && s.Number(0) == 2);
        Assert.Contains(ring, s => s is { To: 1, Id: SccpMessageId.StartTone } && s.Number(0) == 0x24);

        List<Said> answer = Hands(2, SccpKeypad.WriteHook(true, 1));
        Assert.Contains(answer, s => s is { To: 2, Id: SccpMessageId.SetRinger } && s.Number(0) == 1);
        Said[] opens = [.. answer.Where(s => s.Id == SccpMessageId.OpenReceiveChannel)];
        Assert.Equal([1, 2], opens.Select(s => s.To).Order());

        Said start = Assert.Single(Opened(1, opens), s => s.Id == SccpMessageId.StartMediaTransmission);
        Assert.Equal((2, "192.0.2.41"), (start.To, new IPAddress(start.Payload.AsSpan(8, 4)).ToString()));
        start = Assert.Single(Opened(2, opens), s => s.Id == SccpMessageId.StartMediaTransmission);
        Assert.Equal((1, "192.0.2.42", 20_002u),
            (start.To, new IPAddress(start.Payload.AsSpan(8, 4)).ToString(), start.Number(12)));

        _now += TimeSpan.FromSeconds(9);
        List<Said> end = Hands(1, SccpKeypad.WriteHook(false, 1));
        Assert.Equal([1, 2], end.Where(s => s.Id == SccpMessageId.StopMediaTransmission).Select(s => s.To).Order());
        Assert.Equal(0, _registrar.Calls);
        CallTold[] calls = [.. _told.OfType<SccpCalled>().Select(c => c.Call)];
        Assert.Equal([CallStage.Ringing, CallStage.Answered, CallStage.Ended], calls.Select(c => c.Stage));
        Assert.Equal(("SEP00000000000A", "SEP00000000000B", "1002", 9),
            (calls[2].From, calls[2].To, calls[2].Number, calls[2].Talked.TotalSeconds));
    }

    [Fact]
    public void A_voice_elsewhere_than_at_the_phone_is_not_believed()
    {
        Hands(1, SccpKeypad.WriteHook(true, 0));
        Said open = Dial(1, LineNumbers.Echo).Single(s => s.Id == SccpMessageId.OpenReceiveChannel);
        Hands(1, SccpKeypad.WriteVoice(new IPEndPoint(IPAddress.Parse("198.51.100.1"), 4000), open.Number(4)));
        Assert.Equal("192.0.2.41:4000", Assert.IsType<SccpEchoBegun>(Assert.Single(_echo)).Voice.ToString());
        Hands(1, SccpKeypad.WriteHook(false, 0));
        Assert.IsType<SccpEchoEnded>(_echo[^1]);
    }

    [Fact]
    public void The_echo_sends_to_the_address_that_the_phone_connected_to()
    {
        Hands(1, SccpKeypad.WriteHook(true, 0));
        Said open = Dial(1, LineNumbers.Echo).Single(s => s.Id == SccpMessageId.OpenReceiveChannel);
        Said start = Opened(1, [open]).Single(s => s.Id == SccpMessageId.StartMediaTransmission);
        Assert.Equal(("192.0.2.1", 16_384u),
            (new IPAddress(start.Payload.AsSpan(8, 4)).ToString(), start.Number(12)));
    }

    [Fact]
    public void A_busy_phone_and_a_number_of_nobody_are_told()
    {
        Hands(2, SccpKeypad.WriteHook(true, 0));
        Hands(1, SccpKeypad.WriteHook(true, 0));
        Assert.Contains(Dial(1, "1002"), s => s.Id == SccpMessageId.StartTone && s.Number(0) == 0x23);
        Hands(1, SccpKeypad.WriteHook(false, 0));
        Hands(1, SccpKeypad.WriteHook(true, 0));
        Assert.Contains(Dial(1, "7777"), s => s.Id == SccpMessageId.StartTone && s.Number(0) == 0x25);
    }

    [Fact]
    public void A_phone_that_is_rung_and_answers_hears_itself()
    {
        Assert.True(_registrar.TryOrder("SEP00000000000A", new SccpRing(), At, out IReadOnlyList<SccpEffect> effects));
        Assert.Contains(Hear(effects), s => s is { To: 1, Id: SccpMessageId.SetRinger } && s.Number(0) == 2);
        Assert.False(_registrar.TryOrder("SEP00000000000A", new SccpRing(), At, out _));
        Said[] opens = [.. Hands(1, SccpKeypad.WriteHook(true, 1))
            .Where(s => s.Id == SccpMessageId.OpenReceiveChannel)];
        Opened(1, opens);
        Assert.IsType<SccpEchoBegun>(Assert.Single(_echo));
    }

    [Fact]
    public void Keys_and_the_hook_are_told_only_of_a_phone_that_is_watched()
    {
        Hands(1, SccpKeypad.WriteHook(true, 0));
        Hands(1, SccpKeypad.Write('5', 1));
        Assert.DoesNotContain(_told, e => e is SccpKeyPressed or SccpHookMoved);
        _registrar.TryOrder("SEP00000000000A", new SccpWatch(true), At, out _);
        foreach (char key in SccpKeypad.Keys) Hands(1, SccpKeypad.Write(key, 1));
        Hands(1, SccpKeypad.WriteHook(false, 1));
        Assert.Equal(SccpKeypad.Keys, string.Concat(_told.OfType<SccpKeyPressed>().Select(k => k.Key)));
        Assert.False(Assert.Single(_told.OfType<SccpHookMoved>()).IsOffHook);
    }

    [Fact]
    public void Nobody_rings_or_dials_for_ever_and_a_lost_phone_ends_its_call()
    {
        Hands(1, SccpKeypad.WriteHook(true, 0));
        Dial(1, "1002");
        _now += TimeSpan.FromSeconds(121);
        Assert.Contains(
            Hear(_registrar.Tick(At)), s => s is { To: 2, Id: SccpMessageId.SetRinger } && s.Number(0) == 1);
        Hands(1, SccpKeypad.WriteHook(true, 0));
        _now += TimeSpan.FromSeconds(61);
        Assert.Contains(Hear(_registrar.Tick(At)), s => s.Id == SccpMessageId.StartTone && s.Number(0) == 0x25);
        _now += TimeSpan.FromSeconds(61);
        Assert.Contains(Hear(_registrar.Tick(At)), s => s.Id == SccpMessageId.StopTone);
        _registrar.Close(1, At);
        Assert.Equal(0, _registrar.Calls);
        Assert.Equal(1, _registrar.Registered);
    }

    [Fact]
    public void A_phone_that_comes_again_takes_the_place_of_its_old_connection_and_keeps_its_number()
    {
        string? number = _registrar.Find("SEP00000000000A")!.Number;
        IReadOnlyList<SccpEffect> effects = Connect(3, "SEP00000000000A");
        Assert.Equal(1, Assert.Single(effects.OfType<SccpClose>()).Connection);
        Assert.Equal((3, number), (_registrar.Find("SEP00000000000A")!.Connection,
            _registrar.Find("SEP00000000000A")!.Number));
        _registrar.Close(1, At);
        Assert.NotNull(_registrar.Find("SEP00000000000A"));
    }

    [Fact]
    public void Who_says_nothing_whole_has_no_patience_left()
    {
        _registrar.Open(5, new IPEndPoint(IPAddress.Loopback, 5), s_local, At);
        Assert.Equal(15, _registrar.Patience(5, At).TotalSeconds);
        Assert.Equal(95, _registrar.Patience(1, At).TotalSeconds);
        _now += TimeSpan.FromSeconds(20);
        _registrar.Receive(5, [1, 0], At);
        Assert.True(_registrar.Patience(5, At) < TimeSpan.Zero);
    }

    [Fact]
    public void Random_hands_leave_no_call_behind_when_all_have_gone()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            SccpCallTests table = new();
            Random dice = new(seed);
            for (int i = 0; i < 60; i++)
            {
                int phone = 1 + dice.Next(2);
                table.Hands(phone, dice.Next(6) switch
                {
                    0 => SccpKeypad.WriteHook(true, 0),
                    1 => SccpKeypad.WriteHook(false, 0),
                    2 => SccpKeypad.WriteSoftKey((uint)dice.Next(13), 1),
                    3 => SccpKeypad.WriteVoice(new IPEndPoint(IPAddress.Loopback, 4000), (uint)dice.Next(12)),
                    4 => SccpKeypad.Write("1002"[dice.Next(4)], 1),
                    _ => SccpKeypad.Write(SccpKeypad.Keys[dice.Next(12)], 1),
                });
                table._now += TimeSpan.FromSeconds(dice.Next(30));
                table.Hear(table._registrar.Tick(table.At));
            }

            table.Hear(table._registrar.Close(1, table.At));
            table.Hear(table._registrar.Close(2, table.At));
            Assert.True(table._registrar is { Calls: 0, Registered: 0 }, $"seed {seed}");
            Assert.True(table._echo.OfType<SccpEchoBegun>().Count() >= table._echo.OfType<SccpEchoEnded>().Count());
        }
    }

    private Moment At => new(_now, DateTimeOffset.UnixEpoch);

    private IReadOnlyList<SccpEffect> Connect(int connection, string name)
    {
        IPAddress phone = new([192, 0, 2, (byte)(40 + connection)]);
        _registrar.Open(connection, new IPEndPoint(phone, 50_000), s_local, At);
        SccpRegister register = new() { DeviceName = name, DeviceType = 7, ProtocolVersion = 11 };
        return _registrar.Receive(connection, SccpFrame.Write(SccpMessageId.Register, register.Write()), At);
    }

    private List<Said> Dial(int phone, string digits) =>
        [.. digits.SelectMany(d => Hands(phone, SccpKeypad.Write(d, 1)))];

    private List<Said> Opened(int phone, IEnumerable<Said> opens) => Hands(phone, SccpKeypad.WriteVoice(
        new IPEndPoint(new IPAddress([192, 0, 2, (byte)(40 + phone)]), 20_000 + phone),
        opens.Single(o => o.To == phone).Number(4)));

    private List<Said> Hands(int phone, byte[] frame) => Hear(_registrar.Receive(phone, frame, At));

    private List<Said> Hear(IReadOnlyList<SccpEffect> effects)
    {
        _told.AddRange(effects.OfType<SccpProved>().Select(p => p.Evidence));
        _echo.AddRange(effects.Where(e => e is SccpEchoBegun or SccpEchoEnded));
        List<Said> said = [];
        foreach (SccpSend send in effects.OfType<SccpSend>())
        {
            Assert.Equal(SccpRead.Complete, SccpFrame.TryRead(send.Bytes.Span, out SccpFrame frame, out _, out _));
            said.Add(new Said(send.Connection, frame.MessageId, frame.Payload.ToArray()));
        }

        return said;
    }

    private sealed record Said(int To, SccpMessageId Id, byte[] Payload)
    {
        internal uint Number(int at) => BinaryPrimitives.ReadUInt32LittleEndian(Payload.AsSpan(at));
    }
}
