using System.Buffers.Binary;
using System.Net;
using System.Text;
using Ringback.Wire.Dns;

namespace Ringback.Wire.Tests.Dns;

public sealed class DnsResponderTests
{
    private static readonly IPAddress Ours = IPAddress.Parse("192.0.2.1");
    private static readonly string[] Names = [.. DnsNames.BuiltIn.Select(n => n.Name)];

    // One question for CiscoCM1, type A, with recursion desired, and its answer, written by hand.
    private const string Golden = "0a0b" + "0100" + "0001000000000000" + "08436973636f434d3100" + "00010001";
    private const string GoldenAnswer = "0a0b" + "8500" + "0001000100000000" + "08436973636f434d3100" + "00010001"
        + "c00c" + "0001" + "0001" + "0000003c" + "0004" + "c0000201";

    private const string Edns = "00" + "0029" + "04d0" + "00" + "00" + "8000" + "0000";

    [Fact]
    public void The_name_that_phones_look_up_has_our_address()
    {
        DnsReply reply = Answer(Convert.FromHexString(Golden));
        Assert.Equal(GoldenAnswer, Convert.ToHexStringLower(reply.Bytes!));
        Assert.Equal((DnsBecause.Ours, "CiscoCM1"), (reply.Because, reply.Question!.Name));
    }

    [Theory]
    [InlineData("ciscocm1")]
    [InlineData("CISCOCM1.example.net")]
    [InlineData("CiscoCM1.a.b.c.d.e")]
    public void A_name_is_ours_in_any_case_and_in_any_domain(string name) =>
        Assert.Equal(DnsBecause.Ours, Answer(Question(name)).Because);

    [Theory]
    [InlineData("")]
    [InlineData("ciscocm")]
    [InlineData("ciscocm12")]
    [InlineData("example.net")]
    [InlineData("x.ciscocm1")]
    public void Any_other_name_is_refused_and_not_said_to_be_missing(string name)
    {
        DnsReply reply = Answer(Question(name));
        Assert.Equal((DnsBecause.NotOurs, 5, 0), (reply.Because, Code(reply), Records(reply)));
        Assert.Equal(0, reply.Bytes![2] & 4);
    }

    [Theory]
    [InlineData(DnsType.Aaaa)]
    [InlineData(33)]
    [InlineData(65)]
    public void Our_name_has_no_record_of_another_type_and_that_is_no_error(ushort type)
    {
        DnsReply reply = Answer(Question("ciscocm1", type));
        Assert.Equal((DnsBecause.NoSuchRecord, 0, 0), (reply.Because, Code(reply), Records(reply)));
    }

    [Fact]
    public void Whoever_wants_anything_gets_the_address() =>
        Assert.Equal(1, Records(Answer(Question("ciscocm1", DnsType.Any))));

    [Fact]
    public void Another_class_than_the_Internet_is_refused() =>
        Assert.Equal(5, Code(Answer(Question("ciscocm1", 1, @class: 3))));

    [Fact]
    public void An_IPv6_address_is_not_given_as_an_IPv4_one()
    {
        DnsReply reply = DnsResponder.Answer(Question("ciscocm1"), Names, IPAddress.IPv6Loopback);
        Assert.Equal((DnsBecause.NoSuchRecord, 0), (reply.Because, Records(reply)));
    }

