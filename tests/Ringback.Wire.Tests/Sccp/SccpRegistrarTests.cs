using System.Buffers.Binary;
using Ringback.Wire.Sccp;

namespace Ringback.Wire.Tests.Sccp;

public sealed class SccpRegistrarTests
{
    private static readonly DateTimeOffset s_now = new(2024, 2, 29, 13, 14, 15, 16, TimeSpan.FromHours(1));

    [Fact]
    public void Register_is_acknowledged_and_asked_for_capabilities()
    {
        OnePhoneStep step = new OnePhone().Receive(SccpGolden.Register, s_now);

        List<(SccpMessageId Id, byte[] Payload)> replies = Frames(step.Replies.Span);
        Assert.Equal([SccpMessageId.RegisterAck, SccpMessageId.CapabilitiesReq], replies.Select(r => r.Id));
        Assert.Equal(
            "1E000000" + "4D2F442F59000000" + "1E000000" + "0B20F1FF", Convert.ToHexString(replies[0].Payload));
        SccpRegistered registered = Assert.IsType<SccpRegistered>(Assert.Single(step.Evidence));
        Assert.Equal("SEP001B535CD3D6", registered.Register.DeviceName);
        Assert.Equal(SccpMalformation.None, step.Close);
    }

    [Theory]
    [InlineData(0, "00000000")]
    [InlineData(3, "03000000")]
    [InlineData(5, "0520F1FE")]
    [InlineData(10, "0A20F1FE")]
    [InlineData(11, "0B20F1FF")]
    [InlineData(22, "0B20F1FF")]
    public void The_version_is_the_lower_one_and_the_features_go_with_it(byte phone, string expected)
    {
        byte[] ack = SccpReplies.RegisterAck(new SccpRegistrarOptions(), phone);

        Assert.Equal(expected, Convert.ToHexString(ack[^4..]));
    }

    [Fact]
    public void The_load_of_an_alarm_counts_whether_it_comes_before_or_after_the_registration()
    {
        byte[] alarm = SccpFrame.Write(SccpMessageId.Alarm, new SccpAlarm { Text = SccpGolden.AlarmText }.Write());
        OnePhone before = new();
        OnePhone after = new();

        before.Receive([.. alarm, .. SccpGolden.Register], s_now);
        after.Receive([.. SccpGolden.Register, .. alarm], s_now);

        Assert.Equal("7.2(2.0)", before.Load);
        Assert.Equal("7.2(2.0)", after.Load);
    }

    [Fact]
    public void Every_question_of_a_phone_is_answered_once()
    {
        OnePhoneStep step = new OnePhone().Receive(SccpGolden.Conversation, s_now);

        Assert.Equal(
        [
            SccpMessageId.RegisterAck, SccpMessageId.CapabilitiesReq, SccpMessageId.ButtonTemplateRes,
            SccpMessageId.SoftKeyTemplateRes, SccpMessageId.SoftKeySetRes, SccpMessageId.ConfigStatRes,
            SccpMessageId.LineStatRes, SccpMessageId.SpeedDialStatRes, SccpMessageId.VersionRes,
            SccpMessageId.DefineTimeDate, SccpMessageId.DisplayPromptStatus, SccpMessageId.KeepAliveAck,
            SccpMessageId.UnregisterAck,
        ], Frames(step.Replies.Span).Select(r => r.Id));
        Assert.Collection(
            step.Evidence,
            e => Assert.IsType<SccpAlarmed>(e),
            e => Assert.IsType<SccpRegistered>(e),
            e => Assert.IsType<SccpUnregistered>(e));
    }

    [Fact]
    public void Pieces_of_any_size_give_the_same_replies_and_evidence()
    {
        OnePhoneStep whole = new OnePhone().Receive(SccpGolden.Conversation, s_now);
        for (int cut = 0; cut <= SccpGolden.Conversation.Length; cut++)
        {
            OnePhone registrar = new();
            OnePhoneStep first = registrar.Receive(SccpGolden.Conversation.AsSpan(0, cut), s_now);
            OnePhoneStep second = registrar.Receive(SccpGolden.Conversation.AsSpan(cut), s_now);
            byte[] replies = [.. first.Replies.Span, .. second.Replies.Span];
            Assert.True(whole.Replies.Span.SequenceEqual(replies), $"cut {cut}");
            Assert.True(whole.Evidence.SequenceEqual([.. first.Evidence, .. second.Evidence]), $"cut {cut}");
        }
    }

    [Fact]
    public void Single_bytes_give_the_same_replies_and_evidence()
    {
        OnePhoneStep whole = new OnePhone().Receive(SccpGolden.Conversation, s_now);
        OnePhone registrar = new();
        List<byte> replies = [];
        List<SccpEvidence> evidence = [];
        foreach (byte value in SccpGolden.Conversation)
        {
            OnePhoneStep step = registrar.Receive([value], s_now);
            replies.AddRange(step.Replies.Span);
            evidence.AddRange(step.Evidence);
        }

        Assert.Equal(whole.Replies.ToArray(), replies);
        Assert.Equal(whole.Evidence, evidence);
    }

