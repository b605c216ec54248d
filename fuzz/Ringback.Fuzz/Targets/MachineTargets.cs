using System.Text;
using Ringback.Catalogue.Problems;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Doctor;
using Ringback.Workbench.Network;

namespace Ringback.Fuzz.Targets;

/// <summary>What the machine says of itself: the firewall's rules, and the tables of the kernel.</summary>
internal static class MachineTargets
{
    private const string Rules = """
        { "nftables": [ { "metainfo": { "version": "1.0.6" } },
          { "table": { "family": "inet", "name": "filter", "handle": 1 } },
          { "chain": { "family": "inet", "table": "filter", "name": "input", "handle": 1, "type": "filter",
            "hook": "input", "prio": 0, "policy": "drop" } },
          { "chain": { "family": "inet", "table": "filter", "name": "more", "handle": 2 } },
          { "rule": { "family": "inet", "table": "filter", "chain": "input", "handle": 3, "expr": [
            { "match": { "op": "==", "left": { "meta": { "key": "iifname" } }, "right": "lo" } },
            { "accept": null } ] } },
          { "rule": { "family": "inet", "table": "filter", "chain": "input", "handle": 4, "expr": [
            { "match": { "op": "==", "left": { "payload": { "protocol": "udp", "field": "dport" } },
              "right": { "set": [ 67, { "range": [ 69, 99 ] } ] } } }, { "jump": { "target": "more" } } ] } },
          { "rule": { "family": "inet", "table": "filter", "chain": "more", "handle": 5, "expr": [
            { "match": { "op": "in", "left": { "ct": { "key": "state" } }, "right": [ "established", "new" ] } },
            { "counter": { "packets": 0, "bytes": 0 } }, { "accept": null } ] } } ] }
        """;

    private const string Neighbourhood =
        "IP address       HW type     Flags       HW address            Mask     Device\n"
        + "192.168.1.130    0x1         0x2         00:0e:84:c0:60:a6     *        eth0\n"
        + "192.168.1.131    0x1         0x0         00:00:00:00:00:00     *        eth0\n";

    private const string Routes =
        "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
        + "eth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
        + "eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n";

    private const string Ports =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref\n"
        + "  95: 0100007F:0045 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 12345 2\n"
        + "  96: 00000000000000000000000000000000:07D0 00000000000000000000000000000000:0000 0A 00000000:00000000 "
        + "00:00000000 00000000     0        0 12346 2\n";

    internal static IEnumerable<FuzzTarget> All { get; } =
    [
        new("nft", Nft, () => [Encoding.UTF8.GetBytes(Rules)])
        {
            SmokeRuns = 8_000, LongestInput = 32 * 1024, Memory = (1024 * 1024, 512),
            Words = ["\"jump\"", "\"goto\"", "\"drop\"", "\"more\"", "\"input\"", "\"vmap\"", "\"@set\""],
        },
        new("neighbours", Neighbour, () => [Encoding.UTF8.GetBytes(Neighbourhood)])
        {
            SmokeRuns = 8_000, Memory = (128 * 1024, 256),
        },
        new("routes", Route, () => [Encoding.UTF8.GetBytes(Routes)]) { SmokeRuns = 8_000, Memory = (128 * 1024, 256) },
        new("ports", Port, () => [Encoding.UTF8.GetBytes(Ports)]) { SmokeRuns = 8_000, Memory = (128 * 1024, 256) },
    ];

    private static void Nft(FuzzRun run)
    {
        Problem checkup = FirewallCheck.JudgeNft(Encoding.UTF8.GetString(run.Input), "eth0", 69);
        run.Saw(checkup.Code.Length);
        run.Saw(checkup.Severity);
    }

    private static void Neighbour(FuzzRun run)
    {
        string text = Encoding.UTF8.GetString(run.Input);
        run.Saw(Neighbours.Read(text).Count);
    }

    private static void Route(FuzzRun run) =>
        run.Saw(LinuxCardFiles.RouteTable(Encoding.UTF8.GetString(run.Input)).Count);

    private static void Port(FuzzRun run)
    {
        string text = Encoding.UTF8.GetString(run.Input);
        foreach (bool isTcp in (bool[])[false, true])
        {
            foreach ((PortHolder holder, string _) in LinuxPortHolders.ReadTable(text, isTcp))
            {
                run.Saw(holder.IsTcp ? 1 : 2);
                FuzzRun.Hold(holder.Port >= 0, "a port is a number");
            }
        }
    }
}
