using Ringback.Datagrams;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>Where a session stands.</summary>
internal enum TftpStage
{
    /// <summary>Its request waits for the policy's word.</summary>
    Asked,

    /// <summary>Packets go back and forth.</summary>
    Running,

    /// <summary>An upload is complete and being written to disk.</summary>
    Keeping,

    /// <summary>It is over.</summary>
    Over,
}

/// <summary>One transfer in the shell: the pure machine, its content, and where its packets go.</summary>
internal sealed class TftpSession(TftpPhone phone, PeerAddress peer, PeerAddress local, TftpAsk ask, TimeSpan began)
{
    /// <summary>The wheel's handle when it has none.</summary>
    internal const int NotArmed = -1;

    /// <summary>
    /// The machine of a transfer to the phone. A field, because each packet changes it in its place.
    /// </summary>
    internal TftpDelivery Delivery;

    private long _bytesMoved;

    internal TftpPhone Phone { get; } = phone;

    /// <summary>Its address and port.</summary>
    internal PeerAddress Peer { get; } = peer;

    /// <summary>The address of ours that it asked.</summary>
    internal PeerAddress Local { get; } = local;

    internal TftpAsk Ask { get; } = ask;

    internal TimeSpan Began { get; } = began;

    /// <summary>The request as it came in.</summary>
    internal required TftpArrival Arrival { get; init; }

    internal TftpStage Stage { get; set; }

    /// <summary>The file's name, for the report.</summary>
    internal string Name { get; set; } = "";

    /// <summary>Null until the policy has decided.</summary>
    internal TftpTransferPort? TransferPort { get; set; }

    /// <summary>The address that answers leave from; see <see cref="TftpTransferPort.Source"/>.</summary>
    internal PeerAddress Source { get; set; }

    /// <summary>What is sent; null for an upload.</summary>
    internal ITftpContent? Content { get; set; }

    /// <summary>What is received; null for a transfer to the phone.</summary>
    internal TftpIncoming? Incoming { get; set; }

    /// <summary>True for what is large enough to be an image.</summary>
    internal bool IsImage { get; set; }

    /// <summary>An acknowledgement that is answered later, because it is not this image's turn.</summary>
    internal ushort? Held { get; set; }

    /// <summary>When it is answered at the latest.</summary>
    internal TimeSpan HeldUntil { get; set; }

    /// <summary>True while others' images go first.</summary>
    internal bool Waits { get; set; }

    /// <summary>Bytes of an image that its phone has. Read from any thread.</summary>
    internal long BytesMoved
    {
        get => Volatile.Read(ref _bytesMoved);
        set => Volatile.Write(ref _bytesMoved, value);
    }

    /// <summary>Its place among those whose peer has not answered anything yet; null once it has.</summary>
    internal LinkedListNode<TftpSession>? Unanswered { get; set; }

    /// <summary>Its place in the wheel.</summary>
    internal int Handle { get; set; } = NotArmed;

    internal TimeSpan Deadline =>
        Held is not null ? HeldUntil : Incoming is { } incoming ? incoming.Deadline : Delivery.Deadline;

    /// <summary>When it last moved on.</summary>
    internal TimeSpan ProgressAt =>
        Stage == TftpStage.Asked ? Began : Incoming is { } incoming ? incoming.ProgressAt : Delivery.ProgressAt;

    /// <summary>
    /// Unfinished transfers of the same port that were dropped for this one, one shortly after the other.
    /// </summary>
    internal int Restarts { get; init; }

    /// <summary>True when this is what the request asks for once more.</summary>
    internal bool IsFor(TftpRequest request) => Ask.Request.FileName == request.FileName
        && Ask.Request.IsWrite == request.IsWrite && Ask.Request.Options.Count == request.Options.Count;
}
