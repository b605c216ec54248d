using System.Buffers.Binary;
using Ringback.Catalogue;
using Ringback.Observation.Captures;
using Ringback.Observation.Explaining;
using Ringback.Observation.Logs;
using Ringback.Observation.Sightings;
using Ringback.Phones.Cases;
using Ringback.Wire.Cdp;
using Hardware = Ringback.Observation.Dhcp.EthernetAddress;

namespace Ringback.Observation.Tests.Captures;

/// <summary>A capture is explained as a log is: the same book, the same cases, with frames for lines.</summary>
public sealed class CaptureReadingTests
{
    [Fact]
    public void The_phone_of_a_capture_has_a_case_with_its_frames()
    {
        byte[] frame = new byte[1514];
        int length = CdpWriter.WriteFrame(frame, Hardware.HardwareOf(Cable.Phone), Cable.Announcement);
        SightingBook book = new();
        using MemoryStream file = new([.. Head(), .. Record(frame.AsSpan(0, length)), .. Record(new byte[5])]);
        LogSummary? said = CaptureReading.Read(
            file, book, "boot.pcap", PhoneCatalogue.BuiltIn, TestContext.Current.CancellationToken);

        Assert.NotNull(said);
        Assert.Equal(("pcap", 2L, 1L, true), (said.Format, said.Lines, said.Understood, said.HasTimes));
        Explanation explained = Explainer.Explain(book, PhoneCatalogue.BuiltIn);
        PhoneCase phone = Assert.Single(explained.Phones).Case;
        Assert.Equal((Cable.Phone, "7960", "P0030702T023"), (phone.Mac!.Value, phone.Model, phone.Load));
        Assert.Equal("frame:boot.pcap/1", phone.Network!.Cdp!.Origin!.ToString());
    }

    [Fact]
    public void What_is_no_capture_is_none()
    {
        using MemoryStream log = new("Nov 25 16:14:00 tftpd: RRQ from 192.0.2.40"u8.ToArray());
        Assert.Null(CaptureReading.Read(
            log, new SightingBook(), "log", PhoneCatalogue.BuiltIn, TestContext.Current.CancellationToken));
    }

    private static byte[] Head() => Convert.FromHexString("D4C3B2A1020004000000000000000000FFFF000001000000");

    private static byte[] Record(ReadOnlySpan<byte> frame)
    {
        byte[] record = new byte[16 + frame.Length];
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(8), frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(12), frame.Length);
        frame.CopyTo(record.AsSpan(16));
        return record;
    }
}
