using Ringback.Catalogue.Problems;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Doctor;

namespace Ringback.Workbench.Tests.Doctor;

public sealed class PortCheckTests : IDisposable
{
    private static readonly Ipv4Address Bench = Ipv4Address.Parse("192.168.77.1");

    private readonly ScratchFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Free_ports_are_told_in_one_line() =>
        Assert.Equal("ports-free", Assert.Single(PortCheck.Run([], Bench, 69)).Code);

    [Theory]
    [InlineData("0.0.0.0", 69, ProblemSeverity.Error, "port-taken")]
    [InlineData("192.168.77.1", 69, ProblemSeverity.Error, "port-taken")]
    [InlineData("127.0.0.1", 69, ProblemSeverity.Info, "port-taken-elsewhere")]
    [InlineData("0.0.0.0", 67, ProblemSeverity.Warning, "port-taken")]
    [InlineData("0.0.0.0", 5060, ProblemSeverity.Warning, "port-taken")]
    [InlineData("0.0.0.0", 2000, ProblemSeverity.Ok, "ports-free")]
    [InlineData("0.0.0.0", 53, ProblemSeverity.Ok, "ports-free")]
    public void Udp_ports_in_the_way_are_told(string address, int port, ProblemSeverity status, string code)
    {
        PortHolder holder = new(false, Ipv4Address.Parse(address), port, 4711, "in.tftpd");
        Problem check = Assert.Single(PortCheck.Run([holder], Bench, 69));
        Assert.Equal((code, status), (check.Code, check.Severity));
    }

    [Fact]
    public void Whoever_has_a_port_is_named()
    {
        PortHolder holder = new(false, default, 69, 4711, "in.tftpd");
        Assert.Contains("in.tftpd (process 4711)", PortCheck.Run([holder], Bench, 69)[0].Message,
            StringComparison.Ordinal);
        Assert.Contains("another program", PortCheck.Run([holder with { Pid = null, Program = null }], Bench, 69)[0]
            .Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_serve_of_ours_is_no_fault()
    {
        PortHolder holder = new(false, Bench, 69, 4711, "dotnet") { IsRingback = true };
        Assert.Equal("port-served-by-ringback", Assert.Single(PortCheck.Run([holder], Bench, 69)).Code);
    }

    [Fact]
    public void Linux_tables_and_links_name_the_program()
    {
        const string Head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  "
            + "timeout inode ref pointer drops\n";
        _root.Write("proc/net/udp", Head
            + "  12: 014DA8C0:0045 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 777 2 0 0\n"
            + "  13: 00000000:1000 0101A8C0:0035 01 00000000:00000000 00:00000000 00000000     0        0 778 2 0 0\n");
        _root.Write("proc/net/tcp", Head
            + "   0: 00000000:07D0 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 779 1 0\n"
            + "   1: 0100007F:07D0 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 780 1 0\n");
        _root.Write("proc/net/udp6", Head + "  9: 00000000000000000000000000000000:0045 "
            + "00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000  0  0 781 2 0 0\n");
        _root.Write("proc/4711/comm", "ringback\n");
        _root.Write("proc/4711/cmdline", "dotnet\0/opt/ringback.dll\0serve\0");
        _root.Folder("proc/4711/fd");
        File.CreateSymbolicLink(_root["proc/4711/fd/5"], "socket:[777]");

        Assert.Equal(
            [
                new PortHolder(false, Bench, 69, 4711, "ringback") { IsRingback = true },
                new PortHolder(false, default, 69, null, null),
                new PortHolder(true, default, 2000, null, null),
            ],
            LinuxPortHolders.Read(_root.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("head\n1:")]
    [InlineData("head\n 1: XX:YY 0:0000 07 0 0 0 0 0 1\n")]
    public void A_table_that_makes_no_sense_tells_nothing(string table) =>
        Assert.Empty(LinuxPortHolders.ReadTable(table, isTcp: false));

    [Fact]
    public void An_address_that_is_too_short_is_read_as_far_as_it_goes() => Assert.Equal(
        [new PortHolder(false, default, 69, null, null)],
        LinuxPortHolders.ReadTable("head\n 1: :0045 0:0000 07 0 0 0 0 0 1\n", isTcp: false).Select(p => p.Holder));

    [Fact]
    public void Windows_tells_by_netstat()
    {
        const string Output = "\r\nActive Connections\r\n\r\n  Proto  Local Address  Foreign Address  State  PID\r\n"
            + "  TCP    0.0.0.0:2000           0.0.0.0:0              LISTENING       812\r\n"
            + "  TCP    10.0.0.5:51000         10.0.0.9:443           ESTABLISHED     900\r\n"
            + "  UDP    192.168.77.1:69        *:*                                    4242\r\n"
            + "  UDP    [::]:5353              *:*                                    77\r\n";
        Assert.Equal(
            [
                new PortHolder(true, default, 2000, 812, null), new PortHolder(false, Bench, 69, 4242, null),
                new PortHolder(false, default, 5353, 77, null),
            ],
            PortHolders.ReadNetstat(Output));
    }
}
