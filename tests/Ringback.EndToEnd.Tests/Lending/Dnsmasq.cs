using System.Diagnostics;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>The DHCP server of others that stands in most routers, as it is without a word about phones.</summary>
internal static class Dnsmasq
{
    /// <summary>
    /// Starts it; it lends 192.0.2.200 to 220. It tells that it has begun, and what it is told to log comes to its
    /// standard error.
    /// </summary>
    internal static async Task<Process> StartAsync(Station router, ScratchFolder folder)
    {
        Process dnsmasq = router.Start("dnsmasq", "dnsmasq-base", "--no-daemon", "--port=0", "--conf-file=/dev/null",
            "--dhcp-range=192.0.2.200,192.0.2.220,1h", $"--dhcp-leasefile={folder["dnsmasq"]}", "--user=root",
            "--no-ping");
        using CancellationTokenSource bound = Patience.Begin();
        while (await dnsmasq.StandardError.ReadLineAsync(bound.Token) is { } line)
        {
            if (line.Contains("IP range", StringComparison.Ordinal)) return dnsmasq;
        }

        throw new InvalidOperationException("dnsmasq ended before it began.");
    }
}
