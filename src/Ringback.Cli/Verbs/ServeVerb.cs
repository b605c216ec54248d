using System.CommandLine;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;
using Ringback.Cli.Serving;
using Ringback.Journal.Sqlite;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Fleet;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Rights;
using Ringback.Workbench.Shelves;
using Ringback.Workbench.SideServices;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback serve</c>: the workbench for real phones.</summary>
internal static class ServeVerb
{
    private const long Mebibyte = 1024 * 1024;

    // Some events must have room that no snapshot knows yet.
    private const int LeastLimit = 16;

    private static readonly Option<string?> Root = new("--root")
    {
        Description = "Also serve this plain folder. Its configuration files are served with only the load replaced.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Phones = new("--phones")
    {
        Description = $"A file of phones ({FleetFile.Extensions}): model, goal and settings of each. What it says "
            + "goes before --to.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> OneWay = new("--one-way")
    {
        Description = "Before a step that has no way back: wait until --approve names the phone, or go, because the "
            + "goal is word enough. What was said last holds for later starts; at first they go.",
        HelpName = "wait|go",
    };

    private static readonly Option<string[]> Approve = new("--approve")
    {
        Description = "Let this phone take a step that has no way back. May be repeated; kept for later starts.",
        HelpName = "MAC",
    };

    private static readonly Option<string?> Events = new("--events")
    {
        Description = "Print every journal event as one JSON line on standard output, and nothing else.",
        HelpName = "json",
    };

    private static readonly Option<string?> User = new(RightsPlan.Option)
    {
        Description = "Serve as this user instead of root, with a few rights of root's; root to stay root. Default: "
            + "whoever started it with sudo. Linux only.",
        HelpName = "NAME|UID",
    };

    private static readonly Option<bool> Practice = new("--practice")
    {
        Description = "Serve practice images to other machines too. Only for simulated phones: a real one breaks.",
    };

    private static readonly Option<int> JournalLimit = LimitOption();

    private static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Print what the program does, besides what happens to phones, on standard error.",
    };

    private static readonly Option<string?> Library = Options.Library();
    private static readonly Option<string?> Data = Options.Data();
    private static readonly Option<string?> To = Options.To();
    private static readonly Option<string[]> Assume = Options.Assume();
    private static readonly Option<PortChoice> Tftp = Options.Port("--tftp-port", "TFTP", 69);
    private static readonly Option<PortChoice> Http = Options.Port("--http-port", "HTTP", 6970);
    private static readonly Option<PortChoice> Sccp = Options.Port("--sccp-port", "SCCP", 2000);
    private static readonly Option<PortChoice> Sip = Options.Port("--sip-port", "SIP", 5060);
    private static readonly Option<PortChoice> Mgcp = Options.Port("--mgcp-port", "MGCP", 2427);
    private static readonly Option<int> Pages = Options.PagesPort();
    private static readonly Option<PortChoice> Echo = Options.Port("--echo-port", "The UDP echo for voice", 0);
    private static readonly Option<PortChoice> Ntp = Options.Port("--ntp-port", "SNTP", null);
    private static readonly Option<PortChoice> Syslog = Options.Port("--syslog-port", "The syslog listener", null);
    private static readonly Option<PortChoice> Dns = Options.Port("--dns-port", "DNS", null);

    internal static Command Create()
    {
        Command command = new("serve", "The workbench: serve phones, bring them to the goal, and prove it.")
        {
            DhcpStart.Bind,
        };
        AddTo(command);
        command.SetAction((given, cancel) => RunUntilStoppedAsync(given, null, cancel));
        return command;
    }

    /// <summary>The options of whoever serves, but the addresses to listen on.</summary>
    internal static void AddTo(Command command)
    {
        Option[] all =
        [
            DhcpStart.Interface, Library, Root, Data, To, Phones, OneWay, Approve, Tftp, Http, Sccp, Sip, Mgcp, Pages,
            Echo, Ntp, Syslog, Dns, User, Events, JournalLimit, Practice, Assume, Verbose,
        ];
        foreach (Option option in all) command.Add(option);
        DhcpInput.AddTo(command);
        TftpOptions.AddTo(command);
        ConsoleStart.AddTo(command);
    }

    private static Option<int> LimitOption()
    {
        Option<int> option = new("--journal-limit")
        {
            Description = $"MiB that the journal may have before its oldest events are removed, from {LeastLimit}; 0 "
                + "for no limit. What they told of phones stays known.",
            HelpName = "MIB",
            DefaultValueFactory = _ => (int)(new SqliteJournalOptions().Limit / Mebibyte),
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is not (0 or >= LeastLimit))
                result.AddError($"--journal-limit is 0 for no limit, or {LeastLimit} MiB at least.");
        });
        return option;
    }

    internal static async Task<int> RunUntilStoppedAsync(
        ParseResult given, RescueOrder? rescue, CancellationToken cancel)
    {
        try
        {
            return await RunAsync(given, rescue, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Ctrl-C is how serve ends, while it starts too.
            return ExitCode.Done;
        }
    }

    private static async Task<int> RunAsync(ParseResult given, RescueOrder? rescue, CancellationToken cancel)
    {
        string? data = given.GetValue(Data);
        string? events = given.GetValue(Events);
        if (events is not (null or "json")) throw new UnusableException("--events takes json only.");
        RightsPlan rights = GiveUpRoot(given, data, rescue is not null);
        data ??= DataFolder.OfThisUser;
        string? file = given.GetValue(Phones);
        IReadOnlyList<FleetPhone> phones = file is null
            ? []
            : ReadPhones(file, Options.Catalogue(given.GetValue(Assume)));
        WorkbenchOptions options = Read(given, data, phones, rescue is not null);
        // What cannot be is said before anything is opened.
        _ = ConsoleStart.Read(given, data, options);
        using ILoggerFactory loggers = Logging(given.GetValue(Verbose));
        FolderShelf shelf = new(options.Root, options.Library, TimeProvider.System,
            loggers.CreateLogger<FolderShelf>());
        // The first look takes longest, and is not the first phone's to wait for.
        _ = shelf.Current;
        string[] complaints = [.. new GoalCheck(options, shelf.Current.Packages)
            .Complaints(Path.GetFileName(file) ?? "", phones)];
        foreach (string complaint in complaints) Output.Complain(complaint);
        if (complaints.Length > 0) return ExitCode.Refused;

        DataFolder.Create(data ?? DataFolder.Default);
        await using DhcpStart dhcp = new(given, data, DhcpStartScreen.Show, rescue is not null);
        DhcpStartOutcome outcome = await dhcp.PrepareAsync(options, cancel).ConfigureAwait(false);
        if (outcome is DhcpNotReady refused) return DhcpStartScreen.Refuse(refused);
        DhcpReady ready = (DhcpReady)outcome;
        ServeRun run = new()
        {
            Given = given,
            Options = ready.Options, Data = data, Shelf = shelf, Loggers = loggers, Sketch = ready.Sketch,
            Rights = rights, JournalLimit = given.GetValue(JournalLimit) * Mebibyte,
        };
        if (rescue is not null)
        {
            return await new RescueRun(run, given, rescue.Json || events is not null).RunAsync(cancel)
                .ConfigureAwait(false);
        }

        using ServeScreen screen = ServeScreen.Choose(events is not null);
        return await run.RunAsync(screen, cancel).ConfigureAwait(false);
    }

    /// <summary>Becomes an ordinary user, before anything is opened or read; goes on when it is one.</summary>
    private static RightsPlan GiveUpRoot(ParseResult given, string? data, bool isRescue)
    {
        ServingRights.CloseToOthers();
        RightsPlan plan = RightsPlan.Make(given.GetValue(User));
        if (plan is NoSuchUser refused) throw new UnusableException(refused.Because);
        if (plan is not BecomeUser become) return plan;
        string folder = data ?? DataFolder.Of(become.Account.Home);
        string before = Path.Combine(DataFolder.OfThisUser, "journal.db");
        if (data is null && File.Exists(before) && !File.Exists(DataFolder.Journal(folder)))
        {
            Output.Note($"An earlier run kept its story in {DataFolder.OfThisUser}, which is root's. To go on with it, "
                + $"end this and type: sudo mv -T {DataFolder.OfThisUser} {folder}");
        }

        RootDrop.Become(become, new RightsNeeded(folder, isRescue || DhcpInput.IsWanted(given)));
        return plan;
    }

    private static WorkbenchOptions Read(ParseResult given, string? data, IReadOnlyList<FleetPhone> phones,
        bool isRescue)
    {
        string library = DataFolder.Library(Options.ExistingFolder(given.GetValue(Library), "--library"), data);
        string[] bind = given.GetValue(DhcpStart.Bind) ?? [];
        return new WorkbenchOptions
        {
            // Where addresses are lent, the card that is chosen for that decides; a rescue has none before it begins.
            Addresses = isRescue || (DhcpInput.IsWanted(given) && bind.Length == 0)
                ? []
                : Addresses.Choose(given.GetValue(DhcpStart.Interface), bind),
            // A rescue adds the phones that it finds: its own, or one that is begun in the console.
            Networks = TftpOptions.ReadNetworks(given)
                ?? (isRescue ? null : (IReadOnlyList<IPNetwork>)new GuestNetworks { BesideOwn = true }),
            Library = library,
            Root = Options.ExistingFolder(given.GetValue(Root), "--root"),
            Goal = Options.GoalOf(given.GetValue(To)),
            Phones = phones.ToDictionary(p => p.Mac, p => new PhoneOrder(p.Model, p.Goal, p.Settings)),
            OneWayWaits = given.GetValue(OneWay) switch
            {
                null => null,
                "wait" => true,
                "go" => false,
                { } other => throw new UnusableException($"'{other}' is neither wait nor go, which --one-way takes."),
            },
            Approved = [.. (given.GetValue(Approve) ?? []).Select(ReadMac)],
            TftpPort = given.GetValue(Tftp).Port,
            HttpPort = given.GetValue(Http).Port,
            Tftp = TftpOptions.Read(given),
            Uploads = TftpOptions.ReadUploads(given),
            SccpPort = given.GetValue(Sccp).Port,
            SipPort = given.GetValue(Sip).Port,
            MgcpPort = given.GetValue(Mgcp).Port,
            PagesPort = given.GetValue(Pages) is > 0 and var pages ? pages : null,
            EchoPort = given.GetValue(Echo).Port,
            SideServices = new SideServiceOptions
            {
                SntpPort = given.GetValue(Ntp).Port,
                SyslogPort = given.GetValue(Syslog).Port,
                DnsPort = given.GetValue(Dns).Port,
            },
            PracticeForAll = given.GetValue(Practice),
            Catalogue = Options.Catalogue(given.GetValue(Assume)),
        };
    }

    private static MacAddress ReadMac(string text) => MacAddress.TryParse(text, out MacAddress mac)
        ? mac
        : throw new UnusableException($"'{text}' of --approve is no MAC address: twelve hexadecimal digits.");

    private static IReadOnlyList<FleetPhone> ReadPhones(string path, PhoneCatalogue catalogue)
    {
        FleetReading reading = FleetInput.Read(path, catalogue, FleetUse.Lead);
        foreach (Problem error in reading.Errors.SkipLast(1)) Output.Complain($"{error}");
        return reading.Errors is [.., var last] ? throw new UnusableException($"{last}") : reading.Phones;
    }

    private static ILoggerFactory Logging(bool verbose) => LoggerFactory.Create(builder => builder
        .SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Warning)
        // A start that fails is told in a sentence with what to do; the framework would tell its stack before.
        .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
        .AddConsoleFormatter<LogLine, ConsoleFormatterOptions>()
        .AddConsole(c =>
        {
            c.FormatterName = LogLine.FormatName;
            c.LogToStandardErrorThreshold = LogLevel.Trace;
        }));
}
