using System.Net;

namespace Ringback.Phones.Events;

/// <summary>
/// Somebody on the network does what no phone does. It is about the bench and no single phone, and is told once in a
/// while, however often it happens.
/// </summary>
public sealed record AbuseNoticed : PhoneEvent
{
    /// <summary>Which: a code of <c>docs/findings.md</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Who does it; null when its address tells nothing.</summary>
    public IPAddress? By { get; init; }

    /// <summary>How often it was, or how many it were, since it was told last.</summary>
    public required long Count { get; init; }

    /// <summary>What was seen, in words for a person.</summary>
    public required string Message { get; init; }

    /// <summary>What to do.</summary>
    public required string Advice { get; init; }
}
