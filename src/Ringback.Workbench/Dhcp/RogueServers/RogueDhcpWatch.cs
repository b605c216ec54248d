using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Dhcp.RogueServers;

/// <summary>
/// Looks for other DHCP servers as long as it lives: it asks again and again, and hears what others are told, as far
/// as that is broadcast. It has one thread, which waits in the kernel.
/// </summary>
public sealed partial class RogueDhcpWatch : IDisposable
{
    private readonly InquiryInterface _at;
    private readonly RogueDhcpWatchOptions _options;
    private readonly TimeProvider _time;
    private readonly IReplyPort _port;
    private readonly Action<RogueDhcpSighting> _told;
    private readonly ILogger _logger;
    private readonly RogueDhcpServers _book;
    private readonly LogThrottle _said;
    private readonly Thread _thread;
    private readonly List<DhcpInquirySend> _effects = [];
    private long _sightings;
    private volatile bool _ends;

    private RogueDhcpWatch(InquiryInterface at, RogueDhcpWatchOptions options, TimeProvider time, IReplyPort port,
        Action<RogueDhcpSighting> told, ILogger logger)
    {
        _at = at;
        _options = options;
        _time = time;
        _port = port;
        _told = told;
        _logger = logger;
        _book = new RogueDhcpServers(at, options);
        _said = new LogThrottle(time);
        _thread = new Thread(Watch) { IsBackground = true, Name = "DHCP rogue watch" };
    }

    /// <summary>How it looks, for people: "raw frames" or "UDP port 68".</summary>
    public string Way => _port.Name;

    /// <summary>Who asks; our own server must leave it aside.</summary>
    public HardwareAddress InquiryHardware => _at.InquiryHardware;

    /// <summary>Opens what it listens with, and begins.</summary>
    /// <param name="at">The interface.</param>
    /// <param name="options">How to watch.</param>
    /// <param name="time">The clock.</param>
    /// <param name="told">Called on the watch's own thread for all that is new, once.</param>
    /// <param name="logger">The log.</param>
    /// <param name="watch">The watch, when true is returned.</param>
    /// <param name="whyNot">A sentence for people, when false is returned.</param>
    public static bool TryOpen(InquiryInterface at, RogueDhcpWatchOptions options, TimeProvider time,
        Action<RogueDhcpSighting> told, ILogger logger, [NotNullWhen(true)] out RogueDhcpWatch? watch,
        out string whyNot)
    {
        watch = null;
        if (!ReplyPorts.TryOpen(at, out IReplyPort? port, out whyNot)) return false;
        watch = new RogueDhcpWatch(at, options, time, port, told, logger);
        watch._thread.Start();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ends) return;
        _ends = true;
        _port.Wake();
        // Called from within "told", waiting for this very thread would be for ever.
        if (Environment.CurrentManagedThreadId != _thread.ManagedThreadId) _thread.Join();
        _port.Dispose();
    }

    private void Watch()
    {
        long begin = _time.GetTimestamp();
        TimeSpan asked = TimeSpan.Zero;
        DhcpInquiry inquiry = new(_options.Search.Inquiry(_at.InquiryHardware, takeFrom: null));
        while (!_ends)
        {
            TimeSpan now = _time.GetElapsedTime(begin);
            if (now - asked >= _options.AskEvery)
            {
                asked = now;
                inquiry = new DhcpInquiry(_options.Search.Inquiry(_at.InquiryHardware, takeFrom: null));
            }

            inquiry.Elapsed(now, _effects);
            foreach (DhcpInquirySend sending in _effects) _port.Send(sending);
            _effects.Clear();

            TimeSpan next = inquiry.Deadline ?? asked + _options.AskEvery;
            TimeSpan wait = next - _time.GetElapsedTime(begin);
            if (_port.Receive(wait < TimeSpan.Zero ? TimeSpan.Zero : wait) is { } answer && !_ends)
                Hear(answer, inquiry, _time.GetElapsedTime(begin));
        }
    }

    private void Hear(DhcpAnswer answer, DhcpInquiry inquiry, TimeSpan now)
    {
        bool isToUs = inquiry.IsMine(answer.Message);
        // Nothing is taken, so an answer makes nothing to send.
        inquiry.Receive(answer, now, _effects);
        if (_book.Note(answer, isToUs) is not { } sighting) return;
        if (_said.IsDue(++_sightings)) LogSighting(_logger, sighting.Offer.Server, sighting.News, _sightings);
        try
        {
            _told(sighting);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // One bad word must not end the watch.
            LogUntold(_logger, sighting.Offer.Server, e);
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "DHCP: another server is on this network: {Server} ({News}); news of other servers so far: {Count}")]
    private static partial void LogSighting(ILogger logger, Ipv4Address server, RogueDhcpNews news, long count);

    [LoggerMessage(LogLevel.Error, "DHCP: that {Server} is another server could not be taken in")]
    private static partial void LogUntold(ILogger logger, Ipv4Address server, Exception e);
}
