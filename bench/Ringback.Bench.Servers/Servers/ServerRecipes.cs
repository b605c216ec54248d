using System.Net;

namespace Ringback.Bench.Servers.Servers;

/// <summary>
/// The servers of the comparison, each with its own default settings, except for limits that would refuse the phones
/// of a scenario altogether.
/// </summary>
internal static class ServerRecipes
{
    internal const string Ours = "ringback";
    internal const string Limit = "reference";
    internal const string WindowedPeer = "atftpd";

    // dnsmasq answers TFTP on port 69 and no other; this address of the loopback network is nobody's.
    private static readonly IPEndPoint DnsmasqEndPoint = new(IPAddress.Parse("127.0.0.69"), 69);

    internal static IReadOnlyList<ServerRecipe> All(BenchOptions options)
    {
        string Here(string program) => Path.Combine(options.Programs, program);
        return
        [
            new ServerRecipe
            {
                Name = Ours, Title = "Ringback", Part = ServerPart.Ours, Program = options.Ringback,
                KnowsWindows = true,
                Arguments = place =>
                [
                    "serve", "--bind", place.Address, "--tftp-port", place.Port, "--sccp-port", "0", "--sip-port", "0",
                    "--mgcp-port", "0", "--http-port", "0", "--root", place.Root, "--data", place.Data,
                ],
            },
            new ServerRecipe
            {
                // Without -u it would change to a user that may not enter the scratch folder.
                Name = "hpa", Title = "tftpd-hpa", Part = ServerPart.Peer, Program = Here("in.tftpd"),
                Version = VersionOf(Here("in.tftpd")),
                Arguments = place => ["-L", "-u", "root", "-a", place.EndPoint.ToString(), "-s", place.Root],
            },
            new ServerRecipe
            {
                // Its default is 100 transfers, and it leaves all others without an answer.
                Name = WindowedPeer, Title = "atftpd", Part = ServerPart.Peer, Program = Here("atftpd"),
                Version = VersionOf(Here("atftpd")), KnowsWindows = true,
                Arguments = place =>
                [
                    "--daemon", "--no-fork", "--user", "root.root", "--maxthread", "10000", "--bind-address",
                    place.Address, "--port", place.Port, place.Root,
                ],
            },
            new ServerRecipe
            {
                // Its default is 50 transfers.
                Name = "dnsmasq", Title = "dnsmasq", Part = ServerPart.Peer, Program = Here("dnsmasq"),
                Version = VersionOf(Here("dnsmasq")), FixedEndPoint = DnsmasqEndPoint,
                Arguments = place =>
                [
                    "--no-daemon", "--conf-file=/dev/null", "--pid-file", "--user=root", "--port=0", "--no-resolv",
                    "--no-hosts", "--bind-interfaces", $"--listen-address={place.Address}", "--enable-tftp",
                    "--tftp-max=10000", $"--tftp-root={place.Root}",
                ],
            },
            new ServerRecipe
            {
                Name = "pin", Title = "Go pin/tftp", Part = ServerPart.Peer, Program = Here("pin"),
                Version = VersionOf(Here("pin")),
                Arguments = place => [place.EndPoint.ToString(), place.Root],
            },
            new ServerRecipe
            {
                Name = Limit, Title = "reference in C", Part = ServerPart.Limit, Program = Here("reference"),
                KnowsWindows = true,
                Arguments = place => [place.Address, place.Port, place.Root, "--spin", "50"],
            },
        ];
    }

    // The launcher writes it beside the program, because not every program tells.
    private static string VersionOf(string program)
    {
        string path = program + ".version";
        return File.Exists(path) ? File.ReadAllText(path).Trim() : "";
    }
}
