namespace Ringback.Phones.Events;

/// <summary>
/// Somebody does so much that not everything is kept and told one by one. What it comes to is believed all the same.
/// With an address it is about that one, without it about all senders that may be made up.
/// </summary>
public sealed record EventsLeftOut : PhoneEvent
{
    /// <summary>How many were left out since this was told last; 0 when it only begins.</summary>
    public required long Count { get; init; }
}
