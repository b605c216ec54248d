using Ringback.Phones.Events;

namespace Ringback.Observation.Sightings;

/// <summary>How a transfer ended, as far as a line tells.</summary>
internal readonly record struct TransferEnd(TransferOutcome Outcome)
{
    internal long Bytes { get; init; }

    internal long Length { get; init; }

    internal int Resent { get; init; }

    internal float Seconds { get; init; }

    internal int BlockSize { get; init; }

    internal string? Message { get; init; }

    internal short ErrorCode { get; init; }
}
