using Ringback.Datagrams;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Storms;

/// <summary>Writes what the phones say, and loses some of it.</summary>
internal sealed class StormPost
{
    private const int AcknowledgementLength = 4;

    /// <summary>Files that one phone asks for in a mix, before another takes its place.</summary>
    private const int FilesToPhone = 4;

    private readonly IStormSockets _sockets;
    private readonly StormRequest _file;
    private readonly StormRequest _missing;
    private readonly StormRequest _missingToo;
    private readonly bool _mixes;
    private readonly int _phones;
    private readonly PeerAddress _server;
    private readonly byte[] _stranger = new byte[TftpWriter.SmallPacketLength];
    private readonly int _strangerLength;
    private StormDice _dice;

    internal StormPost(StormOptions options, IStormSockets sockets)
    {
        _sockets = sockets;
        _file = new StormRequest(options.File, options.RequestOptions());
        _missing = new StormRequest(options.Missing, []);
        _missingToo = new StormRequest(options.MissingToo, []);
        _mixes = options.Scenario is StormScenario.Mix;
        _phones = options.Phones;
        _server = PeerAddress.From(options.Server);
        _dice = new StormDice(options.Seed, options.Loss);
        _strangerLength = TftpWriter.WriteError(_stranger, TftpErrorCode.UnknownTransferId, "Unknown transfer ID");
    }

    /// <summary>Asks for a phone's file.</summary>
    /// <param name="phone">The phone's place.</param>
    /// <param name="missing">Whether it is one that the server does not have.</param>
    /// <param name="files">Files asked for from this place so far, this one included.</param>
    internal void Request(int phone, bool missing, int files)
    {
        if (_dice.IsLost()) return;
        int before = files - 1;
        StormRequest request = !missing ? _file : _mixes && before % FilesToPhone >= 2 ? _missingToo : _missing;
        int number = _mixes ? phone + (_phones * (before / FilesToPhone)) : phone;
        request.Write(_sockets.Add(phone, _server, request.Length), number);
    }

    internal void Acknowledge(int phone, in PeerAddress server, ushort block)
    {
        if (_dice.IsLost()) return;
        TftpWriter.WriteAcknowledgement(_sockets.Add(phone, server, AcknowledgementLength), block);
    }

    /// <summary>Tells a port of the server that is not the one of this transfer (RFC 1350 §4).</summary>
    internal void Disown(int phone, in PeerAddress stranger)
    {
        if (_dice.IsLost()) return;
        _stranger.AsSpan(0, _strangerLength).CopyTo(_sockets.Add(phone, stranger, _strangerLength));
    }

    /// <summary>Ends a transfer that the phone does not want to go on with.</summary>
    internal void Refuse(int phone, in PeerAddress server, TftpErrorCode code, string why)
    {
        Span<byte> buffer = stackalloc byte[TftpWriter.SmallPacketLength];
        int length = TftpWriter.WriteError(buffer, code, why);
        buffer[..length].CopyTo(_sockets.Add(phone, server, length));
    }
}
