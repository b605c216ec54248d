namespace Ringback.Catalogue.Loads;

/// <summary>
/// How a load of the 7940/7960 family is packed and what it accepts in its place (sources.md 7940-7960 §3.2).
/// The order is the order of history: there is no way back from a later one to <see cref="Unsigned"/>.
/// </summary>
public enum LoadGeneration
{
    /// <summary>One unsigned <c>.bin</c>: SCCP up to 4.x, SIP and MGCP up to 4.x.</summary>
    Unsigned,

    /// <summary>One signed <c>.sbn</c>: SCCP 5.x; SIP and MGCP 5.x and 6.x. Refuses anything unsigned.</summary>
    Signed,

    /// <summary>
    /// A <c>.loads</c> manifest, the universal application loader (<c>.sbn</c>) and an application (<c>.sb2</c>):
    /// SCCP 6.x and later; SIP and MGCP 7.x and later.
    /// </summary>
    Universal,
}
