using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Probing;

namespace Ringback.Workbench.Dhcp;

/// <summary>
/// Is told what goes over the wire. Called on the server's thread where nothing else is said, which serves nobody
/// meanwhile: it must be quick and never wait.
/// </summary>
public interface IDhcpWatcher
{
    /// <summary>A client said something. Comes before its answer, and for some messages there is none.</summary>
    void Asked(DhcpMessage message, DhcpArrival arrival);

    /// <summary>A client was answered.</summary>
    void Answered(DhcpSend answer);

    /// <summary>Clients were not answered; told now and then.</summary>
    void Ignored(DhcpIgnored ignored);

    /// <summary>An address turned out to be somebody's.</summary>
    void Quarantined(DhcpQuarantined quarantined);

    /// <summary>Somebody on our network looks for a machine there. From any thread, often.</summary>
    void Overheard(NeighbourQuestion question);
}
