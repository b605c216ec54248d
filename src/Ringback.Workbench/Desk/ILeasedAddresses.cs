using System.Net;
using Ringback.Catalogue;

namespace Ringback.Workbench.Desk;

/// <summary>Those who have an address from our own DHCP server. Safe for several threads.</summary>
public interface ILeasedAddresses
{
    /// <summary>The phone that has that address; null when none has.</summary>
    MacAddress? Find(IPAddress address);

    /// <summary>Tells the desk all that has happened and was not told yet.</summary>
    void CatchUp();
}
