using System.Net;
using Ringback.Catalogue;

namespace Ringback.Workbench.Desk;

/// <summary>Who sits at an address: the kernel knows it now; behind a relay, only our own lease says who.</summary>
internal sealed class AddressHolders(NeighbourTable neighbours, LeasedAddresses? leased)
{
    internal MacAddress? Find(IPAddress address) => neighbours.Find(address) ?? leased?.Find(address);

    /// <summary>
    /// Who sits at an address from which somebody asks in a phone's name; the phone itself where our own lease says so.
    /// </summary>
    internal MacAddress? SitterAt(IPAddress address, MacAddress whose)
    {
        MacAddress? sitter = neighbours.Find(address);
        if (sitter == whose || leased?.Find(address) == whose) return whose;
        return sitter is null ? null : neighbours.FindNow(address);
    }
}
