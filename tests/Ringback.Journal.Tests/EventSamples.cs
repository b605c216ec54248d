using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Configuration;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Journal.Tests;

/// <summary>One event of every kind with every property filled, and a quick way to many simple ones.</summary>
public static class EventSamples
{
    /// <summary>The moment at which the samples happened; not UTC and finer than a millisecond, on purpose.</summary>
    public static readonly DateTimeOffset At =
        new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.FromHours(2)).AddTicks(589_7932);

    private static readonly IPAddress Phone = IPAddress.Parse("192.0.2.40");
    private static readonly MacAddress Mac = MacAddress.Parse("000E84C060A6");

    private static readonly Guid Bench = Guid.Parse("0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f506");

    private static readonly FileServers Files =
        new([IPAddress.Parse("192.0.2.1")], "192.0.2.1", IPAddress.Parse("192.0.2.1"), "192.0.2.1");

    /// <summary>One sample of every kind.</summary>
    public static IReadOnlyList<PhoneEvent> OfEveryKind { get; } =
    [.. Samples().Select((e, i) => e with { Origin = new BenchOrigin(Bench, 3, i + 1), Vlan = 110 })];

    private static PhoneEvent[] Samples() =>
    [
        new BenchOpened
        {
            At = At, Address = Phone, Mac = Mac, Version = "0.1.0", Goal = "sip", Fold = 2,
            Catalogue = "0011223344556677",
            Listening = [new Listening("tftp", IPAddress.IPv6Any, 69), new Listening("sip", IPAddress.Any, 5060)],
        },
        new OrderGiven
        {
            At = At, Address = Phone, Mac = Mac, Id = "000E84C060A6", Revision = 2, Author = "anna", For = Mac,
            Goal = "sip", Model = "7940G", Armed = true,
        },
        new ApprovalGiven
        {
            At = At, Address = Phone, Mac = Mac, Revision = 2, Author = "anna", For = Mac, Approved = true,
        },
        new FileChosen
        {
            At = At, Address = Phone, Mac = Mac, For = Mac, Name = "ringlist.dat", File = "rings/ringlist.dat",
            Revision = 2, Author = "anna",
        },
        new EventsLeftOut { At = At, Address = Phone, Mac = Mac, Count = 4711 },
        new EventsRemoved
        {
            At = At, Address = Phone, Mac = Mac, Count = 4711, Until = At.AddDays(-9),
            Through = new BenchOrigin(Bench, 1, 4711),
        },
        new AddressAsked
        {
            At = At, Address = Phone, Mac = Mac, Ask = AddressAsk.Rebind, HostName = "SEP000E84C060A6",
            HostNameEndsInNul = true,
            VendorClass = "Cisco Systems, Inc. IP Phone CP-7940G", Wants = [1, 66, 6, 3, 15, 150, 35], Wanted = Phone,
            Server = IPAddress.Parse("192.0.2.1"), IsForOther = true, Relay = IPAddress.Parse("192.0.2.254"),
            LeftOut = 4711,
        },
        new AddressAnswered
        {
            At = At, Address = Phone, Mac = Mac, Answer = AddressAnswer.Leased, Given = Phone, LeaseSeconds = 86_400,
            LeaseEnds = At.AddDays(1),
            Server = IPAddress.Parse("192.0.2.1"), Files = Files, Because = "The phone took the offer.",
            LeftOut = 4712,
        },
        new RogueDhcpAnswered
        {
            At = At, Address = Phone, Mac = Mac, Answer = AddressAnswer.Offered, Given = Phone,
            Server = IPAddress.Parse("192.0.2.250"), Product = "dnsmasq", Files = Files,
            Faults = [new RogueDhcpFault("option-150-malformed", "It says option 150 as text.")],
            Consequence = "A phone would ask 49.57.50.46 for its files.", LeftOut = 4713,
        },
        new NeighbourSought
        {
            At = At, Address = Phone, Mac = Mac, Sought = IPAddress.Parse("10.1.2.3"), IsForeign = true,
            LeftOut = 4714,
        },
        new PhoneAnnounced
        {
            At = At, Address = Phone, Mac = Mac, Via = AnnouncedBy.Cdp, DeviceName = "SEP000E84C060A6",
            Platform = "Cisco IP Phone 7960", Load = "P0030702T023", PortId = "Port 1", Serial = "INM00000000",
            VoiceVlan = 110, AsksForVoiceVlan = true,
        },
        new AddressClaimed
        {
            At = At, Address = Phone, Mac = Mac, Claimed = Phone, How = AddressClaim.Announcement,
        },
        new ServerTried
        {
            At = At, Address = Phone, Mac = Mac, Server = IPAddress.Parse("198.51.100.5"), Port = 69,
            Role = ServerRole.Tftp, Answered = true, Through = IPAddress.Parse("192.0.2.254"),
        },
        new AddressTaken
        {
            At = At, Address = Phone, Mac = Mac, Taken = IPAddress.Parse("10.1.2.3"), Card = "eth0", Vlan = 100,
        },
        new AddressNotTaken
        {
            At = At, Address = Phone, Mac = Mac, Sought = IPAddress.Parse("10.1.2.3"),
            Owner = MacAddress.Parse("02005E001042"), Because = "Somebody has it.",
        },
        new AddressGivenBack
        {
            At = At, Address = Phone, Mac = Mac, Given = IPAddress.Parse("10.1.2.3"), Card = "eth0",
            Because = "Ringback ends.",
        },
        new SilenceNoticed { At = At, Address = Phone, Mac = Mac, LeasedAt = At.AddMinutes(-1), Seconds = 60.5 },
        new AbuseNoticed
        {
            At = At, Address = Phone, Mac = Mac, Code = "made-up-phones", By = Phone, Count = 4711,
            Message = "Somebody makes up phones.", Advice = "Look for the machine.",
        },
        new KeepingStopped
        {
            At = At, Address = Phone, Mac = Mac, Because = "The disk is full: free some space.",
        },
        new KeepingResumed { At = At, Address = Phone, Mac = Mac, Since = At.AddMinutes(-4), Unkept = 4711 },
        new FileAsked
        {
            At = At, Address = Phone, Mac = Mac, Name = "OS79XX.TXT", Outcome = AskOutcome.NotHere,
            Served = "OS79XX.TXT", Length = 13, NamesLoad = "P0S3-8-12-00", Port = 51000,
            Because = "It's the phone's first question: \"which load?\" ⏎", Options = ["blksize=1428", "tsize=0"],
            Sitter = MacAddress.Parse("02005E001042"), Sha256 = new string('a', 64),
            Order = new OrderMark("every-phone", 2, "anna"), LookedFor = "7960/OS79XX.TXT",
        },
        new NameForgiven
        {
            At = At, Address = Phone, Mac = Mac, Name = "P0S3-8-12-00\n.loads", Shown = "P0S3-8-12-00⏎.loads",
            Meant = "P0S3-8-12-00.loads", Code = "stray-character-in-name", Source = "OS79XX.TXT",
            Stray = [new StrayByte(12, "0x0A", "line feed")], Advice = "Save OS79XX.TXT without a line end.",
        },
        new LoadValueReplaced
        {
            At = At, Address = Phone, Mac = Mac, File = "SIPDefault.cnf", Key = "image_version",
            From = "P0S3-07-4-00", To = "P0S3-8-12-00", Because = "The goal is SIP 8.12.",
        },
        new TransferProgressed
        {
            At = At, Address = Phone, Mac = Mac, Name = "P0S3-8-12-00.sb2", Bytes = 5_000_000_000,
            Length = 6_000_000_000,
        },
        new TransferEnded
        {
            At = At, Address = Phone, Mac = Mac, Name = "P0S3-8-12-00.sb2", Outcome = TransferOutcome.NeverAnswered,
            Bytes = 1, Length = 585_536, Blocks = 1144, Retransmissions = 5, Seconds = 12.25,
            PhoneMessage = "Disk full", PhoneErrorCode = 3, Port = 51001, Options = ["blksize=1428", "windowsize=4"],
            BlockSize = 1428, WindowSize = 4, BytesPerSecond = 47_798.5, RoundTripSeconds = 0.0125, Mode = "netascii",
        },
        new FileReceived
        {
            At = At, Address = Phone, Mac = Mac, Name = "7960.log", Outcome = UploadOutcome.DiskFull, Bytes = 1024,
            Blocks = 2, Seconds = 0.25, Retransmissions = 1, Options = ["blksize=1428"], PhoneMessage = "Cancelled",
            Port = 51002,
        },
        new PhoneSaid
        {
            At = At, Address = Phone, Mac = Mac, Severity = SaidSeverity.Warning, Facility = "local7",
            Host = "SEP000E84C060A6", Tag = "tftp", Text = "no answer from \\xE9", LeftOut = 12,
        },
        new NameAsked
        {
            At = At, Address = Phone, Mac = Mac, Name = "CiscoCM1.example.net", Type = "A", Because = "It is ours.",
            AnsweredWith = IPAddress.Parse("192.0.2.1"),
        },
        new AlarmReceived
        {
            At = At, Address = Phone, Mac = Mac, Text = "25: Name=SEP000E84C060A6 Load=8.0(9.0)", Load = "8.0(9.0)",
        },
        new PhoneRegistered
        {
            At = At, Address = Phone, Mac = Mac, Via = ProofKind.MgcpRestart, DeviceName = "aaln/1@SEP000E84C060A6",
            Load = "P0M3-6-3-00", Model = "7940G", Version = "8.0",
        },
        new RegistrationRefused
        {
            At = At, Address = Phone, Mac = Mac, Via = ProofKind.SipRegister, DeviceName = "7175",
            Server = IPAddress.Parse("192.0.2.1"), Because = "403 Forbidden",
        },
        new PhoneCalled
        {
            At = At, Address = Phone, Mac = Mac, From = "SEP000E84C060A6", To = "SEP000E84C060A7", Number = "1002",
            Stage = PhoneCallStage.Ended, Seconds = 9.5,
        },
        new BenchTested
        {
            At = At, Address = Phone, Mac = Mac, Seconds = 95.5, By = "ann",
            Parts = [new BenchTestResult(BenchTestPart.Keys, BenchTestOutcome.Failed, "nothing came of 4")],
        },
        new PhoneTold
        {
            At = At, Address = Phone, Mac = Mac, Hand = PhoneHand.Show, Via = ProofKind.SccpRegister, Text = "Hello",
            By = "ann",
        },
        new EndpointSpoke
        {
            At = At, Address = Phone, Mac = Mac, Endpoint = "aaln/1@SEP000E84C060A6", Sign = EndpointSign.Audited,
            Code = 200, Observed = "L/hd",
        },
        new PageRead
        {
            At = At, Address = Phone, Mac = Mac, Page = "/DeviceInformationX", HostName = "SEP000E84C060A6",
            ModelNumber = "CP-7940", Application = "P00308010200", Version = "8.1(2.0)", BootLoad = "PC03A300",
            Serial = "FCH0000TEST", HardwareRevision = "1.1", TftpServer = "192.0.2.1", CallManager = "192.0.2.1",
        },
        new ConversionStarted
        {
            At = At, Address = Phone, Mac = Mac, Goal = "sip", Target = "P0S3-8-12-00", From = BootCode.Early,
            Steps = ["Bridge", "Target"], Warnings = ["There is no way back."], Because = "It runs unsigned code.",
        },
        new ConversionRefused
        {
            At = At, Address = Phone, Mac = Mac, Goal = "sip", Reason = "A bridge release is missing.",
            Missing = ["P0S3-07-4-00.bin"],
        },
        new StepProved { At = At, Address = Phone, Mac = Mac, Step = 1, By = "It asked for SIPDefault.cnf." },
        new ConversionProved
        {
            At = At, Address = Phone, Mac = Mac, Target = "P0S3-8-12-00", Via = ProofKind.SipRegister,
            Protocol = PhoneProtocol.Sip, Load = "P0S3-8-12-00",
        },
    ];

    /// <summary>A simple event that is told from others by its number.</summary>
    public static StepProved Numbered(int number, string? mac = null, string? address = null, int minute = 0) => new()
    {
        At = At.AddMinutes(minute),
        Mac = mac is null ? null : MacAddress.Parse(mac),
        Address = address is null ? null : IPAddress.Parse(address),
        Step = number,
        By = "counting",
    };

    /// <summary>The numbers of such events.</summary>
    public static IReadOnlyList<int> Numbers(this IEnumerable<JournalEntry> entries) =>
        [.. entries.Select(entry => ((StepProved)entry.Event).Step)];
}
