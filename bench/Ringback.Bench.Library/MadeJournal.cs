using System.Globalization;
using System.Net;
using Ringback.Catalogue;
using Ringback.Journal.Sqlite;
using Ringback.Phones.Events;

namespace Ringback.Bench.Library;

/// <summary>
/// A journal as a bench writes it: phones with addresses of their own that start again and again, a few at a time, with
/// what each start asks, gets and ends in.
/// </summary>
internal static class MadeJournal
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Writes so many events of so many phones, and nothing else.</summary>
    internal static async Task WriteAsync(string path, int events, int phones)
    {
        await using SqliteJournal journal = SqliteJournal.Open(path, new SqliteJournalOptions { Limit = 0 });
        Guid bench = journal.Run!.Bench;
        int written = 0;
        for (int start = 0; ; start++)
        {
            for (int phone = 0; phone < phones; phone++)
            {
                foreach (PhoneEvent e in Start(phone, Begin.AddMinutes(start * 30).AddSeconds(phone)))
                {
                    if (written == events) return;
                    BenchOrigin origin = new(bench, journal.Run.Run, ++written);
                    await journal.AppendAsync(e with { Origin = origin }).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>The name of a phone of it.</summary>
    internal static MacAddress Name(int phone) =>
        MacAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"000E84{phone:X6}"));

    private static IEnumerable<PhoneEvent> Start(int phone, DateTimeOffset at)
    {
        MacAddress mac = Name(phone);
        IPAddress address = new([10, 0, (byte)(phone / 250), (byte)((phone % 250) + 1)]);
        IPAddress server = new([10, 0, 255, 1]);
        string name = "SEP" + mac;
        yield return new AddressAsked
        {
            At = at, Mac = mac, Ask = AddressAsk.Discover, HostName = name, Wants = [1, 66, 6, 3, 15, 150, 35],
            VendorClass = "Cisco Systems, Inc. IP Phone CP-7940G",
        };
        yield return new AddressAnswered
        {
            At = at.AddSeconds(1), Mac = mac, Address = address, Answer = AddressAnswer.Leased, Given = address,
            LeaseSeconds = 86_400, LeaseEnds = at.AddDays(1), Server = server,
            Files = new FileServers([server], null, server, null), Because = "it has had this address before",
        };
        foreach (string file in (string[])["OS79XX.TXT", $"CTLSEP{mac}.tlv", $"{name}.cnf.xml", "RINGLIST.DAT"])
        {
            bool isHere = !file.StartsWith("CTL", StringComparison.Ordinal);
            yield return new FileAsked
            {
                At = at.AddSeconds(10), Mac = mac, Address = address, Port = 50_000 + (phone % 1000), Name = file,
                Outcome = isHere ? AskOutcome.Served : AskOutcome.NotHere, Served = isHere ? file : null,
                Length = isHere ? 1400 : null, Options = ["tsize=0"],
                Because = isHere ? "it lies in the folder as you put it there" : "nobody signs files here",
            };
            if (!isHere) continue;
            yield return new TransferEnded
            {
                At = at.AddSeconds(11), Mac = mac, Address = address, Port = 50_000 + (phone % 1000), Name = file,
                Outcome = TransferOutcome.Delivered, Bytes = 1400, Length = 1400, Blocks = 3, Retransmissions = 0,
                Seconds = 0.04, Options = ["tsize=0"], BlockSize = 512, WindowSize = 1, BytesPerSecond = 35_000,
                RoundTripSeconds = 0.012, Mode = "octet",
            };
        }

        yield return new AlarmReceived
        {
            At = at.AddSeconds(20), Address = address, Text = $"25: Name={name} Load=8.1(2.0) Last=Reset-Reset",
            Load = "8.1(2.0)",
        };
        yield return new PhoneRegistered
        {
            At = at.AddSeconds(21), Mac = mac, Address = address, Via = ProofKind.SccpRegister, DeviceName = name,
            Load = "P0030801SR02", Model = "7940G",
        };
    }
}
