using System.Net;
using Microsoft.Extensions.Logging;
using Ringback.Observation;
using Ringback.Phones.Events;
using Ringback.Wire.Dns;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Ports;

namespace Ringback.Workbench.SideServices;

/// <summary>Tells phones on the bench where their server is, by the few names under which they look for it.</summary>
internal sealed class DnsServer : IAsyncDisposable
{
    // A phone that finds no server asks again and again; its story needs to say so once in a while.
    internal const int BurstOfEvents = 20;
    internal static readonly TimeSpan RefillOfEvents = TimeSpan.FromMinutes(1);
    internal static readonly TimeSpan TellAgainAfter = TimeSpan.FromMinutes(10);
    private const int Askers = 1024;

    private readonly RateLimit<IPAddress> _events;
    private readonly RateLimit<(IPAddress From, string Name, ushort Type)> _told;
    private readonly string[] _names;
    private readonly IPAddress? _address;
    private readonly DatagramListener _listener;

    /// <summary>Opens the port.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">It cannot be opened.</exception>
    internal DnsServer(IPEndPoint endPoint, SideServiceOptions options, ServedNetworks networks, TimeProvider time,
        ILogger logger)
    {
        _events = new RateLimit<IPAddress>(BurstOfEvents, RefillOfEvents, Askers, time);
        _told = new RateLimit<(IPAddress, string, ushort)>(1, TellAgainAfter, Askers, time);
        _names = [.. DnsNames.BuiltIn.Select(n => n.Name), .. options.DnsNames];
        _address = options.DnsAddress;
        _listener = new DatagramListener(endPoint, Take, new ListenerLimits(), networks, time, logger);
    }

    internal IPEndPoint EndPoint => _listener.EndPoint;

    internal void Begin(CaseDesk desk) => _listener.Begin(desk);

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private DatagramOutcome Take(ReadOnlySpan<byte> datagram, in DatagramArrival arrival)
    {
        IPAddress from = arrival.From.Address;
        IPAddress ours = _address ?? arrival.Local;
        DnsReply reply = DnsResponder.Answer(datagram, _names, ours);
        NameAsked? asked = reply.Question is { } question && IsToBeTold(from, question)
            ? SideServiceObservation.Asked(question, from, reply.Because is DnsBecause.Ours ? ours : null,
                reply.Because, arrival.At)
            : null;
        return new DatagramOutcome(reply.Bytes, arrival.From, asked is null ? null : [asked]);
    }

    private bool IsToBeTold(IPAddress from, DnsQuestion question) =>
        _told.TryTake((from, question.Name.ToUpperInvariant(), question.Type)) && _events.TryTake(from);
}
