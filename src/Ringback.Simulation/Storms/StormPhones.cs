using System.Globalization;
using Ringback.Datagrams;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Storms;

/// <summary>All phones of a storm: what each does with a packet, with silence and with its turn.</summary>
internal sealed class StormPhones
{
    private const string ServedMissing = "a file that must be missing was served";

    private readonly StormOptions _options;
    private readonly IStormSockets _sockets;
    private readonly StormPost _post;
    private readonly StormSchedule _schedule;
    private readonly StormContent _content;
    private readonly RepeatWheel _wheel;
    private readonly StormPhone[] _phones;
    private readonly Queue<Owed> _owed;
    private readonly List<Piece> _pieces = new(128);
    private readonly PeerAddress _serverHost;
    private readonly long _repeatAfter;
    private readonly long _delay;
    private StormDice _dice;

    internal StormPhones(StormOptions options, IStormSockets sockets)
    {
        _options = options;
        _sockets = sockets;
        _post = new StormPost(options, sockets);
        _schedule = new StormSchedule(options);
        _content = new StormContent(options.Content);
        _wheel = new RepeatWheel(options.Phones);
        _phones = new StormPhone[options.Phones];
        _serverHost = PeerAddress.From(options.Server).Host;
        _repeatAfter = StormClock.Of(options.RepeatAfter);
        _delay = StormClock.Of(options.AcknowledgementDelay);
        _owed = new Queue<Owed>(_delay > 0 ? options.Phones : 0);
        // What arrives is lost by other dice than what leaves: neither depends on how the two are interleaved.
        _dice = new StormDice(~options.Seed, options.Loss);
        Tally = new StormTally(_schedule.Requests);
    }

    internal StormTally Tally { get; }

    /// <summary>Phones that wait for the server.</summary>
    internal int UnderWay { get; private set; }

    /// <summary>True when nothing more will happen.</summary>
    internal bool AreDone => UnderWay == 0 && _owed.Count == 0 && _schedule.IsOver;

    /// <summary>When <see cref="Tick"/> has something to do.</summary>
    internal long Next
    {
        get
        {
            long next = Math.Min(_wheel.Next(), _schedule.Next(_phones));
            return _owed.TryPeek(out Owed owed) ? Math.Min(next, owed.Due) : next;
        }
    }

    /// <summary>True when <see cref="Tick"/> would look whether a phone has waited too long.</summary>
    internal bool HasSilence(long now) => _wheel.Next() <= now;

    /// <summary>No phone asks for another file.</summary>
    internal void StopAsking() => _schedule.Stop();

    /// <summary>Does what is due.</summary>
    internal void Tick(long now)
    {
        while (_schedule.TryNext(now, _phones, out int phone)) Begin(phone, now);
        while (_owed.TryPeek(out Owed owed) && owed.Due <= now) Pay(_owed.Dequeue(), now);
        while (_wheel.TryTake(now, out int phone)) Remind(phone, now);
    }

    /// <summary>Takes a packet that came for a phone. Its payload is looked at by <see cref="Settle"/>.</summary>
    internal void Take(int index, in PeerAddress peer, ReadOnlySpan<byte> datagram, int place, long now)
    {
        ref StormPhone phone = ref _phones[index];
        if (phone.Stage == StormStage.Idle || _dice.IsLost()) return;
        if (!TftpPacket.TryRead(datagram, out TftpPacket packet, out _)) return;
        if (phone.Stage == StormStage.Asking)
        {
            if (peer.Host != _serverHost || packet is { Opcode: TftpOpcode.Data, Block: not 1 }) return;
            phone.Server = peer;
            Tally.FirstAnswer(now - phone.Began);
        }
        else if (peer != phone.Server)
        {
            if (packet.Opcode is TftpOpcode.Data or TftpOpcode.OptionAcknowledgement) _post.Disown(index, peer);
            return;
        }

        switch (packet.Opcode)
        {
            case TftpOpcode.Data:
                TakeData(index, ref phone, packet, place, now);
                break;
            case TftpOpcode.OptionAcknowledgement:
                TakeOptions(index, ref phone, packet, now);
                break;
            case TftpOpcode.Error when phone.IsUnderWay:
                TakeError(index, ref phone, packet, now);
                break;
        }
    }

    /// <summary>Compares the payloads of the batch, and ends what it brought to its end.</summary>
    internal void Settle(DatagramInbox inbox, long now)
    {
        foreach (Piece piece in _pieces)
        {
            ref StormPhone phone = ref _phones[piece.Phone];
            if (phone.Files != piece.File) continue;
            ReadOnlySpan<byte> payload = inbox.Bytes(piece.Place)[TftpWriter.DataHeaderLength..];
            Tally.Bytes += payload.Length;
            if (!_content.Has(piece.Offset, payload)) phone.IsWrong = true;
            if (piece.IsLast) Finish(piece.Phone, ref phone, piece.Offset + payload.Length, now);
        }

        _pieces.Clear();
    }

    /// <summary>Ends what is still under way.</summary>
    internal void GiveUp(string why, long now)
    {
        for (int i = 0; i < _phones.Length; i++)
        {
            if (!_phones[i].IsUnderWay) continue;
            if (_phones[i].Stage == StormStage.Fetching) Refuse(i, TftpErrorCode.NotDefined, why);
            End(i);
            Tally.Failure(why, now);
        }
    }

