using System.Net;
using System.Net.Sockets;
using Ringback.Datagrams;

namespace Ringback.Simulation.Storms;

/// <summary>A port for each phone: on every platform and towards every server, one system call to a packet.</summary>
internal sealed class SingleSockets : IStormSockets
{
    // A window of 64 of the largest blocks; thousands of lock-step phones need little.
    private const int BufferOfFew = 4 * 1024 * 1024;
    private const int BufferOfMany = 256 * 1024;
    private const int Few = 16;

    private readonly IDatagramStack _stack;
    private readonly IPEndPoint _any;
    private readonly DatagramPortOptions _options;
    private readonly IDatagramPort?[] _ports;
    private readonly DatagramOutbox _outbox = new();

    internal SingleSockets(IDatagramStack stack, int phones, AddressFamily family)
    {
        _stack = stack;
        _any = new IPEndPoint(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        _options = new DatagramPortOptions { BufferBytes = phones <= Few ? BufferOfFew : BufferOfMany };
        _ports = new IDatagramPort?[phones];
        Poller = stack.CreatePoller();
    }

    public IDatagramPoller Poller { get; }

    public void Renew(int phone)
    {
        if (_ports[phone] is { } old)
        {
            _outbox.Flush();
            Poller.Remove(old);
            old.Dispose();
            _ports[phone] = null;
        }

        IDatagramPort port = Open(phone);
        _ports[phone] = port;
        Poller.Add(port, phone);
    }

    public IDatagramPort Port(int token) => _ports[token]!;

    public int PhoneOf(int token, DatagramInbox inbox, int index) => token;

    public Span<byte> Add(int phone, in PeerAddress to, int length) => _outbox.Add(_ports[phone]!, to, length);

    public void Flush() => _outbox.Flush();

    public void Dispose()
    {
        Poller.Dispose();
        _outbox.Dispose();
        foreach (IDatagramPort? port in _ports) port?.Dispose();
    }

    private IDatagramPort Open(int phone)
    {
        try
        {
            return _stack.Open(_any, _options);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TooManyOpenSockets
            or SocketError.NoBufferSpaceAvailable or SocketError.AddressAlreadyInUse)
        {
            throw new StormException($"this system gave ports to {phone} phones and no more ({e.Message}). Let fewer "
                + "phones ask, or raise the limit of open files (Linux and macOS: ulimit -n 65536).", e);
        }
    }
}
