using System.Globalization;
using Ringback.Datagrams.Captures;

namespace Ringback.Datagrams.Tests.Captures;

/// <summary>Capture files in all their forms, whole, cut and damaged.</summary>
public sealed class CaptureReaderTests
{
    private const uint Microseconds = 0xa1b2c3d4, Nanoseconds = 0xa1b23c4d;
    private static readonly byte[] One = [1, 2, 3, 4, 5], Two = [6, 7, 8];

    [Theory]
    [InlineData(true, Microseconds, 250_000, "2026-03-14T09:26:53.2500000")]
    [InlineData(false, Microseconds, 250_000, "2026-03-14T09:26:53.2500000")]
    [InlineData(true, Nanoseconds, 250_000_900, "2026-03-14T09:26:53.2500009")]
    [InlineData(false, Nanoseconds, 250_000_900, "2026-03-14T09:26:53.2500009")]
    [InlineData(true, Microseconds, 4_000_000_000, "2026-03-14T09:26:53.9999999")] // no such part of a second
    public void Pcap_is_read_in_both_orders_and_units(bool isLittle, uint magic, uint part, string at)
    {
        byte[] file = CaptureFiles.Pcap(isLittle, magic, 113, (1_773_480_413, part, One), (1_773_480_414, 0, Two));
        (CaptureEnd end, List<(long, string, int, byte[])> frames) = Read(file);
        Assert.Equal(CaptureEnd.Whole, end);
        Assert.Equal([(1L, at, 113), (2L, "2026-03-14T09:26:54.0000000", 113)],
            frames.Select(f => (f.Item1, f.Item2, f.Item3)));
        Assert.Equal([One, Two], frames.Select(f => f.Item4));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pcapng_has_interfaces_options_and_blocks_that_nobody_knows(bool isLittle)
    {
        byte[] offset = isLittle ? [10, 0, 0, 0, 0, 0, 0, 0] : [0, 0, 0, 0, 0, 0, 0, 10];
        byte[] file =
        [
            .. CaptureFiles.Section(isLittle),
            .. CaptureFiles.Interface(isLittle, 1),
            .. CaptureFiles.Interface(isLittle, 276, (2, "eth1"u8.ToArray()), (9, [9]), (14, offset)),
            .. CaptureFiles.Interface(isLittle, 101, (9, [0x80 | 10])),
            .. CaptureFiles.Block(isLittle, 0x0BAD, One),
            .. CaptureFiles.Packet(isLittle, 0, 1_773_480_413_250_000, One),
            .. CaptureFiles.Packet(isLittle, 1, 1_773_480_413_250_000_900, Two),
            .. CaptureFiles.Packet(isLittle, 2, (1_773_480_413ul << 10) + 512, One),
            .. CaptureFiles.Packet(isLittle, 7, 0, One), // no such interface
            .. CaptureFiles.Block(isLittle, 3, new CaptureFiles.Bytes(isLittle).Number(5).ToArray(), One),
        ];
        (CaptureEnd end, List<(long, string, int, byte[])> frames) = Read(file, out long others);
        Assert.Equal((CaptureEnd.Whole, 2L), (end, others));
        Assert.Equal(
            [
                (1L, "2026-03-14T09:26:53.2500000", 1), (2L, "2026-03-14T09:27:03.2500009", 276),
                (3L, "2026-03-14T09:26:53.5000000", 101), (4L, "2026-03-14T09:26:53.5000000", 1),
            ], frames.Select(f => (f.Item1, f.Item2, f.Item3)));
    }

    [Fact]
    public void Sections_of_either_order_follow_each_other_and_forget_the_interfaces_before()
    {
        byte[] file =
        [
            .. CaptureFiles.Section(true), .. CaptureFiles.Interface(true, 1), .. CaptureFiles.Packet(true, 0, 1, One),
            .. CaptureFiles.Section(false), .. CaptureFiles.Packet(false, 0, 1, One),
            .. CaptureFiles.Interface(false, 113), .. CaptureFiles.Packet(false, 0, 1, Two),
        ];
        (CaptureEnd end, List<(long, string, int, byte[])> frames) = Read(file, out long others);
        Assert.Equal((CaptureEnd.Whole, 1L), (end, others));
        Assert.Equal([1, 113], frames.Select(f => f.Item3));
    }

    [Fact]
    public void Gzip_is_unpacked_and_recognised()
    {
        byte[] file = CaptureFiles.Pcap(true, Microseconds, 1, (1, 0, One), (2, 0, Two));
        byte[] packed = CaptureFiles.Packed(file);
        Assert.True(CaptureReader.Recognises(packed) && CaptureReader.Recognises(file));
        Assert.True(CaptureReader.Recognises(CaptureFiles.Section(false)));
        Assert.False(CaptureReader.Recognises("Nov 25 16:14:00 tftpd: RRQ"u8));
        Assert.False(CaptureReader.Recognises(CaptureFiles.Packed("no capture at all, but a log"u8.ToArray())));
        (CaptureEnd end, List<(long, string, int, byte[])> frames) = Read(packed);
        Assert.Equal((CaptureEnd.Whole, 2), (end, frames.Count));
    }

    [Fact]
    public void Every_cut_gives_the_frames_before_it()
    {
        byte[] pcap = CaptureFiles.Pcap(true, Microseconds, 1, (1, 0, One), (2, 0, Two));
        byte[] pcapng =
        [
            .. CaptureFiles.Section(true), .. CaptureFiles.Interface(true, 1), .. CaptureFiles.Packet(true, 0, 1, One),
            .. CaptureFiles.Packet(true, 0, 2, Two),
        ];
        foreach (byte[] file in (byte[][])[pcap, pcapng])
        {
            int last = 0;
            for (int length = 28; length < file.Length; length++)
            {
                (CaptureEnd end, List<(long, string, int, byte[])> frames) = Read(file[..length]);
                Assert.True(end is CaptureEnd.Cut or CaptureEnd.Whole && frames.Count is 0 or 1, $"{length}: {end}");
                Assert.True(frames.Count >= last);
                last = frames.Count;
            }

            Assert.Equal(1, last);
        }
    }

    [Fact]
    public void Nonsense_is_damage_and_not_memory()
    {
        byte[] longFrame = CaptureFiles.Pcap(true, Microseconds, 1, (1, 0, One));
        longFrame[32] = 0xff;
        longFrame[35] = 0x7f;
        Assert.Equal(CaptureEnd.Damaged, Read(longFrame).End);

        byte[] noInterface = [.. CaptureFiles.Section(true), .. CaptureFiles.Block(true, 6, new byte[4])];
        Assert.Equal(CaptureEnd.Whole, Read(noInterface).End);

        byte[] wrongLength = [.. CaptureFiles.Section(true), .. CaptureFiles.Interface(true, 1)];
        wrongLength[^1] = 9;
        Assert.Equal(CaptureEnd.Damaged, Read(wrongLength).End);
    }

    [Fact]
    public void Frames_across_the_buffers_edge_are_whole()
    {
        byte[] large = new byte[200_000];
        new Random(7).NextBytes(large);
        byte[] file = CaptureFiles.Pcap(
            false, Microseconds, 1, [.. Enumerable.Range(0, 21).Select(i => ((uint)i, 0u, large))]);
        (CaptureEnd end, List<(long, string, int, byte[])> frames) = Read(file);
        Assert.Equal((CaptureEnd.Whole, 21), (end, frames.Count));
        Assert.All(frames, f => Assert.True(large.AsSpan().SequenceEqual(f.Item4)));
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        Random dice = new(79_60);
        byte[] pcapng =
        [
            .. CaptureFiles.Section(true), .. CaptureFiles.Interface(true, 1, (9, [9]), (14, new byte[8])),
            .. CaptureFiles.Packet(true, 0, 1, One), .. CaptureFiles.Packet(true, 0, 2, Two),
        ];
        byte[] pcap = CaptureFiles.Pcap(false, Nanoseconds, 1, (1, 0, One), (2, 0, Two));
        for (int run = 0; run < 4_000; run++)
        {
            byte[] bytes = [.. run % 2 == 0 ? pcap : pcapng];
            for (int change = dice.Next(1, 5); change > 0; change--) bytes[dice.Next(bytes.Length)] = (byte)dice.Next();
            using MemoryStream stream = new(bytes);
            if (!CaptureReader.TryOpen(stream, out CaptureReader? reader)) continue;
            while (reader.TryRead(out CapturedFrame frame)) Assert.True(frame.Bytes.Length <= bytes.Length);
            Assert.NotEqual(CaptureEnd.NotYet, reader.End);
        }
    }

    private static (CaptureEnd End, List<(long, string, int, byte[])> Frames) Read(byte[] file) => Read(file, out _);

    private static (CaptureEnd End, List<(long, string, int, byte[])> Frames) Read(byte[] file, out long others)
    {
        using MemoryStream stream = new(file);
        Assert.True(CaptureReader.TryOpen(stream, out CaptureReader? reader));
        List<(long, string, int, byte[])> frames = [];
        while (reader.TryRead(out CapturedFrame frame))
        {
            frames.Add((frame.Number, frame.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture),
                frame.LinkType, frame.Bytes.ToArray()));
        }

        others = reader.OtherBlocks;
        Assert.Equal(frames.Count, reader.Frames);
        return (reader.End, frames);
    }
}
