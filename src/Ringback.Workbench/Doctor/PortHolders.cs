using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Doctor;

/// <summary>Who listens where.</summary>
internal static class PortHolders
{
    internal static async Task<IReadOnlyList<PortHolder>> ReadAsync(
        Func<ToolCommand, CancellationToken, Task<ToolOutcome>> run, CancellationToken cancel)
    {
        if (OperatingSystem.IsLinux()) return LinuxPortHolders.Read("/");
        IPGlobalProperties system = IPGlobalProperties.GetIPGlobalProperties();
        if (!OperatingSystem.IsWindows())
        {
            return
            [
                .. system.GetActiveUdpListeners().Select(e => Of(false, e, null)),
                .. system.GetActiveTcpListeners().Select(e => Of(true, e, null)),
            ];
        }

        ToolOutcome netstat = await run(new ToolCommand("netstat", "-ano"), cancel).ConfigureAwait(false);
        return netstat.IsDone
            ? [.. ReadNetstat(netstat.Output)]
            : [.. system.GetActiveUdpListeners().Select(e => Of(false, e, null))];
    }

    /// <summary>Reads what netstat -ano of Windows prints: protocol, local, remote, state for TCP, process.</summary>
    internal static IEnumerable<PortHolder> ReadNetstat(string output)
    {
        foreach (string line in output.Split('\n'))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            bool isTcp = words.Length == 5 && words[0] == "TCP" && words[2] is "0.0.0.0:0" or "[::]:0";
            if (!isTcp && !(words.Length == 4 && words[0] == "UDP")) continue;
            if (!IPEndPoint.TryParse(words[1], out IPEndPoint? end)) continue;
            if (!int.TryParse(words[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int pid)) continue;
            yield return Of(isTcp, end, pid);
        }
    }

    private static PortHolder Of(bool isTcp, IPEndPoint end, int? pid) =>
        new(isTcp, Ipv4Address.From(end.Address) ?? default, end.Port, pid, null);
}
