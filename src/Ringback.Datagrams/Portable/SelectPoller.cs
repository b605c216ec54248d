using System.Net;
using System.Net.Sockets;

namespace Ringback.Datagrams.Portable;

/// <summary>The framework's select, with a socket of its own to be woken through.</summary>
internal sealed class SelectPoller : IDatagramPoller
{
    private readonly Dictionary<Socket, int> _tokens = [];
    private readonly List<Socket> _ready = [];
    private readonly Socket _bell = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Lock _closing = new();
    private readonly byte[] _rung = new byte[1];
    private bool _closed;

    internal SelectPoller()
    {
        // Connected to itself: nobody else can ring it.
        _bell.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _bell.Connect(_bell.LocalEndPoint!);
        _bell.Blocking = false;
    }

    public void Add(IDatagramPort port, int token) => _tokens[((SocketPort)port).Socket] = token;

    public void Remove(IDatagramPort port) => _tokens.Remove(((SocketPort)port).Socket);

    public int Wait(TimeSpan longest, Span<int> ready)
    {
        _ready.Clear();
        _ready.AddRange(_tokens.Keys);
        _ready.Add(_bell);
        Socket.Select(_ready, null, null, longest < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : longest);
        int found = 0;
        foreach (Socket socket in _ready)
        {
            if (ReferenceEquals(socket, _bell)) Calm();
            else if (found < ready.Length) ready[found++] = _tokens[socket];
        }

        return found;
    }

    public void Wake()
    {
        lock (_closing)
        {
            if (_closed) return;
            try
            {
                _bell.Send([1]);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.WouldBlock)
            {
                // It has been rung so often already that nothing more fits.
            }
        }
    }

    public void Dispose()
    {
        lock (_closing)
        {
            _closed = true;
            _bell.Dispose();
        }
    }

    private void Calm()
    {
        while (_bell.Available > 0) _bell.Receive(_rung);
    }
}
