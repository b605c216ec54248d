using System.Globalization;
using System.Text.Json;
using Ringback.Catalogue;
using Ringback.Observation.Sightings;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Observation.Tests.Logs;

/// <summary>What is not folded because it tells nothing new makes no difference.</summary>
public sealed class RepeatedHuntTests
{
    private const string Mac = "0007EB02AB5C";

    private static readonly string[][] Starts =
    [
        [$"CTLSEP{Mac}.tlv -", $"SEP{Mac}.cnf.xml +", "P0S3-8-12-00.loads +", "SIPDefault.cnf +", $"SIP{Mac}.cnf +",
            "RINGLIST.DAT +", "dialplan.xml -"],
        [$"CTLSEP{Mac}.tlv -", $"SEP{Mac}.cnf.xml -", $"SIP{Mac}.cnf -", $"MGC{Mac}.cnf -", "XMLDefault.cnf.xml -",
            "SIPDefault.cnf -", "MGCDefault.cnf -"],
        [$"CTLSEP{Mac}.tlv -", $"SEP{Mac}.cnf.xml +", "P00308000500.loads +"],
        [$"CTLSEP{Mac}.tlv -", $"SEP{Mac}.cnf.xml +", "SCCP41.8-5-2S.loads +", "RINGLIST.XML +"],
        [$"CTLSEP{Mac}.tlv -", $"CTLSEP{Mac}.tlv -", $"SEP{Mac}.cnf.xml +"],
        ["OS79XX.TXT +", $"SEP{Mac}.cnf.xml +", "P00303020214.bin -"],
        [$"CTLSEP{Mac}.tlv -", $"SEP{Mac}.cnf.xml +", "P0S3-8-12-00.loads +", "P003-8-12-00.sbn +"],
        [$"CTLSEP{Mac}.tlv -"],
    ];

    [Theory]
    [InlineData(30)]
    [InlineData(3_600)]
    public void A_phone_that_does_the_same_at_each_start_is_the_same_phone(int secondsBetween)
    {
        bool isAnyShorter = false;
        foreach (string[] start in Starts)
        {
            for (int times = 1; times <= 11; times++)
            {
                byte[] log = Log(start, times, secondsBetween);
                SeenPhone all = Seen(log, new SightingLimits { RepeatsOfPhone = 1_000 });
                SeenPhone told = Seen(log, new SightingLimits());
                isAnyShorter |= told.Events.Count < all.Events.Count;

                Assert.Equal(all.Dropped, told.Dropped);
                Assert.Equal(Case(all), Case(told));
            }
        }

        Assert.True(isAnyShorter);
    }

    [Fact]
    public void A_phone_that_is_folded_by_itself_is_what_a_book_makes_of_it()
    {
        foreach (string[] start in Starts)
        {
            SeenPhone seen = Seen(Log(start, 6, 40), new SightingLimits { RepeatsOfPhone = 1_000 });
            CaseBook book = new(PhoneCatalogue.BuiltIn);
            PhoneCase? last = null;
            foreach (PhoneEvent e in seen.Events) last = book.Apply(e) ?? last;

            Assert.Equal(Text(last!), Case(seen));
        }
    }

    private static SeenPhone Seen(byte[] log, SightingLimits limits) =>
        Assert.Single(ReadLog.Of(log, null, limits).Book.Phones());

    private static string Case(SeenPhone seen)
    {
        PhoneCase phone = LonePhone.Fold(seen.Mac, seen.Events, PhoneCatalogue.BuiltIn);
        return Text(seen.Begin is { } begin ? phone with { FirstSeen = begin.At } : phone);
    }

    /// <summary>Everything that is believed, without what a book keeps to fold on.</summary>
    private static string Text(PhoneCase phone)
    {
        System.Text.Json.Nodes.JsonNode text = JsonSerializer.SerializeToNode(phone, EventJson.Options)!;
        foreach (string kept in new[] { "recent", "base" }) text.AsObject().Remove(kept);
        return text.ToJsonString();
    }

    private static byte[] Log(string[] start, int times, int secondsBetween)
    {
        System.Text.StringBuilder log = new();
        for (int boot = 0; boot < times; boot++)
        {
            for (int i = 0; i < start.Length; i++)
            {
                DateTimeOffset at = DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds((boot * secondsBetween) + i);
                string head = string.Create(
                    CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd HH:mm:ss} pi in.tftpd[{i}]: ");
                string name = start[i][..^2], end = start[i].EndsWith('+') ? "finished" : "File not found";
                log.Append(head).Append("RRQ from 192.0.2.30 filename ").Append(name).Append('\n');
                log.Append(head).Append("Client 192.0.2.30 ").Append(end).Append(' ').Append(name).Append('\n');
            }
        }

        return System.Text.Encoding.ASCII.GetBytes(log.ToString());
    }
}
