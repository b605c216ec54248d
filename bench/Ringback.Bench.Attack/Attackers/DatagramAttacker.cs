using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Ringback.Bench.Attack.Attackers;

/// <summary>Sends datagrams to a door from several addresses, and listens for what comes back.</summary>
internal sealed class DatagramAttacker : IAttacker
{
    private const int Data = 3;

    // A datagram of 64 KB counts as many: loopback shall carry the phones too.
    private const int BytesOfOne = 4_096;

    private readonly Inputs _inputs;
    private readonly IPEndPoint _door;
    private readonly List<Socket> _sources = [];
    private readonly List<Socket> _ears = [];
    private readonly double _rate;
    private readonly bool _talksBack;
    private readonly byte[] _buffer = new byte[65_536];
    private EndPoint? _lastPeer;
    private double _due;

    /// <summary>Opens its sockets.</summary>
    /// <param name="inputs">What is sent.</param>
    /// <param name="door">Where to.</param>
    /// <param name="tally">Where it is counted.</param>
    /// <param name="sources">From which addresses.</param>
    /// <param name="rate">Datagrams a second.</param>
    /// <param name="talksBack">True goes on with whoever answered, as TFTP does.</param>
    /// <param name="ears">Where answers may go besides the port that asked.</param>
    internal DatagramAttacker(Inputs inputs, IPEndPoint door, Tally tally, IEnumerable<IPAddress> sources, double rate,
        bool talksBack = false, IEnumerable<IPEndPoint>? ears = null)
    {
        (_inputs, _door, Tally, _rate, _talksBack) = (inputs, door, tally, rate, talksBack);
        _sources.AddRange(sources.Select(s => Open(new IPEndPoint(s, 0))));
        _ears.AddRange([.. _sources, .. (ears ?? []).Select(Open)]);
    }

    /// <inheritdoc/>
    public Tally Tally { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<byte[]> Last => _inputs.Last;

    /// <inheritdoc/>
    public void Strike(TimeSpan since)
    {
        Listen();
        _due = Math.Min(_due + (_rate * since.TotalSeconds), _rate);
        while (_due >= 1)
        {
            byte[] input = _inputs.Next();
            Socket source = _sources[_inputs.Dice.Next(_sources.Count)];
            bool isBack = _inputs.Dice.Next(4) == 0 && _talksBack;
            _due -= 1 + (input.Length / BytesOfOne);
            try
            {
                source.SendTo(input, isBack && _lastPeer is not null ? _lastPeer : _door);
                Tally.Gave(input.Length);
            }
            catch (SocketException)
            {
                // The door answered that it is closed, or there was no room.
                Tally.WasRefused();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Listen();
        foreach (Socket socket in _ears) socket.Dispose();
    }

    private static Socket Open(IPEndPoint at)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        socket.Bind(at);
        return socket;
    }

    private void Listen()
    {
        foreach (Socket socket in _ears)
        {
            while (socket.Available > 0)
            {
                EndPoint from = new IPEndPoint(IPAddress.Any, 0);
                try
                {
                    int length = socket.ReceiveFrom(_buffer, ref from);
                    bool isBlock = _talksBack && length > 2 && BinaryPrimitives.ReadUInt16BigEndian(_buffer) == Data;
                    Tally.Got(length, isJudged: !isBlock);
                    _lastPeer = from;
                }
                catch (SocketException)
                {
                    // What an earlier datagram met, told here.
                    Tally.WasRefused();
                    break;
                }
            }
        }
    }
}
