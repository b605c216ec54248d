using System.Net;
using System.Text;
using Ringback.Catalogue;
using Ringback.Observation.Pages;
using Ringback.Phones.Events;

namespace Ringback.Observation.Tests.Pages;

/// <summary>Pages in the shapes that phones give them, with values of no real phone.</summary>
public sealed class PhonePageTests
{
    private const string Of7940 = """
        <?xml version="1.0" encoding="iso-8859-1"?>
        <DeviceInformation>
        <MACAddress>000E84C060A6</MACAddress><HostName>SEP000E84C060A6</HostName><phoneDN>1001</phoneDN>
        <appLoadID>P00308010200</appLoadID><bootLoadID>PC03A300</bootLoadID><versionID>8.1(2.0)</versionID>
        <DSPLoadID>PS03AT46</DSPLoadID><addonModule1></addonModule1><hardwareRevision>1.1</hardwareRevision>
        <serialNumber>FCH0000TEST</serialNumber><modelNumber>CP-7940</modelNumber><Codec>ADLCodec</Codec>
        </DeviceInformation>
        """;

    private const string OfNetwork = """
        <?xml version="1.0"?><NetworkConfiguration><DHCPServer>192.0.2.1</DHCPServer>
        <MACAddress>000E84C060A6</MACAddress><HostName> SEP000E84C060A6 </HostName>
        <TFTPServer1>192.0.2.1</TFTPServer1><TFTPServer2></TFTPServer2>
        <CallManager1>192.0.2.9&#x20; Active</CallManager1></NetworkConfiguration>
        """;

    private const string ForPeople = """
        <HTML><BODY><TABLE><TR><TD><B> MAC Address</B></TD><td width=20></TD><TD><B>000E84C060A6</B></TD></TR>
        <TR><TD><B>Host Name</B></TD><TD></TD><TD><B>SEP000E84C060A6</B></TD></TR>
        <TR><TD><B>Phone DN</B></TD><TD></TD><TD><B></B></TD></TR>
        <TR><TD><B>App&nbsp;Load ID:</B></TD><TD></TD><TD><B>P00308010200</B></TD></TR>
        <TR><TD><B>Hardware Revision</B></TD><TD></TD><TD><B></B></TD></TR>
        <TR><TD><B>Serial Number</B></TD><TD></TD><TD><B>FCH0000TEST</B></TD></TR>
        <TR><TD><B>Model Number</B></TD><TD></TD><TD><B>CP-7960G</B></TD></TR></TABLE></BODY></HTML>
        """;

    private static readonly MacAddress Mac = MacAddress.Parse("000E84C060A6");

    [Fact]
    public void The_X_form_of_a_7940_is_read()
    {
        PhonePage page = Read(Of7940);
        Assert.Equal(("000E84C060A6", "SEP000E84C060A6", "P00308010200", "PC03A300"),
            (page.Mac, page.HostName, page.Application, page.BootLoad));
        Assert.Equal(("8.1(2.0)", "1.1", "FCH0000TEST", "CP-7940"),
            (page.Version, page.HardwareRevision, page.Serial, page.ModelNumber));
    }

    [Fact]
    public void The_network_page_is_read()
    {
        PhonePage page = Read(OfNetwork);
        Assert.Equal(("SEP000E84C060A6", "192.0.2.1", "192.0.2.9  Active"),
            (page.HostName, page.TftpServer, page.CallManager));
    }

    [Fact]
    public void The_page_for_people_is_read_and_an_empty_cell_takes_nothing_of_the_next_row()
    {
        PhonePage page = Read(ForPeople);
        Assert.Equal(("000E84C060A6", "FCH0000TEST", "CP-7960G"), (page.Mac, page.Serial, page.ModelNumber));
        Assert.Null(page.HardwareRevision);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Not found</body></html>")]
    [InlineData("<serialNumber></serialNumber>")]
    [InlineData("<serialNumber")]
    [InlineData("serialNumber>FCH</serialNumber>")]
    public void What_says_nothing_is_no_page(string text) => Assert.Null(PhonePage.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_value_that_is_too_long_is_left_out_and_what_cannot_be_seen_too()
    {
        PhonePage page = Read($"<serialNumber>{new string('x', 65)}</serialNumber><modelNumber>CP\u001b[2J\u202E-"
            + "7940&#10;X</modelNumber>");
        Assert.Null(page.Serial);
        Assert.Equal("CP[2J-7940X", page.ModelNumber);
    }

    [Fact]
    public void A_page_of_another_machine_is_none()
    {
        byte[] content = Encoding.UTF8.GetBytes(Of7940);
        PageRead? read = PageObservation.Of(content, "/DeviceInformationX", Mac, IPAddress.Loopback, default);
        Assert.Equal(("FCH0000TEST", Mac), (read!.Serial, read.Mac));
        Assert.Null(PageObservation.Of(
            content, "/x", MacAddress.Parse("000E84C060A7"), IPAddress.Loopback, default));
        Assert.Null(PageObservation.Of("<serialNumber>F</serialNumber>"u8, "/x", Mac, IPAddress.Loopback, default));
    }

    [Fact]
    public void No_prefix_and_no_mutation_throws()
    {
        foreach (string shape in (string[])[Of7940, OfNetwork, ForPeople])
        {
            byte[] whole = Encoding.UTF8.GetBytes(shape);
            for (int length = 0; length < whole.Length; length++) PhonePage.Read(whole.AsSpan(0, length));
            Random dice = new(80);
            for (int round = 0; round < 2000; round++)
            {
                byte[] bytes = [.. whole];
                for (int i = 0; i < 4; i++) bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
                PhonePage.Read(bytes);
            }
        }
    }

    [Theory]
    [InlineData("<")]
    [InlineData("<a>")]
    [InlineData("&amp;")]
    [InlineData("<serialNumber>x")]
    [InlineData("Serial Number<td>")]
    public void A_giant_costs_no_more_than_its_beginning(string piece)
    {
        byte[] giant = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 400_000 / piece.Length)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        PhonePage.Read(giant);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200 * PhonePage.MaxLength);
    }

    private static PhonePage Read(string text)
    {
        PhonePage? page = PhonePage.Read(Encoding.UTF8.GetBytes(text));
        Assert.NotNull(page);
        return page;
    }
}
