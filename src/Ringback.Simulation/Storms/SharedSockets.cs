using System.Net;
using Ringback.Datagrams;

namespace Ringback.Simulation.Storms;

/// <summary>
/// A few ports for all phones, each phone with an address of its own from the loopback network: a server sees as many
/// hosts as there would be, and one system call moves the packets of a hundred of them. Only where the stack chooses
/// the source, and only towards a server on 127.0.0.0/8.
/// </summary>
internal sealed class SharedSockets : IStormSockets
{
    // 127.64.0.1 and following: far from 127.0.0.1 and its neighbours, which people use for servers.
    private const uint FirstAddress = 0x7F400001;

    // A late packet is mistaken only when it survives this many files of its phone.
    private const int Rotation = 4;

    // The kernel counts some 1.3 KB for a block of 512 bytes in a queue: as many as a queue of 4 MiB holds.
    private const int PhonesToPort = 3000;

    private readonly IDatagramPort[] _ports;
    // One for each port: an outbox that changes its port sends what it has, and would never fill.
    private readonly DatagramOutbox[] _outboxes;
    private readonly PeerAddress[] _addresses;
    private readonly Dictionary<PeerAddress, int> _phones;
    private readonly int[] _current;

    internal SharedSockets(IDatagramStack stack, int phones)
    {
        Poller = stack.CreatePoller();
        _ports = new IDatagramPort[Rotation + (phones / PhonesToPort)];
        _outboxes = new DatagramOutbox[_ports.Length];
        _addresses = new PeerAddress[phones];
        _phones = new Dictionary<PeerAddress, int>(phones);
        _current = new int[phones];
        DatagramPortOptions options = new() { TellsLocalAddress = true };
        for (int i = 0; i < _ports.Length; i++)
        {
            _ports[i] = stack.Open(new IPEndPoint(IPAddress.Any, 0), options);
            _outboxes[i] = new DatagramOutbox();
            Poller.Add(_ports[i], i);
        }

        for (int phone = 0; phone < phones; phone++)
        {
            _addresses[phone] = PeerAddress.V4(FirstAddress + (uint)phone);
            _phones.Add(_addresses[phone], phone);
            _current[phone] = phone / PhonesToPort;
        }
    }

    public IDatagramPoller Poller { get; }

    public void Renew(int phone) => _current[phone] = (_current[phone] + 1) % _ports.Length;

    public IDatagramPort Port(int token) => _ports[token];

    public int PhoneOf(int token, DatagramInbox inbox, int index) =>
        _phones.TryGetValue(inbox.Local(index), out int phone) && _current[phone] == token ? phone : -1;

    public Span<byte> Add(int phone, in PeerAddress to, int length)
    {
        int port = _current[phone];
        return _outboxes[port].Add(_ports[port], to, length, _addresses[phone]);
    }

    public void Flush()
    {
        foreach (DatagramOutbox outbox in _outboxes) outbox.Flush();
    }

    public void Dispose()
    {
        Poller.Dispose();
        foreach (DatagramOutbox? outbox in _outboxes) outbox?.Dispose();
        foreach (IDatagramPort? port in _ports) port?.Dispose();
    }
}
