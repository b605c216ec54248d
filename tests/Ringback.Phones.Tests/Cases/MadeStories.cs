using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Tests.Cases;

/// <summary>Stories that dice make: whatever may happen, in whatever order, by phones that share addresses.</summary>
internal static class MadeStories
{
    private static readonly string[] Names =
    [
        "OS79XX.TXT", "SIPDefault.cnf", "CTLSEP{0}.tlv", "SEP{0}.cnf.xml", "x.txt", "P0030801SR02.sbn",
        "P0030801SR02.loads", "P0030801SR02.sb2", "P0S30203.bin", "SIP{0}.cnf", "gk{0}", "jar41sccp.8-5-2.sbn",
        "SCCP41.8-5-2S.loads", "term61.default.loads", "RINGLIST.DAT", "P0S3-06-3-00\n.sbn",
    ];

    internal static Story Roll(Random dice, int length = 30)
    {
        Story story = new();
        for (int i = 0; i < length; i++)
        {
            IPAddress address = IPAddress.Parse($"192.0.2.{dice.Next(40, 44)}");
            MacAddress mac = MacAddress.Parse($"000E84C060A{dice.Next(4)}");
            story.Add(Roll(dice, address, mac));
        }

        return story;
    }

    private static PhoneEvent Roll(Random dice, IPAddress address, MacAddress mac)
    {
        string name = Names[dice.Next(Names.Length)].Replace("{0}", mac.ToString(), StringComparison.Ordinal);
        return dice.Next(12) switch
        {
            0 => new PhoneRegistered
            {
                At = default, Address = address, Mac = dice.Next(2) == 0 ? mac : null, Via = (ProofKind)dice.Next(3),
                DeviceName = $"SEP{mac}", Load = dice.Next(2) == 0 ? "P0030801SR02" : null,
                Version = dice.Next(3) == 0 ? "8.0" : null, Model = dice.Next(3) == 0 ? "7960" : null,
            },
            1 => new AlarmReceived { At = default, Address = address, Mac = mac, Text = "25:", Load = "P0030801SR02" },
            2 => new AddressAsked
            {
                At = default, Address = address, Mac = mac, Ask = (AddressAsk)dice.Next(7), Wants = [1, 66, 150],
                VendorClass = dice.Next(2) == 0 ? "Cisco Systems, Inc. IP Phone CP-7940G" : null,
            },
            3 => new AddressAnswered
            {
                At = default, Address = address, Mac = mac, Answer = (AddressAnswer)dice.Next(5), Given = address,
                LeaseSeconds = 60, Files = new FileServers([address], null, address, null),
            },
            4 => new ConversionStarted
            {
                At = default, Address = address, Mac = mac, Goal = "sccp", Target = "P0030801SR02",
                From = BootCode.Early, Steps = ["One", "Two"],
            },
            5 => new ConversionProved
            {
                At = default, Address = address, Mac = mac, Target = "P0030801SR02", Via = ProofKind.SccpRegister,
                Protocol = Ringback.Catalogue.Loads.PhoneProtocol.Sccp,
            },
            6 or 7 => new TransferEnded
            {
                At = default, Address = address, Name = name, Outcome = (TransferOutcome)dice.Next(9), Bytes = 20_000,
                Length = 20_000, Blocks = 40, Retransmissions = dice.Next(2), Seconds = 0.5, PhoneMessage = "no",
            },
            _ => new FileAsked
            {
                At = default, Address = address, Mac = RequestedFile.Recognise(name).Mac, Name = name,
                Outcome = (AskOutcome)dice.Next(3), Served = name, Length = 20_000, Port = dice.Next(3),
                NamesLoad = dice.Next(3) == 0 ? "P0030801SR02" : null, Sitter = dice.Next(4) == 0 ? mac : null,
            },
        };
    }
}
