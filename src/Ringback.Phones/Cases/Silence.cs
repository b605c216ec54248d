namespace Ringback.Phones.Cases;

/// <summary>
/// Whether a phone that has got an address asks for nothing. Silence is no event, so it is asked of a case and a time:
/// by a bench with its clock, of somebody's log with the time of its last line.
/// </summary>
public static class Silence
{
    /// <summary>
    /// After this a phone is silent. It asks for its first file a second or two after it has its address; some look
    /// first whether somebody else has it.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <summary>For how long it has been silent since it got its lease on a start; null when it is not.</summary>
    public static TimeSpan? Of(PhoneCase phone, DateTimeOffset now) =>
        phone is { Stage: BootStage.Addressed, Addressing.Lease: { } lease } && now - lease.At >= Patience
            ? now - lease.At
            : null;
}
