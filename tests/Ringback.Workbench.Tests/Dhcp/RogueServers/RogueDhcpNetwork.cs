using System.Diagnostics;
using System.Net.NetworkInformation;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.RogueServers;
using Ringback.Workbench.Tests.Network;

namespace Ringback.Workbench.Tests.Dhcp.RogueServers;

/// <summary>
/// A bench without an address, and behind a cable a machine at 192.0.2.2 with a DHCP server of others on it.
/// </summary>
internal sealed class RogueDhcpNetwork : IDisposable
{
    internal const string ServerAddress = "192.0.2.2";

    private readonly NetworkNamespace _bench = new();
    private readonly NetworkNamespace _other = new();
    private readonly ScratchFolder _folder = new();
    private readonly List<Process> _processes = [];

    private RogueDhcpNetwork()
    {
        _bench.Connect(_other, "cable");
        _other.AddAddress("cable", $"{ServerAddress}/24");
    }

    /// <summary>Lays the cable; skips the test where that is not possible.</summary>
    internal static RogueDhcpNetwork Lay()
    {
        if (NetworkNamespace.WhyNot() is { } whyNot) Assert.Skip(whyNot);
        return new RogueDhcpNetwork();
    }

    /// <summary>The bench's end.</summary>
    internal InquiryInterface Bench => _bench.Run(Find);

    /// <summary>The other end.</summary>
    internal InquiryInterface Other => _other.Run(Find);

    /// <summary>Asks from the bench until a server has answered, or to the end of a long wait.</summary>
    internal async Task<RogueDhcpOffer> AskAsync(string? vendorClass = null, Ipv4Address? tftp = null)
    {
        RogueDhcpSearchOptions options = Patient with { TftpServer = tftp };
        if (vendorClass is not null) options = options with { VendorClass = vendorClass };
        using RogueDhcpSearch search = Open(options);
        return Assert.Single(await search.RunAsync(Deadline.Token));
    }

    /// <summary>Waits for long, and not longer than needed.</summary>
    internal static RogueDhcpSearchOptions Patient { get; } = new()
    {
        Length = TimeSpan.FromSeconds(60),
        SendAt = [TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20)],
        EnoughServers = 1,
    };

    internal RogueDhcpSearch Open(RogueDhcpSearchOptions options)
    {
        InquiryInterface at = Bench;
        return _bench.Run(() =>
        {
            bool isOpen = RogueDhcpSearch.TryOpen(
                at, options, TimeProvider.System, out RogueDhcpSearch? search, out string why);
            Assert.True(isOpen, why);
            return search!;
        });
    }

    /// <summary>Does what opens sockets, at the bench.</summary>
    internal T OnBench<T>(Func<T> function) => _bench.Run(function);

    /// <summary>Does what opens sockets, at the machine behind the cable.</summary>
    internal T OnOther<T>(Func<T> function) => _other.Run(function);

    /// <summary>Gives the bench an address.</summary>
    internal void AddBenchAddress(string address) => _bench.AddAddress("cable", $"{address}/24");

    /// <summary>What dnsmasq has leased, one a line.</summary>
    internal string DnsmasqLeases => File.ReadAllText(_folder["dnsmasq.leases"]);

    /// <summary>Starts dnsmasq with a range and more lines of configuration.</summary>
    internal void StartDnsmasq(params IEnumerable<string> lines)
    {
        string file = _folder.Write("dnsmasq.conf", string.Join('\n',
        [
            "port=0", "no-ping", "no-resolv", "no-hosts", "interface=cable", "bind-interfaces",
            $"dhcp-leasefile={_folder["dnsmasq.leases"]}", "dhcp-range=192.0.2.100,192.0.2.200,1h", .. lines, "",
        ]));
        Start("dnsmasq", "DHCP, sockets bound", "dnsmasq", "--keep-in-foreground", "--log-facility=-",
            "--user=root", $"--conf-file={file}", "--pid-file");
    }

    /// <summary>Starts Kea with a range and more of its configuration.</summary>
    internal void StartKea(params IEnumerable<string> lines)
    {
        string file = _folder.Write("kea.conf", string.Join('\n',
        [
            "{ \"Dhcp4\": {", .. lines,
            "\"interfaces-config\": { \"interfaces\": [ \"cable\" ] },",
            "\"lease-database\": { \"type\": \"memfile\", \"persist\": false },",
            "\"subnet4\": [ { \"subnet\": \"192.0.2.0/24\",",
            "  \"pools\": [ { \"pool\": \"192.0.2.100 - 192.0.2.200\" } ],",
            "  \"option-data\": [ { \"name\": \"routers\", \"data\": \"192.0.2.2\" } ] } ],",
            "\"loggers\": [ { \"name\": \"kea-dhcp4\", \"severity\": \"INFO\",",
            "  \"output_options\": [ { \"output\": \"stdout\" } ] } ]",
            "} }", "",
        ]));
        Start("kea-dhcp4-server", "DHCP4_STARTED", "env", $"KEA_PIDFILE_DIR={_folder.Path}",
            $"KEA_LOCKFILE_DIR={_folder.Path}", "kea-dhcp4", "-c", file);
    }

    /// <summary>Starts ISC dhcpd with a range and more of its configuration.</summary>
    internal void StartDhcpd(params IEnumerable<string> lines)
    {
        string leases = _folder.Write("dhcpd.leases", "");
        string file = _folder.Write("dhcpd.conf", string.Join('\n',
        [
            "authoritative;", "ping-check false;", .. lines,
            "subnet 192.0.2.0 netmask 255.255.255.0 {",
            "  range 192.0.2.100 192.0.2.200;", "  option routers 192.0.2.2;", "}", "",
        ]));
        Start("isc-dhcp-server", "Server starting service", "dhcpd", "-4", "-f", "-d", "-user", "root",
            "-group", "root", "--no-pid", "-cf", file, "-lf", leases, "cable");
    }

    /// <summary>Ends all servers.</summary>
    internal void StopServers()
    {
        foreach (Process process in _processes)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        _processes.Clear();
    }

    public void Dispose()
    {
        StopServers();
        _bench.Dispose();
        _other.Dispose();
        _folder.Dispose();
    }

    private static InquiryInterface Find()
    {
        NetworkInterface found = NetworkInterface.GetAllNetworkInterfaces().Single(i => i.Name == "cable");
        return new InquiryInterface(found.GetIPProperties().GetIPv4Properties().Index,
            HardwareAddress.From(1, found.GetPhysicalAddress().GetAddressBytes()), []);
    }

    /// <summary>Starts a program and reads what it says until it is ready.</summary>
    private void Start(string package, string ready, string program, params IEnumerable<string> arguments)
    {
        // sbin is not in every PATH, and both streams are read as one.
        string path = "/usr/sbin:/sbin:" + Environment.GetEnvironmentVariable("PATH");
        Process process = _other.Start(
            "env", [$"PATH={path}", "sh", "-c", "exec \"$@\" 2>&1", "sh", program, .. arguments]);
        _processes.Add(process);
        List<string> said = [];
        while (process.StandardOutput.ReadLine() is { } line)
        {
            said.Add(line);
            if (line.Contains(ready, StringComparison.Ordinal))
            {
                // What it says later must not fill the pipe.
                _ = process.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        Assert.Fail($"{program} (package {package}) did not start: {string.Join('\n', said)}");
    }
}
