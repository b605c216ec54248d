using System.Net;
using System.Reflection;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Ringback.Journal;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Workbench.Contents;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Dhcp;
using Ringback.Workbench.Http;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Pages;
using Ringback.Workbench.Ports;
using Ringback.Workbench.Registrars;
using Ringback.Workbench.Shelves;
using Ringback.Workbench.SideServices;
using Ringback.Workbench.Tftp;
using Ringback.Workbench.Uploads;

namespace Ringback.Workbench.Bench;

/// <summary>The running thing: the servers around one desk.</summary>
public sealed class RunningWorkbench : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _listeners = [];
    private Task _following = Task.CompletedTask;
    private TftpServer? _tftp;

    private RunningWorkbench(CaseDesk desk, FolderShelf shelf, TimeProvider time, TimeSpan questionsWait)
    {
        Desk = desk;
        Shelf = shelf;
        Questions = new HeldQuestions(time, questionsWait);
    }

    /// <summary>The desk that all servers report to.</summary>
    public CaseDesk Desk { get; }

    /// <summary>The user's files.</summary>
    public FolderShelf Shelf { get; }

    /// <summary>Questions for files that nobody has, which wait for a person.</summary>
    public HeldQuestions Questions { get; }

    /// <summary>What can be done with phones that are registered here.</summary>
    public PhoneHands Hands { get; private set; } = null!;

    /// <summary>The images that are on their way to phones at this moment.</summary>
    public IReadOnlyList<TftpLiveTransfer> Transfers => _tftp?.Transfers ?? [];

    /// <summary>The open ports.</summary>
    public IReadOnlyList<Listening> Listening { get; private set; } = [];

    /// <summary>The program's version.</summary>
    public static string Version { get; } =
        typeof(RunningWorkbench).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    /// <summary>Brings the past back, opens all ports, and says so.</summary>
    /// <param name="options">The set-up.</param>
    /// <param name="shelf">The user's folders, already looked through by whoever checked the goal.</param>
    /// <param name="journal">Where the story goes; stays the caller's.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The program's log.</param>
    /// <param name="watch">Told of every event from the first one on, one after the other; may take its time.</param>
    /// <param name="cancel">Ends the start.</param>
    /// <exception cref="PortException">A port is taken, or this user may not open it.</exception>
    /// <exception cref="Dhcp.Leases.LeaseStoreException">The leases cannot be kept.</exception>
    public static async Task<RunningWorkbench> StartAsync(WorkbenchOptions options, FolderShelf shelf, IJournal journal,
        TimeProvider time, ILoggerFactory loggers, Action<Recorded>? watch,
        CancellationToken cancel)
    {
        // The registrars come first: the files that are made for phones carry their ports.
        List<IAsyncDisposable> opened = [];
        List<Listening> listening = [];
        RegistrarListeners registrars = new(options.Addresses, options.Networks, time, loggers);
        SideServiceListeners sideServices = new(
            options.SideServices with { Allow = options.Networks }, options.Addresses, time, loggers);
        try
        {
            RegistrarPorts ports = registrars.Open(
                new RegistrarPorts(options.SccpPort, options.SipPort, options.MgcpPort, options.EchoPort), opened,
                listening);
            opened.Add(registrars);
            options = options with { SccpPort = ports.Sccp, SipPort = ports.Sip, MgcpPort = ports.Mgcp };
            sideServices.Open(opened, listening);
            LeasedAddresses leased = new();
            CaseDesk desk = new(options.Desk, shelf, journal, time, loggers.CreateLogger<CaseDesk>(), leased);
            await desk.ReplayAsync(cancel).ConfigureAwait(false);
            RunningWorkbench bench = new(desk, shelf, time, options.QuestionsWait);
            if (watch is not null) bench._following = FollowAsync(desk.Watch(), watch);
            DhcpBench? dhcp = OpenDhcp(options, desk, leased, time, loggers, opened, listening);
            ContentStore contents = new(shelf);
            if (options.HttpPort is { } web)
            {
                opened.Add(await OpenHttpAsync(options, web, desk, contents, time, loggers, listening)
                    .ConfigureAwait(false));
            }

            bench._listeners.AddRange(opened);
            if (options.TftpPort is { } port)
                bench._tftp = OpenTftp(options, port, bench, contents, time, loggers, listening);
            bench.Listening = listening;
            desk.Record(new BenchOpened
            {
                At = time.GetUtcNow(), Version = Version, Listening = listening, Goal = options.Goal?.Text,
                Fold = CaseBook.FoldVersion, Catalogue = CatalogueVersion.Of(options.Catalogue),
            });
            desk.GiveOrders();
            desk.WatchKeeping();
            desk.Start();
            registrars.Begin(desk, LineCredentials.Of(options.Phones.Values), IdleText.Of);
            bench.Hands = new PhoneHands(desk, registrars.Sccp, registrars.Sip, time);
            bench._listeners.Add(new OnwardRestarts(desk, bench.Hands, time));
            if (options.PagesPort is { } pages)
            {
                bench._listeners.Add(new PhonePages(
                    pages, desk, options.Networks, time, loggers.CreateLogger<PhonePages>()));
            }

            dhcp?.Begin(desk, mac => desk.GoalOf(mac)?.Text, time);
            sideServices.Begin(desk);
            return bench;
        }
        catch
        {
            // Nothing is left open behind a start that failed; the exception tells the rest.
            foreach (IAsyncDisposable listener in opened) await listener.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static DhcpBench? OpenDhcp(WorkbenchOptions options, CaseDesk desk, LeasedAddresses leased,
        TimeProvider time, ILoggerFactory loggers, List<IAsyncDisposable> opened, List<Listening> listening)
    {
        if (options.Dhcp is not { } wanted) return null;
        DhcpBench dhcp = DhcpBench.Open(wanted, leased, desk.Record, time, loggers);
        opened.Add(dhcp);
        listening.AddRange(dhcp.Service.EndPoints.Select(e => new Listening("dhcp", e.Address, e.Port)));
        return dhcp;
    }

    private static TftpServer OpenTftp(WorkbenchOptions options, int port, RunningWorkbench bench,
        ContentStore contents, TimeProvider time, ILoggerFactory loggers, List<Listening> listening)
    {
        TftpServerOptions tftp = options.Tftp with
        {
            Listen = [.. options.Addresses.Select(a => new IPEndPoint(a, port))],
            Networks = options.Networks,
            TakesUploads = options.Uploads is not null,
        };
        UploadFolder? uploads = options.Uploads is { } folder ? new UploadFolder(folder, time) : null;
        PhoneTftpPolicy policy = new(bench.Desk, contents, uploads, bench.Questions, time);
        TftpServer server = PortException.Guard("TFTP", "--tftp-port", port,
            () => TftpServer.Start(tftp, policy, time, loggers.CreateLogger<TftpServer>()));
        listening.AddRange(server.EndPoints.Select(e => new Listening("tftp", e.Address, e.Port)));
        return server;
    }

    private static async Task<HttpFileServer> OpenHttpAsync(WorkbenchOptions options, int port, CaseDesk desk,
        ContentStore contents, TimeProvider time, ILoggerFactory loggers, List<Listening> listening)
    {
        HttpFileServer server = await PortException.GuardAsync("HTTP", "--http-port", port,
            () => HttpFileServer.StartAsync([.. options.Addresses.Select(a => new IPEndPoint(a, port))],
                new HttpLimits(), new HttpFileHandler(desk, contents, time),
                new ServedNetworks(options.Networks, time), time, loggers)).ConfigureAwait(false);
        listening.AddRange(server.EndPoints.Select(e => new Listening("http", e.Address, e.Port)));
        return server;
    }

    /// <summary>Closes all ports, once. The journal stays open; it is the caller's.</summary>
    public async ValueTask DisposeAsync()
    {
        Questions.Dispose();
        _tftp?.Dispose();
        IAsyncDisposable[] listeners = [.. _listeners];
        _listeners.Clear();
        foreach (IAsyncDisposable listener in listeners) await listener.DisposeAsync().ConfigureAwait(false);
        Desk.Dispose();
        await _following.ConfigureAwait(false);
    }

    private static async Task FollowAsync(ChannelReader<Recorded> events, Action<Recorded> watch)
    {
        await foreach (Recorded recorded in events.ReadAllAsync().ConfigureAwait(false)) watch(recorded);
    }
}
