namespace Ringback.Catalogue;

/// <summary>How long a phone takes.</summary>
/// <param name="VoiceVlanWaitSeconds">Wait for the switch to name a voice VLAN.</param>
/// <param name="RestartAfterLoaderSeconds">From the end of the loader's transfer to the next request.</param>
/// <param name="RestartAfterApplicationSeconds">From the end of the application's transfer to the next request.</param>
/// <param name="Evidence">Kind of evidence.</param>
/// <param name="Source">Where it is written.</param>
public sealed record BootHabits(
    double VoiceVlanWaitSeconds, double RestartAfterLoaderSeconds, double RestartAfterApplicationSeconds,
    Evidence Evidence, string Source);

/// <summary>A habit on the network, for people.</summary>
/// <param name="Id">Its name, kebab case.</param>
/// <param name="Statement">What the phone does.</param>
/// <param name="Evidence">Kind of evidence.</param>
/// <param name="Source">Where it is written.</param>
public sealed record NetworkHabit(string Id, string Statement, Evidence Evidence, string Source);

/// <summary>Whether a phone asks for its files by HTTP before it asks by TFTP.</summary>
/// <param name="TriedFirst">True when it does.</param>
/// <param name="Port">The port on the TFTP server; null when it has no HTTP client.</param>
/// <param name="FromLoad">The first release that is known to; null when that is not known.</param>
/// <param name="Note">What else belongs to it; null for nothing.</param>
/// <param name="Evidence">Kind of evidence.</param>
/// <param name="Source">Where it is written.</param>
public sealed record HttpHabit(
    bool TriedFirst, int? Port, string? FromLoad, string? Note, Evidence Evidence, string Source);
