using System.Net;
using System.Net.Sockets;

namespace Ringback.Bench.Attack.Attackers;

/// <summary>
/// Opens TCP connections from several addresses: some talk nonsense in pieces, some say a byte and wait for ever, some
/// go in the middle of a word.
/// </summary>
internal sealed class ConnectionAttacker : IAttacker
{
    private const int MostOpen = 400;
    private const int LongestPiece = 2_000;

    private readonly Inputs _inputs;
    private readonly IPEndPoint _door;
    private readonly IPAddress[] _sources;
    private readonly List<Held> _open = [];
    private readonly double _rate;
    private readonly byte[] _buffer = new byte[65_536];
    private double _due;

    /// <param name="inputs">What is said.</param>
    /// <param name="door">Where.</param>
    /// <param name="tally">Where it is counted.</param>
    /// <param name="sources">From which addresses.</param>
    /// <param name="rate">Pieces a second; one in ten opens a connection.</param>
    internal ConnectionAttacker(
        Inputs inputs, IPEndPoint door, Tally tally, IEnumerable<IPAddress> sources, double rate)
    {
        (_inputs, _door, Tally, _rate) = (inputs, door, tally, rate);
        _sources = [.. sources];
    }

    /// <inheritdoc/>
    public Tally Tally { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<byte[]> Last => _inputs.Last;

    /// <inheritdoc/>
    public void Strike(TimeSpan since)
    {
        _due = Math.Min(_due + (_rate * since.TotalSeconds), _rate);
        for (; _due >= 1; _due--)
        {
            int act = _inputs.Dice.Next(10);
            if (act == 0 || _open.Count == 0) Open();
            else Talk(_open[_inputs.Dice.Next(_open.Count)], isLast: act == 1);
        }

        foreach (Held held in _open) Hear(held);
        _open.RemoveAll(h => h.IsOver);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Held held in _open) held.Socket.Dispose();
    }

    private void Open()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            socket.Bind(new IPEndPoint(_sources[_inputs.Dice.Next(_sources.Length)], 0));
            // Loopback and a cable of our own connect at once or not at all; the first piece tells.
            _ = socket.ConnectAsync(_door).ContinueWith(t => _ = t.Exception, TaskScheduler.Default);
        }
        catch (SocketException)
        {
            Tally.WasRefused();
            socket.Dispose();
            return;
        }

        // One in four is silent after its first byte.
        _open.Add(new Held(socket, _inputs.Next(), isSilent: _inputs.Dice.Next(4) == 0));
        if (_open.Count <= MostOpen) return;
        _open[0].Socket.Dispose();
        _open.RemoveAt(0);
    }

    private void Talk(Held held, bool isLast)
    {
        if (held.IsOver || !held.Socket.Connected || (held.IsSilent && held.Said > 0)) return;
        int length = held.IsSilent ? 1 : 1 + _inputs.Dice.Next(LongestPiece);
        ReadOnlySpan<byte> piece = held.Words.AsSpan(Math.Min(held.Said, held.Words.Length));
        piece = piece[..Math.Min(length, piece.Length)];
        try
        {
            if (!piece.IsEmpty) Tally.Gave(held.Socket.Send(piece));
            held.Said += Math.Max(1, piece.Length);
            if (isLast || piece.IsEmpty) held.Close();
        }
        catch (SocketException)
        {
            Tally.WasRefused();
            held.Close();
        }
    }

    private void Hear(Held held)
    {
        try
        {
            while (!held.IsOver && held.Socket.Connected && held.Socket.Poll(0, SelectMode.SelectRead))
            {
                int length = held.Socket.Receive(_buffer);
                if (length == 0) held.Close();
                else Tally.Got(length, isJudged: false);
            }
        }
        catch (SocketException)
        {
            Tally.WasRefused();
            held.Close();
        }
    }

    private sealed class Held(Socket socket, byte[] words, bool isSilent)
    {
        internal Socket Socket => socket;

        internal byte[] Words => words;

        internal bool IsSilent => isSilent;

        internal int Said { get; set; }

        internal bool IsOver { get; private set; }

        internal void Close()
        {
            IsOver = true;
            socket.Dispose();
        }
    }
}
