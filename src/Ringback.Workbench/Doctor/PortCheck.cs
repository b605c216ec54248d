using Ringback.Catalogue.Problems;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Doctor;

/// <summary>Whether the ports that phones come to are free.</summary>
internal static class PortCheck
{
    private static readonly (string Service, int Port, bool IsTcp)[] Others =
    [
        ("DHCP", 67, false), ("SIP", 5060, false), ("SCCP", 2000, true), ("MGCP", 2427, false), ("HTTP", 6970, true),
    ];

    internal static IReadOnlyList<Problem> Run(IReadOnlyList<PortHolder> holders, Ipv4Address? own, int tftpPort)
    {
        List<Problem> found = [];
        (string Service, int Port, bool IsTcp)[] ports = [("TFTP", tftpPort, false), .. Others];
        foreach ((string service, int port, bool isTcp) in ports)
        {
            if (At(holders, own, port, isTcp) is { } holder)
                found.Add(Taken(service, port, holder));
            else if (holders.FirstOrDefault(h => h.IsTcp == isTcp && h.Port == port) is { } other)
                found.Add(Elsewhere(service, port, other));
        }

        if (found.Count == 0)
        {
            found.Add(Checkup.Ok(ProblemCode.PortsFree, "The ports are free: "
                + string.Join(", ", ports.Select(d => $"{d.Service} {d.Port}")) + "."));
        }

        return found;
    }

    /// <summary>Who would be in the way of somebody who listens at that address.</summary>
    internal static PortHolder? At(IReadOnlyList<PortHolder> holders, Ipv4Address? own, int port, bool isTcp) =>
        holders.FirstOrDefault(h => h.IsTcp == isTcp && h.Port == port
            && (h.Address.IsNone || own is null || h.Address == own));

    private static Problem Elsewhere(string service, int port, PortHolder holder) => Checkup.Info(
        ProblemCode.PortTakenElsewhere,
        $"{holder.Told} listens at port {port} ({service}) of {holder.Address}, which is not the card's address.");

    private static Problem Taken(string service, int port, PortHolder holder)
    {
        string where = holder.Address.IsNone ? "every address" : $"{holder.Address}";
        string evidence = $"{(holder.IsTcp ? "tcp" : "udp")} {holder.Address}:{port}";
        if (holder.IsRingback)
        {
            return Checkup.Info(ProblemCode.PortServedByRingback,
                $"A ringback serve is running: {holder.Told} has port {port} ({service}) at {where}.");
        }

        string message = $"Port {port} ({service}) is taken by {holder.Told}, at {where}.";
        string stop = holder.Pid is { } pid
            ? OperatingSystem.IsWindows() ? $"taskkill /PID {pid}" : $"sudo kill {pid}"
            : "stop it";
        string advice = service switch
        {
            "TFTP" => $"Phones ask port 69 only. Stop that program or its service ({stop}).",
            "DHCP" => "Stop that program while you serve addresses, or leave --dhcp off and let it tell phones of "
                + $"option 150 ({stop}).",
            _ => $"Stop it ({stop}), or choose another port with --{service.ToLowerInvariant()}-port.",
        };
        return service == "TFTP"
            ? Checkup.Error(ProblemCode.PortTaken, message, advice, evidence)
            : Checkup.Warning(ProblemCode.PortTaken, message, advice, evidence);
    }
}
