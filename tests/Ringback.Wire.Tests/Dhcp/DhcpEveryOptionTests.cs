using Ringback.Wire.Dhcp;
using static Ringback.Wire.Tests.Dhcp.ServerInHand;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>Each option of the table can be set by what a person writes, and is in each reply as it was set.</summary>
public sealed class DhcpEveryOptionTests
{
    // RFC 2131 table 3: what follows from the message itself.
    private static readonly byte[] OurOwn = [50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 61, 82];

    private static readonly DhcpOption LargeRoom = DhcpOption.Of(DhcpOptionCode.MaximumMessageSize, (ushort)1500);

    public static TheoryData<byte> Codes => [.. DhcpOptionTable.Rows.Select(row => row.Code)];

    private static IEnumerable<DhcpOptionRow> Settable => DhcpOptionTable.Rows.Where(row => !OurOwn.Contains(row.Code));

    [Theory]
    [MemberData(nameof(Codes))]
    public void An_option_that_is_set_is_in_OFFER_ACK_and_the_answer_to_INFORM(byte code)
    {
        DhcpOption set = Sample(code);
        DhcpServerOptions options = Options() with { Options = new DhcpPhoneOptions { Others = [set] } };
        if (OurOwn.Contains(code))
        {
            Assert.Equal([$"Option {code} of the server is set by the server itself."],
                options.Faults().Where(fault => !fault.Contains("bytes", StringComparison.Ordinal)));
            return;
        }

        foreach (DhcpOption[] asked in (DhcpOption[][])[[], [Asks(code)], [Asks(1, code, 3)]])
        {
            ServerInHand hand = new(options);
            Assert.Equal("offer .10", hand.Discover(1, asked));
            Assert.Contains(set, hand.Reply.Options);
            hand.Select(1, 10, asked);
            Assert.Contains(set, hand.Reply.Options);
            hand.Receive(Message(1, DhcpMessageType.Inform, asked) with { ClientAddress = Host(10) });
            Assert.Contains(set, hand.Reply.Options);
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void An_option_that_is_withheld_is_not_there_though_asked_for(byte code)
    {
        if (OurOwn.Contains(code)) return;
        ServerInHand hand = new(Options() with
        {
            Options = new DhcpPhoneOptions
            {
                Domain = "bench", Routers = [Host(9)], Others = [Sample(code), new DhcpOption(code, default)],
            },
        });
        hand.Discover(1, Asks(code));

        Assert.False(hand.Reply.TryGet(code, out _));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void What_is_told_of_an_option_makes_it_again(byte code)
    {
        DhcpOption option = Sample(code);
        string told = option.ToString();
        string name = DhcpOptionTable.Find(code)!.Name;

        Assert.StartsWith(name + " ", told, StringComparison.Ordinal);
        Assert.True(DhcpOptionTable.TryParse(code, told[(name.Length + 1)..], out DhcpOption again));
        Assert.Equal(option, again);
    }

    [Fact]
    public void Every_option_of_every_length_is_a_fault_or_comes_out_of_the_reply()
    {
        for (int code = 1; code < 255; code++)
        {
            foreach (int length in (int[])[1, 2, 3, 4, 5, 7, 8, 12, 16, 254, 255, 256, 300])
            {
                byte[] value = new byte[length];
                new Random((code << 16) + length).NextBytes(value);
                DhcpOption set = new((byte)code, value);
                DhcpServerOptions options = Options() with { Options = new DhcpPhoneOptions { Others = [set] } };
                bool isRight = DhcpOptionTable.Fits((byte)code, length) && !OurOwn.Contains((byte)code);
                Assert.True(isRight == (options.Faults().Count == 0), $"option {code} of {length} bytes");
                if (!isRight) continue;
                ServerInHand hand = new(options);
                hand.Discover(1, Asks((byte)code), LargeRoom);
                Assert.True(hand.Reply.Options.Contains(set), $"option {code} of {length} bytes");
            }
        }
    }

    [Fact]
    public void Long_options_come_back_whole_and_what_has_no_room_among_them_comes_in_file()
    {
        // RFC 3396: 300 bytes are two pieces. The last one fits into 'file' only.
        DhcpOption[] set = [.. new[] { 300, 120, 100 }.Select((length, i) => new DhcpOption((byte)(224 + i),
            Enumerable.Range(0, length).Select(n => (byte)(n * (i + 3))).ToArray()))];
        ServerInHand hand = new(Options() with
        {
            Options = new DhcpPhoneOptions { TftpServers = [], Others = set },
        });
        hand.Discover(1, Asks(224, 225, 226), DhcpOption.Of(DhcpOptionCode.MaximumMessageSize, (ushort)740));

        Assert.All(set, option => Assert.Contains(option, hand.Reply.Options));
        Assert.Equal(set[2], hand.Reply.Options[^1]);
    }

    [Fact]
    public void What_is_asked_for_comes_in_the_order_of_asking_whatever_the_order()
    {
        DhcpOption[] all = [.. Settable.Select(row => Sample(row.Code))];
        DhcpServerOptions options = Options() with { Options = new DhcpPhoneOptions { Others = all } };
        for (int seed = 1; seed <= 200; seed++)
        {
            Random random = new(seed);
            byte[] asked = new byte[random.Next(1, 80)];
            random.NextBytes(asked);
            ServerInHand hand = new(options);
            hand.Discover(1, Asks(asked), LargeRoom);

            byte[] actual = [.. hand.Reply.Options.Select(option => option.Code).Where(code => !OurOwn.Contains(code))];
            Assert.True(Expected(asked).SequenceEqual(actual),
                $"seed {seed}: {string.Join(',', asked)} brought {string.Join(',', actual)}");
        }
    }

    [Fact]
    public void The_boot_file_is_said_in_its_field_and_as_option_67()
    {
        ServerInHand hand = new(Options() with { Options = new DhcpPhoneOptions { BootFile = "pxelinux.0" } });
        hand.Discover(1, Asks(67));

        Assert.Equal(("pxelinux.0", "pxelinux.0"), (hand.Reply.BootFile, hand.Reply.Text(DhcpOptionCode.BootFileName)));
    }

    /// <summary>
    /// RFC 2132 §3.3: the mask before the routers, when both are asked for. 150 and 66 come in any case.
    /// </summary>
    private static List<byte> Expected(byte[] asked)
    {
        List<byte> expected = [];
        foreach (byte code in asked)
        {
            if (code == 3 && asked.Contains((byte)1) && !expected.Contains(1)) expected.Add(1);
            if (!expected.Contains(code) && Settable.Any(row => row.Code == code)) expected.Add(code);
        }

        foreach (byte code in (byte[])[150, 66])
        {
            if (!expected.Contains(code)) expected.Add(code);
        }

        return expected;
    }

    private static DhcpOption Asks(params byte[] codes) => new(DhcpOptionCode.ParameterRequestList, codes);

    /// <summary>An option of this number, made of what a person could write.</summary>
    private static DhcpOption Sample(byte code)
    {
        DhcpOptionRow row = DhcpOptionTable.Find(code)!;
        string text = row.Kind switch
        {
            DhcpOptionKind.Address => "10.9.8.7",
            DhcpOptionKind.Addresses => "10.9.8.7, 10.9.8.6",
            DhcpOptionKind.AddressPairs => "10.9.0.0, 10.9.8.7",
            DhcpOptionKind.Text => $"text of {row.Name}",
            DhcpOptionKind.Bool => "1",
            DhcpOptionKind.Number8 => "200",
            DhcpOptionKind.Number16 => "60000",
            DhcpOptionKind.Number32 => "4000000000",
            DhcpOptionKind.Number8List => "1, 2, 250",
            DhcpOptionKind.Number16List => "68, 65535",
            _ => "01:02:03:04:05:06:07:ff",
        };
        Assert.True(DhcpOptionTable.TryParse(code, text, out DhcpOption option), $"{row} does not take {text}");
        return option;
    }
}