    [Fact]
    public void A_question_with_EDNS_has_an_answer_with_EDNS()
    {
        byte[] bytes = Answer(WithEdns(Question("ciscocm1"))).Bytes!;
        Assert.Equal("00" + "0029" + "04d0" + "00000000" + "0000", Convert.ToHexStringLower(bytes[^11..]));
        Assert.Equal(1, BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(10)));
    }

    [Fact]
    public void A_later_version_of_EDNS_is_told_so()
    {
        byte[] question = WithEdns(Question("ciscocm1"));
        question[^5] = 1;
        byte[] bytes = Answer(question).Bytes!;
        Assert.Equal((0, 1), (bytes[3] & 15, bytes[^6]));
    }

    [Fact]
    public void A_second_EDNS_or_another_record_is_a_format_error()
    {
        byte[] two = [.. WithEdns(Question("ciscocm1")), .. Convert.FromHexString(Edns)];
        two[11] = 2;
        byte[] other = WithEdns(Question("ciscocm1"));
        other[^9] = 1;
        Assert.Equal((1, 1), (Code(Answer(two)), Code(Answer(other))));
    }

    [Fact]
    public void An_answer_is_never_answered()
    {
        byte[] question = Question("ciscocm1");
        question[2] |= 0x80;
        Assert.Null(Answer(question).Bytes);
        Assert.Null(Answer(Answer(Question("ciscocm1")).Bytes!).Bytes);
    }

    [Fact]
    public void An_operation_that_is_no_question_is_not_implemented()
    {
        byte[] update = Question("ciscocm1");
        update[2] |= 5 << 3;
        DnsReply reply = Answer(update);
        Assert.Equal((4, DnsQuestion.HeadLength, 5), (Code(reply), reply.Bytes!.Length, (reply.Bytes[2] >> 3) & 15));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Not_one_question_is_a_format_error(byte count)
    {
        byte[] question = Question("ciscocm1");
        question[5] = count;
        Assert.Equal(1, Code(Answer(question)));
    }

    [Theory]
    [InlineData("c00c00010001")]
    [InlineData("4161626300010001")]
    [InlineData("8061626300010001")]
    [InlineData("0561626300010001")]
    public void A_name_that_points_or_runs_over_the_end_is_a_format_error(string name) =>
        Assert.Equal(1, Code(Answer([.. Question("")[..12], .. Convert.FromHexString(name)])));

    [Fact]
    public void A_name_may_have_255_bytes_and_no_more()
    {
        string longest = string.Join('.', new string('a', 63), new string('b', 63), new string('c', 63),
            new string('d', 61));
        Assert.Equal(5, Code(Answer(Question(longest))));
        Assert.Equal(1, Code(Answer(Question(longest + "d"))));
    }

    [Fact]
    public void A_byte_in_a_name_that_could_be_taken_for_something_else_is_written_out()
    {
        byte[] question = [.. Question("")[..12], 4, (byte)'a', (byte)'.', 0x1B, 0xE9, 0, 0, 1, 0, 1];
        Assert.Equal("a\\046\\027\\233", Answer(question).Question!.Name);
    }

    [Fact]
    public void No_prefix_of_a_question_has_an_address_and_none_throws()
    {
        byte[] whole = WithEdns(Question("ciscocm1.example.net"));
        for (int length = 0; length < whole.Length; length++)
        {
            DnsReply reply = Answer(whole[..length]);
            Assert.True(reply.Because is DnsBecause.NotUnderstood, $"length {length}");
            Assert.True((reply.Bytes is null) == (length < DnsQuestion.HeadLength), $"length {length}");
        }
    }

    [Fact]
    public void Mutated_questions_never_throw_and_get_at_most_one_record_more_than_they_are()
    {
        const int Seed = 1035;
        Random dice = new(Seed);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = dice.Next(2) == 0 ? Question("ciscocm1.x") : WithEdns(Question("ciscocm1.x"));
            for (int i = dice.Next(1, 6); i > 0; i--) bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
            DnsReply reply = Answer(bytes);
            Assert.True(reply.Bytes is null || reply.Bytes.Length <= bytes.Length + 16, $"seed {Seed}, round {round}");
        }
    }

    private static DnsReply Answer(byte[] datagram) => DnsResponder.Answer(datagram, Names, Ours);

    private static int Code(DnsReply reply) => reply.Bytes![3] & 15;

    private static int Records(DnsReply reply) => BinaryPrimitives.ReadUInt16BigEndian(reply.Bytes.AsSpan(6));

    private static byte[] Question(string name, ushort type = DnsType.A, ushort @class = 1)
    {
        List<byte> bytes = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        foreach (string label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
            bytes.AddRange([(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]);
        return [.. bytes, 0, (byte)(type >> 8), (byte)type, (byte)(@class >> 8), (byte)@class];
    }

    private static byte[] WithEdns(byte[] question)
    {
        byte[] bytes = [.. question, .. Convert.FromHexString(Edns)];
        bytes[11] = 1;
        return bytes;
    }
}
