using Ringback.Catalogue;
using Ringback.Observation.Explaining;

namespace Ringback.Observation.Tests.Logs;

/// <summary>Which line is about which phone.</summary>
public sealed class SightingBookTests
{
    private const string One = "0007EB02AB5C", Two = "000E8402AB5D";

    [Fact]
    public void Interleaved_phones_are_taken_apart()
    {
        ReadLog log = ReadLog.Of($"""
            RRQ from 192.0.2.30 filename CTLSEP{One}.tlv
            RRQ from 192.0.2.31 filename CTLSEP{Two}.tlv
            RRQ from 192.0.2.30 filename P0S3-8-12-00.loads
            RRQ from 192.0.2.31 filename P00308000500.loads
            """);

        Assert.Equal([$"{One} CTLSEP{One}.tlv P0S3-8-12-00.loads", $"{Two} CTLSEP{Two}.tlv P00308000500.loads"],
            Names(log));
    }

    [Fact]
    public void Phones_behind_one_address_are_told_apart_by_their_ports()
    {
        ReadLog log = ReadLog.Of($"""
            Serving CTLSEP{One}.tlv to 192.0.2.30:50000
            Serving CTLSEP{Two}.tlv to 192.0.2.30:51000
            Serving P0S3-8-12-00.loads to 192.0.2.30:50001
            Serving P00308000500.loads to 192.0.2.30:51001
            """);

        Assert.Equal([$"{One} CTLSEP{One}.tlv P0S3-8-12-00.loads", $"{Two} CTLSEP{Two}.tlv P00308000500.loads"],
            Names(log));
    }

    [Fact]
    public void A_phone_under_two_addresses_is_one_phone()
    {
        ReadLog log = ReadLog.Of($"""
            RRQ from 192.0.2.30 filename CTLSEP{One}.tlv
            RRQ from 192.0.2.44 filename CTLSEP{One}.tlv
            RRQ from 192.0.2.44 filename P0S3-8-12-00.loads
            """);

        Assert.Equal([$"{One} CTLSEP{One}.tlv CTLSEP{One}.tlv P0S3-8-12-00.loads"], Names(log));
        Assert.Equal("192.0.2.44", log.Explanation.Phones[0].ShownAddress);
    }

    [Fact]
    public void What_an_old_phone_asks_before_its_name_is_its_own()
    {
        ReadLog log = ReadLog.Of($"""
            RRQ from 192.0.2.30 filename OS79XX.TXT
            RRQ from 192.0.2.30 filename SEP{One}.cnf.xml
            RRQ from 192.0.2.30 filename OS79XX.TXT
            RRQ from 192.0.2.30 filename SEP{Two}.cnf.xml
            """);

        Assert.Equal([$"{One} OS79XX.TXT SEP{One}.cnf.xml", $"{Two} OS79XX.TXT SEP{Two}.cnf.xml"], Names(log));
    }

    [Fact]
    public void Computers_and_phones_of_others_are_named_and_left_alone()
    {
        ReadLog log = ReadLog.Of($"""
            RRQ from 192.0.2.30 filename CTLSEP{One}.tlv
            RRQ from 192.0.2.50 filename pxelinux.0
            RRQ from 192.0.2.51 filename y000000000028.cfg
            """);

        Explanation explanation = log.Explanation;
        Assert.Single(explanation.Phones);
        Assert.Equal(["192.0.2.50", "192.0.2.51"], explanation.Others.Select(o => o.Address!.ToString()));
        Assert.Contains("starts from the network", explanation.Others[0].Why, StringComparison.Ordinal);
        Assert.Contains("Yealink", explanation.Others[1].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_files_with_times_are_one_story()
    {
        Sightings.SightingBook book = new();
        foreach (string text in new[]
        {
            $"Jun  1 00:00:05 pi in.tftpd[71]: RRQ from 192.0.2.30 filename SEP{One}.cnf.xml\n",
            $"Jun  1 00:00:01 pi dnsmasq-dhcp[8]: DHCPACK(eth0) 192.0.2.30 00:07:eb:02:ab:5c\n",
        })
        {
            Observation.Logs.LogReading.Read(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(text)), book,
                new Observation.Logs.LogOptions(text.Length.ToString(null, null))
                {
                    Reference = new DateTimeOffset(2026, 6, 2, 0, 0, 0, TimeSpan.Zero),
                }, TestContext.Current.CancellationToken);
        }

        Sightings.SeenPhone phone = Assert.Single(book.Phones());
        Assert.Equal(["AddressAnswered", "FileAsked"], phone.Events.Select(e => e.GetType().Name));
        Assert.Equal(MacAddress.Parse(One), phone.Mac);
    }

    [Fact]
    public void Of_a_phone_that_starts_again_and_again_the_last_hunts_count_and_the_rest_is_told_of()
    {
        string start = $"""
            RRQ from 192.0.2.30 filename CTLSEP{One}.tlv
            RRQ from 192.0.2.30 filename CTLSEP{One}.tlv
            RRQ from 192.0.2.30 filename SEP{One}.cnf.xml

            """;
        ReadLog log = ReadLog.Of(string.Concat(Enumerable.Repeat(start, 10)));
        Sightings.SeenPhone phone = Assert.Single(log.Book.Phones());

        Assert.Equal((8 * 3, 2 * 3L), (phone.Events.Count, phone.Dropped));
        Assert.Equal(new Ringback.Phones.Events.LineOrigin("log", 7), phone.Events[0].Origin);
        // Neither the lead to the first hunt nor what is one long hunt is cut.
        ReadLog few = ReadLog.Of("RRQ from 192.0.2.30 filename RINGLIST.DAT\n"
            + string.Concat(Enumerable.Repeat(start, 8)));
        Assert.Equal(0, Assert.Single(few.Book.Phones()).Dropped);
        ReadLog loop = ReadLog.Of(string.Concat(Enumerable.Repeat($"RRQ from 192.0.2.30 filename CTLSEP{One}.tlv\n",
            100)));
        Assert.Equal(0, Assert.Single(loop.Book.Phones()).Dropped);
    }

    private static string[] Names(ReadLog log) =>
    [
        .. log.Book.Phones().OrderBy(p => p.Mac).Select(p => $"{p.Mac} " + string.Join(' ',
            p.Events.OfType<Ringback.Phones.Events.FileAsked>().Select(a => a.Name))),
    ];
}
