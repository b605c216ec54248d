using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Dhcp;
using Ringback.Workbench.SideServices;
using Ringback.Workbench.Tftp;
using Ringback.Workbench.Uploads;

namespace Ringback.Workbench.Bench;

/// <summary>How a workbench is set up.</summary>
public sealed record WorkbenchOptions
{
    /// <summary>The addresses to listen on.</summary>
    public required IReadOnlyList<IPAddress> Addresses { get; init; }

    /// <summary>
    /// Who is served, by TFTP, the registrars and the side services alike; null for whoever is on a network that this
    /// machine is attached to. Anybody else gets silence.
    /// </summary>
    public IReadOnlyList<IPNetwork>? Networks { get; init; }

    /// <summary>The firmware library; null for none.</summary>
    public string? Library { get; init; }

    /// <summary>A plain folder to serve as well; null for none.</summary>
    public string? Root { get; init; }

    /// <summary>The goal for every phone; null for none.</summary>
    public Goal? Goal { get; init; }

    /// <summary>
    /// What is said of single phones: their model and their own goal, which goes before the goal for every phone.
    /// </summary>
    public IReadOnlyDictionary<MacAddress, PhoneOrder> Phones { get; init; } = new Dictionary<MacAddress, PhoneOrder>();

    /// <summary>
    /// Whether phones wait for somebody's word before a step that has no way back; null for what was said last, and at
    /// first they do not.
    /// </summary>
    public bool? OneWayWaits { get; init; }

    /// <summary>Phones that may take such a step.</summary>
    public IReadOnlyList<MacAddress> Approved { get; init; } = [];

    /// <summary>Who says what is to become of phones; stands with the orders in the story.</summary>
    public string OrderedBy { get; init; } = Environment.UserName;

    /// <summary>TFTP's port; null is off, 0 takes any free one.</summary>
    public int? TftpPort { get; init; } = 69;

    /// <summary>The port for files by HTTP; null is off, 0 takes any free one.</summary>
    public int? HttpPort { get; init; }

    /// <summary>How the TFTP server works; where it listens is said by the addresses and the port.</summary>
    public TftpServerOptions Tftp { get; init; } = new() { Listen = [] };

    /// <summary>Where clients may write files; null for nowhere.</summary>
    public UploadOptions? Uploads { get; init; }

    /// <summary>
    /// How long a question for a file that nobody has waits for a person. A loader sends it at 0, 1, 5 and 9 s and
    /// gives up at 13 s (sources.md 7940-7960-code §6): the answer is there before it has sent it for the last time.
    /// </summary>
    public TimeSpan QuestionsWait { get; init; } = TimeSpan.FromSeconds(9);

    /// <summary>The DHCP server; null for none.</summary>
    public DhcpBenchOptions? Dhcp { get; init; }

    /// <summary>SCCP's port; null is off, 0 takes any free one.</summary>
    public int? SccpPort { get; init; } = 2000;

    /// <summary>SIP's port; null is off, 0 takes any free one.</summary>
    public int? SipPort { get; init; } = 5060;

    /// <summary>MGCP's port; null is off, 0 takes any free one.</summary>
    public int? MgcpPort { get; init; } = 2427;

    /// <summary>
    /// The port at which phones that have registered are asked for their own pages: real ones answer at 80. Null asks
    /// none.
    /// </summary>
    public int? PagesPort { get; init; }

    /// <summary>
    /// The UDP port of the echo that phones can call; null is off, 0 takes any free one. It is open only with a
    /// registrar.
    /// </summary>
    public int? EchoPort { get; init; } = 0;

    /// <summary>The time, a listener for logs, names: what a phone likes to find. All off by default.</summary>
    public SideServiceOptions SideServices { get; init; } = new();

    /// <summary>
    /// Practice images may go to any address. Without it they go to this machine's own simulated phones only: a real
    /// phone with old code has no way to tell them from firmware.
    /// </summary>
    public bool PracticeForAll { get; init; }

    /// <summary>What is known of phones, with the assumptions that hold.</summary>
    public PhoneCatalogue Catalogue { get; init; } = PhoneCatalogue.BuiltIn;

    /// <summary>What of it the answers for phones depend on.</summary>
    public DeskOptions Desk => new()
    {
        Goal = Goal,
        Phones = Phones,
        OneWayWaits = OneWayWaits,
        Approved = Approved,
        OrderedBy = OrderedBy,
        SccpPort = SccpPort,
        SipPort = SipPort,
        PracticeForAll = PracticeForAll,
        Catalogue = Catalogue,
    };
}
