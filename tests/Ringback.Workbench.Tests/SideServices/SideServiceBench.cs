using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Journal;
using Ringback.Phones.Events;
using Ringback.Workbench.SideServices;
using Ringback.Workbench.Tests.Bench;

namespace Ringback.Workbench.Tests.SideServices;

/// <summary>The side services on loopback, at a clock in the test's hand, and a phone's socket.</summary>
internal sealed class SideServiceBench : IAsyncDisposable
{
    private readonly PracticeBench _practice = new();
    private readonly List<IAsyncDisposable> _opened = [];
    private readonly List<Listening> _doors = [];

    private readonly BeatingClock _time;

    internal SideServiceBench(SideServiceOptions options, IPAddress? address = null)
    {
        _time = new BeatingClock(Clock);
        Phone = PhoneAt(IPAddress.Loopback);
        SideServiceListeners ports = new(options, [address ?? IPAddress.Loopback], _time, NullLoggerFactory.Instance);
        ports.Open(_opened, _doors);
        ports.Begin(_practice.Desk(null));
    }

    internal HandClock Clock => _practice.Clock;

    /// <summary>Whatever happens from time to time happens now.</summary>
    internal void Beat() => _time.Beat();

    internal Socket Phone { get; }

    internal static Socket PhoneAt(IPAddress address)
    {
        Socket phone = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        phone.Bind(new IPEndPoint(address, 0));
        return phone;
    }

    internal void Send(string service, ReadOnlySpan<byte> datagram, Socket? phone = null) => (phone ?? Phone).SendTo(
        datagram, new IPEndPoint(IPAddress.Loopback, Port(service)));

    internal int Port(string service) => _doors.First(d => d.Service == service).Port;

    internal async Task<byte[]> ReceiveAsync(Socket? phone = null)
    {
        byte[] buffer = new byte[2048];
        return buffer[..await (phone ?? Phone).ReceiveAsync(buffer, SocketFlags.None, Deadline.Token)];
    }

    internal async Task<byte[]> ExchangeAsync(string service, byte[] datagram)
    {
        Send(service, datagram);
        return await ReceiveAsync();
    }

    /// <summary>Waits for an event.</summary>
    internal async Task SeesAsync<T>(Func<T, bool> fits)
        where T : PhoneEvent
    {
        await foreach (JournalEntry entry in _practice.Journal.FollowAsync(
            JournalPlace.Beginning, Deadline.Token))
        {
            if (entry.Event is T e && fits(e)) return;
        }
    }

    /// <summary>The first events of that kind; waits until there are so many.</summary>
    internal async Task<IReadOnlyList<T>> SeesAsync<T>(int count)
        where T : PhoneEvent
    {
        List<T> seen = [];
        await foreach (JournalEntry entry in _practice.Journal.FollowAsync(
            JournalPlace.Beginning, Deadline.Token))
        {
            if (entry.Event is T wanted) seen.Add(wanted);
            if (seen.Count == count) break;
        }

        return seen;
    }

    /// <summary>Closes the ports, and gives everything that was recorded.</summary>
    internal async Task<IReadOnlyList<T>> CloseAsync<T>()
        where T : PhoneEvent
    {
        foreach (IAsyncDisposable listener in _opened) await listener.DisposeAsync();
        _opened.Clear();
        return await _practice.EventsAsync<T>();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync<PhoneEvent>();
        Phone.Dispose();
        _practice.Dispose();
    }
}
