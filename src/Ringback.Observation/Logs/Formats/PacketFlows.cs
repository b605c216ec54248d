using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// Transfers that a sniffer's lines show packet by packet. Where the lines tell no more than lengths, the order tells
/// the rest: 4 bytes from the phone acknowledge what came before, and a short answer that nobody acknowledges
/// was an ERROR (RFC 1350 §5).
/// </summary>
internal sealed class PacketFlows
{
    // A phone has one transfer at a time; a sniffer of a whole floor sees many.
    private const int Most = 512;

    private const int UsualBlock = 512;
    private const int Header = 4;

    private readonly Dictionary<(ClientAddress, int), Flow> _open = [];

    /// <summary>Somebody asks for a file.</summary>
    internal void Asked(SightingBook book, SightingClient client, int port, ReadOnlySpan<byte> name, bool hasOptions)
    {
        (ClientAddress, int) key = (client.Address, port);
        if (_open.Remove(key, out Flow? before)) before.Leave(book, name);
        if (port != 0)
        {
            // Who asks from another port has done with the one before.
            (ClientAddress, int) last = _open.Where(f => f.Key.Item1 == client.Address)
                .OrderByDescending(f => f.Value.Line).Select(f => f.Key).FirstOrDefault();
            if (_open.Remove(last, out Flow? older)) older.Leave(book, name);
        }

        if (_open.Count >= Most) _open.Remove(_open.MinBy(f => f.Value.Line).Key);
        AskedName asked = book.Asked(client, name, AskOutcome.Unknown, port);
        _open[key] = new Flow(client, asked, hasOptions, book.Line);
    }

    /// <summary>The server sends a block.</summary>
    internal bool Data(SightingClient client, int port, long block, long bytes, bool isLast)
    {
        if (!_open.TryGetValue((client.Address, port), out Flow? flow)) return false;
        flow.Sent(block, bytes, isLast);
        return true;
    }

    /// <summary>The server sends something of that length.</summary>
    internal bool Answer(SightingClient client, int port, long length) =>
        _open.TryGetValue((client.Address, port), out Flow? flow) && flow.SentSome(length);

    /// <summary>The phone acknowledges; the block may not be told.</summary>
    internal bool Acknowledged(SightingBook book, SightingClient client, int port, long? block)
    {
        if (!_open.TryGetValue((client.Address, port), out Flow? flow)) return false;
        if (flow.Acknowledge(book, block)) _open.Remove((client.Address, port));
        return true;
    }

    /// <summary>The server refuses.</summary>
    internal bool Refused(SightingBook book, SightingClient client, int port, AskOutcome outcome)
    {
        if (!_open.Remove((client.Address, port), out Flow? flow)) return false;
        book.Answered(client, flow.Name.Raw, outcome);
        return true;
    }

    /// <summary>The phone gives up.</summary>
    internal bool GaveUp(SightingBook book, SightingClient client, int port, short code, string message)
    {
        if (!_open.Remove((client.Address, port), out Flow? flow)) return false;
        book.Ended(client, flow.Name.Raw, new TransferEnd(TransferOutcome.PhoneError)
        {
            ErrorCode = code, Message = message, Bytes = flow.Confirmed,
        });
        return true;
    }

    /// <summary>No more lines come.</summary>
    internal void Finish(SightingBook book)
    {
        foreach (Flow flow in _open.Values) flow.Leave(book, default);
        _open.Clear();
    }

    private sealed class Flow(SightingClient client, AskedName name, bool hasOptions, long line)
    {
        private long _sent;
        private long _sentBlock;
        private long _repeats;
        private long _waiting;
        private bool _isLast;
        private bool _isBlockKnown;

        internal AskedName Name => name;

        internal long Line => line;

        internal long Confirmed { get; private set; }

        internal void Sent(long block, long bytes, bool isLast)
        {
            _isBlockKnown = true;
            if (block == _sentBlock) _repeats++;
            _sentBlock = block;
            _waiting = bytes;
            _isLast = isLast || bytes < UsualBlock;
            _sent++;
        }

        internal bool SentSome(long length)
        {
            if (_waiting == length - Header && _waiting > 0 && _waiting < UsualBlock) _repeats++;
            _waiting = length - Header;
            // The answer to options is short, and no last block.
            _isLast = _waiting < UsualBlock && !(hasOptions && _sent == 0);
            _sent++;
            return true;
        }

        /// <summary>True when that was the end.</summary>
        internal bool Acknowledge(SightingBook book, long? block)
        {
            if (_isBlockKnown && block is { } told && told != _sentBlock) return false;
            if (_waiting > 0) Confirmed += _waiting;
            bool isOver = _isLast && _sent > 0;
            _waiting = 0;
            if (isOver)
            {
                book.Ended(client, name.Raw, new TransferEnd(TransferOutcome.Delivered)
                {
                    Bytes = Confirmed, Length = Confirmed, Resent = (int)Math.Min(_repeats, int.MaxValue),
                    BlockSize = UsualBlock,
                });
            }

            return isOver;
        }

        /// <summary>The phone turned to something else, or was heard no more.</summary>
        internal void Leave(SightingBook book, ReadOnlySpan<byte> next)
        {
            if (_sent == 0) return;
            bool asksAgain = next.SequenceEqual(name.Raw);
            if (Confirmed == 0 && (asksAgain || _repeats > 1))
            {
                book.Ended(client, name.Raw, new TransferEnd(TransferOutcome.NeverAnswered));
            }
            else if (Confirmed == 0 && !_isBlockKnown && _waiting is > 0 and < UsualBlock && !next.IsEmpty)
            {
                book.Answered(client, name.Raw, AskOutcome.NotHere);
            }
            else if (Confirmed > 0 && !next.IsEmpty)
            {
                // The last acknowledgement of a phone in a hurry may be missing.
                TransferOutcome broken = asksAgain ? TransferOutcome.Restarted : TransferOutcome.Stalled;
                book.Ended(client, name.Raw, new TransferEnd(_isLast ? TransferOutcome.Unconfirmed : broken)
                {
                    Bytes = Confirmed, BlockSize = UsualBlock,
                    Length = _isLast ? Confirmed + Math.Max(_waiting, 0) : 0,
                });
            }
        }
    }
}
