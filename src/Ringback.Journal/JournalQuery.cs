using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Events;

namespace Ringback.Journal;

/// <summary>Which entries to read. An entry must satisfy everything that is not null.</summary>
/// <remarks>
/// <see cref="Mac"/> and <see cref="Address"/> look at what the event itself says. Which addresses a phone has used is
/// a conclusion, and conclusions belong to the phone's case: read both and let the fold decide.
/// </remarks>
public sealed record JournalQuery
{
    /// <summary>All entries.</summary>
    public static JournalQuery Everything { get; } = new();

    /// <summary>Only events that name this phone.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>Only events from this address.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Only events that happened then or later, by their own <see cref="PhoneEvent.At"/>.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>At most so many entries, the oldest ones; 0 or less gives none.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether an event satisfies everything but <see cref="Limit"/>.</summary>
    internal bool Matches(PhoneEvent e) =>
        (Mac is null || e.Mac == Mac)
        && (Address is null || Address.Equals(e.Address))
        && (Since is null || e.At >= Since);
}