    private void Begin(int index, long now)
    {
        ref StormPhone phone = ref _phones[index];
        phone.Begin(_schedule.IsMissing(phone.Files), now, _repeatAfter);
        UnderWay++;
        Tally.Requests++;
        _sockets.Renew(index);
        _wheel.Arm(index, phone.Deadline);
        _post.Request(index, phone.WantsMissing, phone.Files);
    }

    private void TakeData(int index, ref StormPhone phone, in TftpPacket packet, int place, long now)
    {
        int length = packet.Payload.Length;
        if (phone.WantsMissing || length > phone.BlockSize)
        {
            string why = phone.WantsMissing ? ServedMissing : "a block was too long";
            Refuse(index, TftpErrorCode.IllegalOperation, why);
            Fail(index, why, now);
            return;
        }

        StormMove move = phone.TakeData(packet.Block, length, now, _repeatAfter);
        if ((move & StormMove.Keep) != 0)
        {
            long offset = (phone.Received - 1) * phone.BlockSize;
            _pieces.Add(new Piece(index, phone.Files, place, (move & StormMove.End) != 0, offset));
        }

        Acknowledge(index, ref phone, move, now);
    }

    private void TakeOptions(int index, ref StormPhone phone, in TftpPacket packet, long now)
    {
        bool understood = StormTerms.TryRead(packet, _options, out StormTerms terms);
        // Who wants a missing file is never served a step further, so its repeats come to their end.
        if (!understood || phone.WantsMissing)
        {
            string why = understood ? ServedMissing : "the server agreed to options that were not asked for";
            Refuse(index, understood ? TftpErrorCode.IllegalOperation : TftpErrorCode.OptionsRefused, why);
            Fail(index, why, now);
            return;
        }

        Acknowledge(index, ref phone, phone.TakeOptions(terms, now, _repeatAfter), now);
    }

    private void TakeError(int index, ref StormPhone phone, in TftpPacket packet, long now)
    {
        if (!phone.WantsMissing || packet.ErrorCode != TftpErrorCode.FileNotFound)
        {
            Fail(index, string.Create(CultureInfo.InvariantCulture,
                $"ERROR {(ushort)packet.ErrorCode}: {packet.ErrorMessage}"), now);
            return;
        }

        End(index);
        Tally.Success(now - phone.Began, now);
        GoOn(index, now);
    }

    private void Acknowledge(int index, ref StormPhone phone, StormMove move, long now)
    {
        if ((move & StormMove.Acknowledge) == 0 || phone.OwesAcknowledgement) return;
        if ((move & StormMove.Again) != 0) Tally.RepeatedAcknowledgements++;
        if (_delay == 0)
        {
            _post.Acknowledge(index, phone.Server, (ushort)phone.Received);
        }
        else
        {
            phone.OwesAcknowledgement = true;
            _owed.Enqueue(new Owed(index, phone.Files, now + _delay));
        }
    }

    private void Pay(Owed owed, long now)
    {
        ref StormPhone phone = ref _phones[owed.Phone];
        if (phone.Files != owed.File || phone.Stage == StormStage.Idle) return;
        phone.OwesAcknowledgement = false;
        _post.Acknowledge(owed.Phone, phone.Server, (ushort)phone.Received);
        if (phone.Stage == StormStage.Whole) GoOn(owed.Phone, now);
    }

    /// <summary>Looks at a phone whose time may have come.</summary>
    private void Remind(int index, long now)
    {
        ref StormPhone phone = ref _phones[index];
        if (!phone.IsUnderWay) return;
        StormMove move = phone.Elapsed(now, _repeatAfter, _options.Tries);
        if (move == StormMove.End)
        {
            Fail(index, phone.Stage == StormStage.Asking ? "no answer" : "the server fell silent in the middle", now);
            return;
        }

        _wheel.Arm(index, phone.Deadline);
        if (move == StormMove.Ask)
        {
            Tally.RepeatedRequests++;
            _post.Request(index, phone.WantsMissing, phone.Files);
        }
        else if ((move & StormMove.Acknowledge) != 0)
        {
            Tally.RepeatedAcknowledgements++;
            _post.Acknowledge(index, phone.Server, (ushort)phone.Received);
        }
    }

    private void Finish(int index, ref StormPhone phone, long length, long now)
    {
        UnderWay--;
        if (phone.IsWrong) Tally.Failure("the bytes are not those of the file", now, wrong: true);
        else if (!_content.IsLong(length, phone.Announced)) Tally.Failure("the length is not right", now, wrong: true);
        else Tally.Success(now - phone.Began, now);
        // A phone that thinks before its last acknowledgement goes on after it.
        if (_delay == 0) GoOn(index, now);
    }

    private void Fail(int index, string why, long now)
    {
        End(index);
        Tally.Failure(why, now);
        GoOn(index, now);
    }

    private void End(int index)
    {
        _phones[index].Stage = StormStage.Idle;
        UnderWay--;
    }

    private void GoOn(int index, long now)
    {
        if (_schedule.GoesOn()) Begin(index, now);
    }

    private void Refuse(int index, TftpErrorCode code, string why) =>
        _post.Refuse(index, _phones[index].Server, code, why);

    /// <summary>An acknowledgement that waits for its time.</summary>
    private readonly record struct Owed(int Phone, int File, long Due);

    /// <summary>A payload in the inbox that is the next piece of a phone's file.</summary>
    private readonly record struct Piece(int Phone, int File, int Place, bool IsLast, long Offset);
}
