using System.Net;
using Ringback.Phones.Events;

namespace Ringback.Observation.Sightings;

/// <summary>What a sighting is.</summary>
internal enum SightingKind : byte
{
    /// <summary>Somebody asked for a file.</summary>
    Asked,

    /// <summary>A transfer ended.</summary>
    Ended,

    /// <summary>Anything else: the event itself is kept.</summary>
    Other,
}

/// <summary>
/// One thing that was seen, as small as it can be kept: a log of a gigabyte has ten million of them, of which a few
/// thousand become events, and with ten thousand phones each lies where no cache has it.
/// </summary>
internal struct Sighting
{
    private readonly ushort _port;
    private readonly byte _end;
    private byte _outcome;

    /// <summary>An <see cref="AskedName"/>, or the event.</summary>
    internal required object What { get; init; }

    /// <summary>What few lines tell; null where this one tells nothing of it.</summary>
    internal SightingDetail? Detail { get; set; }

    /// <summary>The address of its client; null for an event that carries its own.</summary>
    internal IPAddress? Address { get; init; }

    /// <summary>When, in ticks of UTC.</summary>
    internal long Ticks { get; init; }

    /// <summary>The line or frame, from 1.</summary>
    internal long Line { get; init; }

    internal int Port
    {
        readonly get => _port;
        init => _port = (ushort)Math.Clamp(value, 0, ushort.MaxValue);
    }

    /// <summary>Which of the files that were read.</summary>
    internal short Source { get; init; }

    internal SightingKind Kind { get; init; }

    internal AskOutcome Outcome
    {
        readonly get => (AskOutcome)_outcome;
        set => _outcome = (byte)value;
    }

    internal TransferOutcome End
    {
        readonly get => (TransferOutcome)_end;
        init => _end = (byte)value;
    }

    /// <summary>The event that it is.</summary>
    /// <param name="source">Where it was seen.</param>
    internal readonly PhoneEvent ToEvent(SightingSource source)
    {
        if (What is PhoneEvent e) return e.Origin is null ? e with { Origin = source.OriginOf(Line) } : e;
        AskedName name = (AskedName)What;
        DateTimeOffset at = new(Ticks, TimeSpan.Zero);
        SightingDetail detail = Detail ?? SightingDetail.None;
        return Kind is SightingKind.Asked
            ? new FileAsked
            {
                At = at, Address = Address, Mac = name.Mac, Origin = source.OriginOf(Line), Name = name.Text,
                Outcome = Outcome, Port = Port,
                Served = Outcome is AskOutcome.Served ? detail.Aside ?? name.Text : null,
                LookedFor = detail.Aside,
                Length = Outcome is AskOutcome.Served && detail.Length > 0 ? detail.Length : null,
            }
            : new TransferEnded
            {
                At = at, Address = Address, Mac = name.Mac, Origin = source.OriginOf(Line), Name = name.Text,
                Outcome = End, Port = Port, Bytes = detail.Bytes, Length = detail.Length,
                Retransmissions = detail.Resent,
                Blocks = detail.BlockSize > 0 ? (detail.Length / detail.BlockSize) + 1 : 0,
                Seconds = Math.Round(detail.Seconds, 3), BlockSize = detail.BlockSize > 0 ? detail.BlockSize : null,
                PhoneMessage = End is TransferOutcome.PhoneError ? detail.Aside : null,
                PhoneErrorCode = End is TransferOutcome.PhoneError && detail.ErrorCode >= 0 ? detail.ErrorCode : null,
            };
    }
}

/// <summary>What only some servers tell of a question or of the end of a transfer.</summary>
internal sealed record SightingDetail
{
    /// <summary>Nothing.</summary>
    internal static readonly SightingDetail None = new();

    /// <summary>The name that the server looked for or gave instead; what the phone said as it gave up.</summary>
    internal string? Aside { get; init; }

    /// <summary>Bytes that were moved.</summary>
    internal long Bytes { get; init; }

    /// <summary>Bytes of the whole file; zero when not known.</summary>
    internal long Length { get; init; }

    internal int Resent { get; init; }

    internal int BlockSize { get; init; }

    internal float Seconds { get; init; }

    /// <summary>The code of an ERROR packet of the phone; -1 for none.</summary>
    internal short ErrorCode { get; init; }

    /// <summary>What a line told of an end; null when it told no more than that there was one.</summary>
    internal static SightingDetail? Of(in TransferEnd end)
    {
        bool isBare = end is { Bytes: 0, Length: 0, Resent: 0, BlockSize: 0, Seconds: 0, ErrorCode: 0, Message: null };
        return isBare ? null : new SightingDetail
        {
            Aside = end.Message, Bytes = end.Bytes, Length = end.Length, Resent = end.Resent,
            BlockSize = end.BlockSize, Seconds = end.Seconds, ErrorCode = end.ErrorCode,
        };
    }
}
