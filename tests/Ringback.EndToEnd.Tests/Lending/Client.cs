using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>A DHCP client that others wrote, run as if it were a phone.</summary>
/// <param name="Name">What it is called here.</param>
/// <param name="EndsWithNul">True when its vendor class ends with a NUL, as most phones' does.</param>
/// <param name="Expected">What it tells of a lease, line by line.</param>
/// <param name="RunAsync">Runs it until it has one.</param>
internal sealed record Client(
    string Name, bool EndsWithNul, string[] Expected, Func<LendingBench, Task<Finished>> RunAsync)
{
    internal const string VendorClass = "Cisco Systems, Inc. IP Phone CP-7940G";

    private static readonly string VendorClassHex = Convert.ToHexStringLower([.. Ask.Phone.Select(c => (byte)c)]);

    private static readonly string[] ToldByUdhcpc =
    [
        "siaddr=192.0.2.1", "sname=192.0.2.1", "tftp=192.0.2.1", "opt150=c0000201", "subnet=255.255.255.0",
        "router=192.0.2.1", "dns=192.0.2.7", "domain=example.org", "serverid=192.0.2.1", "lease=86400",
        "boot_file=boot.ipxe",
    ];

    private static readonly string[] ToldByDhcpcd =
    [
        "new_tftp_servers=192.0.2.1", "new_tftp_server_name=192.0.2.1", "new_server_name=192.0.2.1",
        "new_subnet_mask=255.255.255.0", "new_routers=192.0.2.1", "new_dhcp_server_identifier=192.0.2.1",
        "new_dhcp_lease_time=86400", "new_dhcp_renewal_time=43200", "new_dhcp_rebinding_time=75600",
    ];

    internal static IReadOnlyList<Client> All { get; } =
    [
        new("busybox udhcpc", false, ToldByUdhcpc, bench => UdhcpcAsync(bench, "busybox", "-V", VendorClass)),
        new("busybox udhcpc with NUL", true, ToldByUdhcpc,
            bench => UdhcpcAsync(bench, "busybox", "-V", "", "-x", $"0x3c:{VendorClassHex}")),
        new("udhcpc", false, ToldByUdhcpc, bench => UdhcpcAsync(bench, "udhcpc", "-V", VendorClass)),
        new("dhclient", true,
        [
            "new_next_server=192.0.2.1", "new_server_name=192.0.2.1", "new_tftp_server_name=192.0.2.1",
            "new_tftp150=192.0.2.1", "new_subnet_mask=255.255.255.0", "new_routers=192.0.2.1",
            "new_domain_name_servers=192.0.2.7", "new_domain_name=example.org", "new_filename=boot.ipxe",
            "new_dhcp_server_identifier=192.0.2.1", "new_dhcp_lease_time=86400",
        ], DhclientAsync),
        new("dhcpcd", false, ToldByDhcpcd, bench => DhcpcdAsync(bench, "--oneshot")),
        new("dhcpcd --test", false, ToldByDhcpcd, bench => DhcpcdAsync(bench, "--test")),
    ];

    /// <summary>Runs dhclient, which keeps what it had last time in a file.</summary>
    internal static async Task<Finished> DhclientAsync(LendingBench bench)
    {
        string settings = bench.Folder["dhclient.conf"];
        await File.WriteAllLinesAsync(settings,
        [
            "option tftp150 code 150 = array of ip-address;",
            $"send vendor-class-identifier {string.Join(':', VendorClassHex.Chunk(2).Select(c => new string(c)))};",
            "request subnet-mask, tftp-server-name, domain-name-servers, routers, domain-name, tftp150,",
            "  arp-cache-timeout;",
        ]);
        string script = await bench.ScriptAsync("dhclient.sh");
        // With -1 it ends when it gets nothing, and stays in the background when it gets a lease.
        Finished run = await bench.Phone.RunAsync("dhclient", "isc-dhcp-client", "-4", "-1", "-v", "-cf", settings,
            "-lf", bench.Folder["dhclient.leases"], "-pf", bench.Folder["dhclient.pid"], "-sf", script,
            Station.Device);
        await bench.Phone.EndAllAsync();
        return run;
    }

    /// <summary>Runs udhcpc until it has a lease.</summary>
    internal static async Task<Finished> UdhcpcAsync(LendingBench bench, string program, params string[] more)
    {
        string script = await bench.ScriptAsync("udhcpc.sh");
        string[] applet = program == "busybox" ? ["udhcpc"] : [];
        return await bench.Phone.RunAsync(program, program,
            [.. applet, "-i", Station.Device, "-f", "-n", "-q", "-O", "tftp", "-O", "150", "-s", script, .. more]);
    }

    /// <summary>Its files lie at fixed places, so it gets others there.</summary>
    private static async Task<Finished> DhcpcdAsync(LendingBench bench, string way)
    {
        string script = await bench.ScriptAsync("dhcpcd.sh");
        // It may leave processes behind that hold on to the output, so it writes into a file.
        string told = bench.Folder["dhcpcd.out"];
        string shell = "mount -t tmpfs tmpfs /var/lib/dhcpcd && mount -t tmpfs tmpfs /run; "
            + $"\"$0\" \"$@\" > {told} 2>&1; cat {told}";
        Finished run = await bench.Phone.RunAsync("sh", "dash",
            "-c", shell, Command.Find("dhcpcd", "dhcpcd-base"), "-4", way, "-B", "-A", "-t", "30", "-f", "/dev/null",
            "-c", script, "-i", VendorClass, "-o", "150,66", Station.Device);
        await bench.Phone.EndAllAsync();
        return run;
    }
}