    [Fact]
    public void The_time_is_shown_as_it_was_given()
    {
        OnePhoneStep step = new OnePhone().Receive(SccpFrame.Write(SccpMessageId.TimeDateReq, []), s_now);

        byte[] payload = Assert.Single(Frames(step.Replies.Span)).Payload;
        IEnumerable<int> fields = Enumerable.Range(0, 9)
            .Select(i => BinaryPrimitives.ReadInt32LittleEndian(payload.AsSpan(i * 4)));
        Assert.Equal([2024, 2, 4, 29, 13, 14, 15, 16, (int)s_now.ToUnixTimeSeconds()], fields);
    }

    [Fact]
    public void The_load_of_the_alarm_is_never_told_back_as_the_load_to_run()
    {
        byte[] question = SccpFrame.Write(SccpMessageId.VersionReq, []);
        byte[] alarm = SccpFrame.Write(SccpMessageId.Alarm, new SccpAlarm { Text = SccpGolden.AlarmText }.Write());
        OnePhone wanting = new(new SccpRegistrarOptions { RequiredLoad = "P00308010200" });

        byte[] none = Frames(new OnePhone().Receive([.. alarm, .. question], s_now).Replies.Span)[0].Payload;
        byte[] wanted = Frames(wanting.Receive([.. alarm, .. question], s_now).Replies.Span)[0].Payload;

        Assert.Equal(new byte[16], none);
        Assert.Equal("P00308010200\0\0\0\0"u8, wanted);
    }

    [Fact]
    public void Malformed_input_closes_after_what_went_before_and_stays_closed()
    {
        OnePhone registrar = new();

        OnePhoneStep step = registrar.Receive([.. SccpGolden.Register, .. "GET / HTTP/1.1\r\n"u8], s_now);
        OnePhoneStep later = registrar.Receive(SccpGolden.Register, s_now);

        Assert.Single(step.Evidence);
        Assert.Equal(SccpMalformation.LengthTooLong, step.Close);
        Assert.Empty(later.Evidence);
        Assert.True(later.Replies.IsEmpty);
        Assert.Equal(SccpMalformation.LengthTooLong, later.Close);
    }

    [Theory]
    [InlineData(SccpMessageId.Register)]
    [InlineData(SccpMessageId.Alarm)]
    [InlineData(SccpMessageId.LineStatReq)]
    [InlineData(SccpMessageId.SpeedDialStatReq)]
    public void A_message_without_the_field_it_cannot_do_without_closes(SccpMessageId id)
    {
        OnePhoneStep step = new OnePhone().Receive(SccpFrame.Write(id, [1, 0, 0]), s_now);

        Assert.Equal(SccpMalformation.PayloadCut, step.Close);
        Assert.Empty(step.Evidence);
    }

    [Fact]
    public void Mutated_conversations_never_throw()
    {
        const int Seed = 79407960;
        Random dice = new(Seed);
        for (int round = 0; round < 5000; round++)
        {
            byte[] bytes = [.. SccpGolden.Conversation];
            for (int i = dice.Next(1, 8); i > 0; i--) bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
            OnePhone registrar = new();
            int at = 0;
            Exception? thrown = Record.Exception(() =>
            {
                while (at < bytes.Length)
                {
                    int size = Math.Min(dice.Next(1, 200), bytes.Length - at);
                    OnePhoneStep step = registrar.Receive(bytes.AsSpan(at, size), s_now);
                    foreach (SccpEvidence evidence in step.Evidence) _ = evidence.ToString();
                    at += size;
                }
            });
            Assert.True(thrown is null, $"seed {Seed}, round {round}: {thrown}");
        }
    }

    [Fact]
    public void A_frame_that_comes_byte_by_byte_is_not_copied_for_each_of_them()
    {
        byte[] frame = SccpFrame.Write((SccpMessageId)0x002D, new byte[SccpFrame.MaxLength - 4]);
        byte[] whole = [.. frame, .. SccpGolden.Register];
        OnePhone registrar = new();
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (byte one in whole) registrar.Receive([one], s_now);
        // Memory is work that can be counted: the buffer as it doubles, and a little for each step.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200 * whole.Length);
        Assert.NotNull(registrar.Register);
    }

    private static List<(SccpMessageId Id, byte[] Payload)> Frames(ReadOnlySpan<byte> bytes)
    {
        List<(SccpMessageId, byte[])> frames = [];
        while (!bytes.IsEmpty)
        {
            Assert.Equal(SccpRead.Complete, SccpFrame.TryRead(bytes, out SccpFrame frame, out int consumed, out _));
            frames.Add((frame.MessageId, frame.Payload.ToArray()));
            bytes = bytes[consumed..];
        }

        return frames;
    }
}
