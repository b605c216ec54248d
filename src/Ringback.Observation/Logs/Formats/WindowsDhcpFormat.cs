using System.Net;
using System.Text;
using Ringback.Catalogue;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// The audit log of Windows' DHCP server: <c>ID,Date,Time,Description,IP Address,Host Name,MAC Address,…</c>
/// </summary>
internal sealed class WindowsDhcpFormat : ILogFormat
{
    // The numbers are explained at the head of each such file.
    private const long Lease = 10, Renewal = 11, Full = 14, Denied = 15;

    private readonly LogClock _clock = new(DateTimeOffset.UnixEpoch);

    public string Name => "windows-dhcp";

    public IReadOnlyList<byte[]> Anchors { get; } = [];

    public LineVerdict Read(in LogLine line, SightingBook book)
    {
        ByteScan scan = new(line.Whole);
        if (!scan.TakeNumber(out long id) || id is < 0 or > 99 || !scan.Take(","u8)) return LineVerdict.Strange;
        if (!scan.TakeUntil(","u8, out ReadOnlySpan<byte> date) || date.IndexOf((byte)'/') < 0
            || !scan.TakeUntil(","u8, out ReadOnlySpan<byte> ofDay) || !scan.TakeUntil(","u8, out ReadOnlySpan<byte> _)
            || !scan.TakeUntil(","u8, out ReadOnlySpan<byte> address)
            || !scan.TakeUntil(","u8, out ReadOnlySpan<byte> host)) return LineVerdict.Strange;
        int end = scan.Rest.IndexOf((byte)',');
        if (!DhcpTalk.TryMac(end < 0 ? scan.Rest : scan.Rest[..end], out MacAddress mac)) return LineVerdict.Idle;
        DhcpTalk.TryAddress(address, out IPAddress? given);
        if (TimeText.TryRead([.. date, (byte)' ', .. ofDay], out LogTime time, out _)
            && _clock.TryTell(time, out DateTimeOffset at)) book.PassTo(at);
        switch (id)
        {
            case Lease:
                DhcpTalk.Asked(book, mac, AddressAsk.Select, given, null, Encoding.Latin1.GetString(host));
                DhcpTalk.Answered(book, mac, AddressAnswer.Leased, given);
                return LineVerdict.Told;
            case Renewal:
                DhcpTalk.Asked(book, mac, AddressAsk.Renew, given, null, Encoding.Latin1.GetString(host));
                DhcpTalk.Answered(book, mac, AddressAnswer.Leased, given);
                return LineVerdict.Told;
            case Full:
                DhcpTalk.Asked(book, mac, AddressAsk.Discover);
                DhcpTalk.Answered(book, mac, AddressAnswer.Silence, null, "the server has no address left");
                return LineVerdict.Told;
            case Denied:
                DhcpTalk.Answered(book, mac, AddressAnswer.Refused, given);
                return LineVerdict.Told;
            default:
                return LineVerdict.Idle;
        }
    }
}
