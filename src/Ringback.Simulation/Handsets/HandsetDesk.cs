using Ringback.Simulation.Desks;

namespace Ringback.Simulation.Handsets;

/// <summary>A handset that lives on after it has registered: one of these, by what its load speaks.</summary>
/// <param name="Sccp">It, over SCCP.</param>
/// <param name="Sip">It, over SIP.</param>
/// <param name="Mgcp">It, over MGCP.</param>
public sealed record HandsetDesk(SccpDesk? Sccp, SipDesk? Sip, MgcpDesk? Mgcp) : IAsyncDisposable
{
    /// <summary>Until it is up.</summary>
    internal Task UpAsync(CancellationToken cancel) =>
        Sccp?.UpAsync(cancel) ?? Sip?.UpAsync(cancel) ?? Mgcp!.UpAsync(cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() =>
        Sccp?.DisposeAsync() ?? Sip?.DisposeAsync() ?? Mgcp!.DisposeAsync();
}
