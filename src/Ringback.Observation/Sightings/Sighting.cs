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
/// thousand become events.
/// </summary>
internal struct Sighting
{
    /// <summary>An <see cref="AskedName"/>, or the event.</summary>
    internal required object What { get; init; }

    /// <summary>The name that the server looked for or gave instead; what the phone said as it gave up.</summary>
    internal string? Aside { get; set; }

    /// <summary>When, in ticks of UTC.</summary>
    internal long Ticks { get; init; }

    /// <summary>The line or frame, from 1.</summary>
    internal long Line { get; init; }

    /// <summary>Bytes that were moved, or that the file has.</summary>
    internal long Bytes { get; set; }

    /// <summary>Bytes of the whole file; zero when not known.</summary>
    internal long Length { get; set; }

    internal ClientAddress Client { get; init; }

    internal int Port { get; init; }

    internal int Resent { get; init; }

    internal int BlockSize { get; init; }

    internal float Seconds { get; init; }

    /// <summary>Which of the files that were read.</summary>
    internal short Source { get; init; }

    internal SightingKind Kind { get; init; }

    internal AskOutcome Outcome { get; set; }

    internal TransferOutcome End { get; init; }

    /// <summary>The code of an ERROR packet of the phone; -1 for none.</summary>
    internal short ErrorCode { get; init; }

    /// <summary>The event that it is.</summary>
    /// <param name="source">Where it was seen.</param>
    /// <param name="address">The address of its client.</param>
    internal readonly PhoneEvent ToEvent(SightingSource source, IPAddress address)
    {
        if (What is PhoneEvent e) return e.Origin is null ? e with { Origin = source.OriginOf(Line) } : e;
        AskedName name = (AskedName)What;
        DateTimeOffset at = new(Ticks, TimeSpan.Zero);
        return Kind is SightingKind.Asked
            ? new FileAsked
            {
                At = at, Address = address, Mac = name.Mac, Origin = source.OriginOf(Line), Name = name.Text,
                Outcome = Outcome, Port = Port,
                Served = Outcome is AskOutcome.Served ? Aside ?? name.Text : null,
                LookedFor = Aside,
                Length = Outcome is AskOutcome.Served && Length > 0 ? Length : null,
            }
            : new TransferEnded
            {
                At = at, Address = address, Mac = name.Mac, Origin = source.OriginOf(Line), Name = name.Text,
                Outcome = End, Port = Port, Bytes = Bytes, Length = Length, Retransmissions = Resent,
                Blocks = BlockSize > 0 ? (Length / BlockSize) + 1 : 0,
                Seconds = Math.Round(Seconds, 3), BlockSize = BlockSize > 0 ? BlockSize : null,
                PhoneMessage = End is TransferOutcome.PhoneError ? Aside : null,
                PhoneErrorCode = End is TransferOutcome.PhoneError && ErrorCode >= 0 ? ErrorCode : null,
            };
    }
}
