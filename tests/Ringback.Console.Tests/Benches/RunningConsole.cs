using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Console.Subject;
using Ringback.Journal;
using Ringback.Phones.Cases;
using Ringback.Simulation.Handsets;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Network;
using Ringback.Workbench.Shelves;

namespace Ringback.Console.Tests.Benches;

/// <summary>A workbench on free ports of this computer with its console, and simulated phones to plug in.</summary>
internal sealed class RunningConsole : IAsyncDisposable
{
    private static readonly string[] Usual = ["P0030801SR02", "P0S3-8-12-00", "P0M3-07-7-00"];

    private readonly IJournal _journal;
    private readonly bool _ownsJournal;
    private readonly CancellationTokenSource _plugs = new();
    private readonly List<Task> _phones = [];

    private RunningConsole(ConsoleSubject subject, ConsoleServer console, IJournal journal, bool ownsJournal)
    {
        Subject = subject;
        Console = console;
        _journal = journal;
        _ownsJournal = ownsJournal;
    }

    internal ConsoleSubject Subject { get; }

    internal RunningWorkbench Bench => Subject.Bench;

    internal ConsoleServer Console { get; }

    internal Uri Address => new(Console.EndPoints[0].Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));

    /// <summary>Opens it over a folder; a second one over the same journal is the program after a restart.</summary>
    internal static async Task<RunningConsole> StartAsync(ScratchFolder folder, RunningConsoleOptions? options = null)
    {
        options ??= new RunningConsoleOptions();
        string library = folder.Folder("library");
        if (options.HasPractice) PracticeLibrary.WriteFiles(library, Practice());
        FolderShelf shelf = new(null, library, TimeProvider.System, NullLogger.Instance);
        WorkbenchOptions bench = new()
        {
            Addresses = [IPAddress.Loopback], Library = library, Root = options.Root, Goal = options.Goal,
            Phones = options.Phones, QuestionsWait = Deadline.Never,
            TftpPort = 0, HttpPort = 0, SccpPort = 0, SipPort = 0, MgcpPort = 0,
        };
        IJournal journal = options.Journal ?? new MemoryJournal();
        RunningWorkbench running = await RunningWorkbench.StartAsync(
            bench, shelf, journal, TimeProvider.System, NullLoggerFactory.Instance, null, Deadline.Token);
        WorkbenchOptions said = options.IsEverywhere
            ? bench with { Addresses = [IPAddress.Any], Networks = new GuestNetworks { BesideOwn = true } }
            : bench;
        ConsoleSubject subject = new(running, said, journal, null) { Data = folder.Path };
        if (options.System is { } system) subject = subject with { System = system };
        ConsoleServer console = await ConsoleServer.StartAsync(
            new ConsoleOptions
            {
                Port = options.Port, Data = folder.Path, Addresses = options.ConsoleAddresses,
                Patience = Deadline.Never,
            },
            subject, TimeProvider.System, NullLoggerFactory.Instance, Deadline.Token);
        return new RunningConsole(subject, console, journal, options.Journal is null);
    }

    /// <summary>The files of the usual practice library.</summary>
    internal static IEnumerable<PracticeFile> Practice() => Usual.SelectMany(
        name => PracticeFirmware.TryPackageOf(name, out IReadOnlyList<PracticeFile>? files) ? files : []);

    /// <summary>Plugs a simulated phone in and leaves it to itself.</summary>
    internal MacAddress Plug(int number, string model = "7940G", string load = "P0M3-07-7-00", double speed = 40)
    {
        MacAddress mac = MacAddress.Parse($"02AB5C{number:X6}");
        _phones.Add(Task.Run(async () =>
        {
            await using Handset phone = new(new HandsetOptions
            {
                Mac = mac,
                Model = PhoneCatalogue.BuiltIn.Find(model)!,
                Flash = HandsetFlash.Running(PhoneCatalogue.BuiltIn.Find(model)!, load),
                Tftp = new IPEndPoint(IPAddress.Loopback, PortOf("tftp")),
                Address = IPAddress.Parse($"127.0.{1 + number / 250}.{1 + number % 250}"),
                SccpPort = PortOf("sccp"), SipPort = PortOf("sip"), MgcpPort = PortOf("mgcp"), Speed = speed,
                // It shares the processor with a browser: what waits for an answer waits as long as a real one.
                Repeat = TimeSpan.FromSeconds(10),
            });
            // However often it starts before somebody on the page has chosen a goal: the plug bounds it.
            while (await phone.RunAsync(int.MaxValue, _plugs.Token) is not null && !IsProved(mac))
            {
            }
        }));
        return mac;
    }

    internal int PortOf(string service) => Bench.Listening.First(l => l.Service == service).Port;

    internal bool IsProved(MacAddress mac) => Bench.Desk.Cases.Any(c =>
        c.Mac == mac && c.Conversion is { Status: ConversionStatus.Proved });

    /// <summary>Waits until something is so of a phone.</summary>
    internal async Task<PhoneCase> SeesAsync(MacAddress mac, Func<PhoneCase, bool> fits)
    {
        System.Threading.Channels.ChannelReader<Recorded> events = Bench.Desk.Watch();
        if (Bench.Desk.Cases.FirstOrDefault(c => c.Mac == mac) is { } now && fits(now)) return now;
        await foreach (Recorded recorded in events.ReadAllAsync(Deadline.Token))
            if (recorded.Phone is { } phone && phone.Mac == mac && fits(phone)) return phone;
        throw new InvalidOperationException("The desk closed before that was seen.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _plugs.CancelAsync();
        await Task.WhenAll(_phones).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Console.DisposeAsync();
        await Bench.DisposeAsync();
        if (_ownsJournal) await _journal.DisposeAsync();
        _plugs.Dispose();
    }
}

/// <summary>How it is set up.</summary>
internal sealed record RunningConsoleOptions
{
    internal Goal? Goal { get; init; }

    internal bool HasPractice { get; init; } = true;

    internal int Port { get; init; }

    /// <summary>The user's TFTP folder; null for none.</summary>
    internal string? Root { get; init; }

    /// <summary>The system that a rescue asks; null for that of this computer.</summary>
    internal BenchSystem? System { get; init; }

    /// <summary>True to say that it serves at every address, which a rescue needs.</summary>
    internal bool IsEverywhere { get; init; }

    internal IJournal? Journal { get; init; }

    internal IReadOnlyList<IPAddress> ConsoleAddresses { get; init; } = [IPAddress.Loopback];

    internal IReadOnlyDictionary<MacAddress, PhoneOrder> Phones { get; init; } =
        new Dictionary<MacAddress, PhoneOrder>();
}
