namespace Ringback.Phones.Events;

/// <summary>
/// The workbench cannot keep what happens any more; phones are served all the same. It is told at once, and stands in
/// the journal once something can be kept again.
/// </summary>
public sealed record KeepingStopped : PhoneEvent
{
    /// <summary>Why, and what to do, in words for a person.</summary>
    public required string Because { get; init; }
}

/// <summary>Events are kept again, and this is what the story lacks.</summary>
public sealed record KeepingResumed : PhoneEvent
{
    /// <summary>When the first of them was not kept, or keeping stopped.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>How many events were not kept; 0 when all of them could wait.</summary>
    public required long Unkept { get; init; }
}
