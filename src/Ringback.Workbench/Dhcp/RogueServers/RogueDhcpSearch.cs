using System.Diagnostics.CodeAnalysis;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.RogueServers;

/// <summary>Looks once, as a Cisco phone would, which DHCP servers answer at an interface.</summary>
public sealed class RogueDhcpSearch : IDisposable
{
    private readonly InquiryInterface _at;
    private readonly RogueDhcpSearchOptions _options;
    private readonly TimeProvider _time;
    private readonly IReplyPort _port;

    internal RogueDhcpSearch(InquiryInterface at, RogueDhcpSearchOptions options, TimeProvider time, IReplyPort port)
    {
        _at = at;
        _options = options;
        _time = time;
        _port = port;
    }

    /// <summary>How it looks, for people: "raw frames" or "UDP port 68".</summary>
    public string Way => _port.Name;

    /// <summary>Opens what it listens with; nothing is sent yet.</summary>
    /// <param name="at">The interface.</param>
    /// <param name="options">How to look.</param>
    /// <param name="time">The clock.</param>
    /// <param name="search">The search, when true is returned.</param>
    /// <param name="whyNot">A sentence for people, when false is returned.</param>
    public static bool TryOpen(InquiryInterface at, RogueDhcpSearchOptions options, TimeProvider time,
        [NotNullWhen(true)] out RogueDhcpSearch? search, out string whyNot)
    {
        bool isOpen = ReplyPorts.TryOpen(at, out IReplyPort? port, out whyNot);
        search = isOpen ? new RogueDhcpSearch(at, options, time, port!) : null;
        return isOpen;
    }

    /// <summary>
    /// The same through a UDP socket, which hears a server on this very computer: what is sent as a raw frame leaves by
    /// the cable and never comes back.
    /// </summary>
    internal static bool TryOpenSocket(InquiryInterface at, RogueDhcpSearchOptions options, TimeProvider time,
        [NotNullWhen(true)] out RogueDhcpSearch? search, out string whyNot)
    {
        bool isOpen = SocketReplyPort.TryOpen(at, out IReplyPort? port, out whyNot);
        search = isOpen ? new RogueDhcpSearch(at, options, time, port!) : null;
        return isOpen;
    }

    /// <summary>Asks, and listens for as long as the options say.</summary>
    /// <returns>One answer of each server that answered, our own among them.</returns>
    public async Task<IReadOnlyList<RogueDhcpOffer>> RunAsync(CancellationToken cancellation)
    {
        DhcpInquiry inquiry = await ConductAsync(takeFrom: null, cancellation).ConfigureAwait(false);
        return [.. inquiry.Offers.Select(offer => RogueDhcpOffer.Of(offer, _at, _options.TftpServer))];
    }

    /// <summary>Has one server lease an address, and gives it back.</summary>
    public async Task<RogueDhcpTrial> TryServerAsync(Ipv4Address server, CancellationToken cancellation)
    {
        DhcpInquiry inquiry = await ConductAsync(server, cancellation).ConfigureAwait(false);
        DhcpAnswer? offer = inquiry.Offers.FirstOrDefault(offer => offer.Server == server);
        return new RogueDhcpTrial(
            offer is null ? null : RogueDhcpOffer.Of(offer, _at, _options.TftpServer),
            inquiry.Confirmation is { } answer ? RogueDhcpOffer.Of(answer, _at, _options.TftpServer) : null);
    }

    /// <inheritdoc/>
    public void Dispose() => _port.Dispose();

    // The port waits in the kernel; a thread of its own keeps the thread pool free meanwhile.
    private Task<DhcpInquiry> ConductAsync(Ipv4Address? takeFrom, CancellationToken cancellation) =>
        Task.Factory.StartNew(() => Conduct(takeFrom, cancellation), cancellation,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    private DhcpInquiry Conduct(Ipv4Address? takeFrom, CancellationToken cancellation)
    {
        DhcpInquiry inquiry = new(_options.Inquiry(_at.InquiryHardware, takeFrom));
        List<DhcpInquirySend> effects = [];
        using CancellationTokenRegistration wakes = cancellation.Register(_port.Wake);
        long begin = _time.GetTimestamp();
        while (inquiry.State != DhcpInquiryState.Ended)
        {
            cancellation.ThrowIfCancellationRequested();
            inquiry.Elapsed(_time.GetElapsedTime(begin), effects);
            Perform(effects);
            if (inquiry.Deadline is not { } deadline) break;
            TimeSpan left = deadline - _time.GetElapsedTime(begin);
            if (_port.Receive(left < TimeSpan.Zero ? TimeSpan.Zero : left) is not { } answer) continue;
            inquiry.Receive(answer, _time.GetElapsedTime(begin), effects);
            Perform(effects);
        }

        return inquiry;
    }

    private void Perform(List<DhcpInquirySend> effects)
    {
        foreach (DhcpInquirySend sending in effects) _port.Send(sending);
        effects.Clear();
    }
}
