using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Ringback.Datagrams;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.Setup;

/// <summary>Finds the network cards behind our own addresses.</summary>
public static class DhcpDoorFinding
{
    /// <summary>The doors of some of our addresses; an address that no card has is left out.</summary>
    public static IReadOnlyList<(DhcpDoorOptions Door, OwnNetwork Network)> Find(IReadOnlyList<IPAddress> addresses)
    {
        List<(DhcpDoorOptions, OwnNetwork)> found = [];
        foreach (NetworkInterface card in NetworkInterface.GetAllNetworkInterfaces())
        {
            foreach (UnicastIPAddressInformation said in card.GetIPProperties().UnicastAddresses)
            {
                if (said.Address.AddressFamily is not AddressFamily.InterNetwork || !addresses.Contains(said.Address))
                    continue;
                Ipv4Address own = Ipv4Address.From(said.Address)!.Value;
                byte[] mac = card.GetPhysicalAddress().GetAddressBytes();
                bool isLoopback = card.NetworkInterfaceType is NetworkInterfaceType.Loopback;
                DhcpDoorOptions door = new(own)
                {
                    Device = new DatagramDevice(card.Name, card.GetIPProperties().GetIPv4Properties().Index),
                    Hardware = isLoopback ? default : HardwareAddress.From(HardwareAddress.Ethernet, mac),
                };
                found.Add((door, new OwnNetwork(own, said.PrefixLength)));
            }
        }

        return found;
    }
}
