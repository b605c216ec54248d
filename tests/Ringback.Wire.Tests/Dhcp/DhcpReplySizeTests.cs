using Ringback.Wire.Dhcp;
using static Ringback.Wire.Tests.Dhcp.ServerInHand;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>No question has an answer that is longer than its client takes or a frame holds.</summary>
public sealed class DhcpReplySizeTests
{
    // An Ethernet frame less the headers of IP and UDP.
    private const int LongestReply = 1472;
    private const int Rounds = 20_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_answer_to_anything_fits(int seed)
    {
        Random dice = new(seed);
        ServerInHand hand = new(Options(10, 250) with
        {
            Options = new DhcpPhoneOptions
            {
                Domain = new string('d', 200), BootFile = new string('b', 100),
                Others = [.. Enumerable.Range(200, 20).Select(code => new DhcpOption((byte)code, new byte[250]))],
            },
        });
        byte[] buffer = new byte[DhcpMessage.MaximumLength];
        List<DhcpEffect> effects = [];
        int answers = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] datagram = Datagram(dice);
            if (!DhcpMessage.TryRead(datagram, out DhcpMessage? message, out _)) continue;
            effects.Clear();
            hand.Server.Receive(message, new DhcpArrival(Host(1), dice.Next(2) == 0), TimeSpan.FromSeconds(round),
                effects);
            foreach (DhcpSend send in effects.OfType<DhcpSend>())
            {
                answers++;
                Array.Fill(buffer, (byte)0xEE);
                int length = DhcpWriter.Write(buffer, send.Reply, send.Room, out _);
                Assert.InRange(length, DhcpWriter.MinimumLength, Math.Min(send.Room, LongestReply));
                Assert.True(buffer.AsSpan(send.Room).IndexOfAnyExcept((byte)0xEE) < 0, $"seed {seed}, round {round}");
                Assert.True(DhcpMessage.TryRead(buffer.AsSpan(0, length), out _, out DhcpMalformation why), $"{why}");
            }
        }

        Assert.True(answers > Rounds / 20, $"only {answers} answers");
    }

    /// <summary>A question whose options are dice, mostly of a kind that is answered.</summary>
    private static byte[] Datagram(Random dice)
    {
        byte[] bytes = new byte[dice.Next(240, DhcpMessage.MaximumLength + 1)];
        dice.NextBytes(bytes.AsSpan(0, 34));
        (bytes[0], bytes[1], bytes[2]) = (1, 1, 6);
        if (dice.Next(4) != 0) bytes.AsSpan(12, 16).Clear();
        else Host(dice.Next(1, 255)).Write(bytes.AsSpan(dice.Next(2) == 0 ? 12 : 24));
        ((ReadOnlySpan<byte>)[0x63, 0x82, 0x53, 0x63]).CopyTo(bytes.AsSpan(236));
        int at = 240;
        ReadOnlySpan<byte> type = [53, 1, (byte)dice.Next(1, 9)];
        if (at + type.Length < bytes.Length) type.CopyTo(bytes.AsSpan(at));
        at += type.Length;
        byte[] codes = [12, 43, 50, 51, 54, 55, 57, 60, 61, 66, 82, (byte)dice.Next(1, 255)];
        while (at + 2 < bytes.Length && dice.Next(20) != 0)
        {
            int length = Math.Min(dice.Next(2) == 0 ? 4 : dice.Next(256), bytes.Length - at - 3);
            bytes[at] = codes[dice.Next(codes.Length)];
            if (bytes[at] == 57) length = Math.Min(2, length);
            bytes[at + 1] = (byte)length;
            dice.NextBytes(bytes.AsSpan(at + 2, length));
            at += 2 + length;
        }

        if (at < bytes.Length) bytes[at] = DhcpOptionCode.End;
        return bytes;
    }
}
