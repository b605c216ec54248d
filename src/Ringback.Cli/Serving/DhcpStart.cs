using System.CommandLine;
using System.Net;
using Ringback.Cli.Input;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp;
using Ringback.Workbench.Dhcp.Leases;
using Ringback.Workbench.Dhcp.Setup;

namespace Ringback.Cli.Serving;

/// <summary>From the options of <c>serve</c> to a DHCP server that can be started.</summary>
internal static class DhcpStart
{
    /// <summary>The server; null when none is wanted.</summary>
    internal static DhcpBenchOptions? Prepare(ParseResult given, IReadOnlyList<IPAddress> addresses, string? data)
    {
        if (DhcpInput.Read(given, isBench: false) is not { } setup) return null;
        IReadOnlyList<(DhcpDoorOptions Door, OwnNetwork Network)> doors = DhcpDoorFinding.Find(addresses);
        DhcpServerOptions server = setup.Make([.. doors.Select(d => d.Network)], out IReadOnlyList<string> faults);
        if (faults.Count > 0) throw new UnusableException(string.Join(" ", faults));
        return new DhcpBenchOptions
        {
            Service = new DhcpServiceOptions
            {
                Server = server with { ProbesAddresses = DhcpInput.Probes(given) },
                Doors = [.. doors.Select(d => d.Door)],
            },
            OpenStore = () => SqliteLeaseStore.Open(DataFolder.Leases(data)),
            TftpWhenDone = setup.TftpWhenDone,
        };
    }
}
