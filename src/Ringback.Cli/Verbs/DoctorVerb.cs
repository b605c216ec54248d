using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Doctor;
using Ringback.Workbench.Network;
using Ringback.Workbench.Rights;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback doctor</c>: checks this computer for the job.</summary>
internal static class DoctorVerb
{
    private static readonly Option<string?> Interface = new("--interface")
    {
        Description = "The network card that the phones hang on. Default: the only wired one that could be meant.",
        HelpName = "NAME",
    };

    private static readonly Option<string?> Bind = new("--bind")
    {
        Description = "The address to serve from, when the card has several.", HelpName = "ADDR",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Take the card even if it is Wi-Fi or the way to the internet.",
    };

    private static readonly Option<string?> User = new(RightsPlan.Option)
    {
        Description = "The user that serve is to become. Default: whoever started this with sudo.",
        HelpName = "NAME|UID",
    };

    private static readonly Option<string?> Library = Options.Library();
    private static readonly Option<string?> Data = Options.Data();
    private static readonly Option<PortChoice> Tftp = Options.Port("--tftp-port", "TFTP", 69);
    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        Command command = new("doctor",
            "Check this computer for the job: network card, ports, rights, firewall, other DHCP servers, clock, disk, "
            + "library, and a file and an address fetched as a phone would.")
        {
            Interface, Bind, Force, Library, Data, Tftp, User, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken cancel)
    {
        Examination examination = await Examiner.ExamineAsync(Read(given), NullLoggerFactory.Instance, cancel)
            .ConfigureAwait(false);
        if (given.GetValue(Json)) CliJson.Print(DoctorJson.Of(examination));
        else DoctorScreen.Show(examination);
        return examination.IsHealthy ? ExitCode.Done : ExitCode.Found;
    }

    private static DoctorOptions Read(ParseResult given)
    {
        string? data = given.GetValue(Data);
        int port = given.GetValue(Tftp).Port is { } chosen and > 0 ? chosen
            : throw new UnusableException("--tftp-port of doctor takes a port, 1 to 65535.");
        return new DoctorOptions
        {
            Question = new CardQuestion
            {
                Interface = given.GetValue(Interface), Bind = Address(given.GetValue(Bind)),
                Insist = given.GetValue(Force),
            },
            Data = data ?? DataFolder.Default,
            Library = DataFolder.Library(Options.ExistingFolder(given.GetValue(Library), "--library"), data),
            TftpPort = port,
            User = given.GetValue(User),
            FindRogueDhcp = (card, stop) => RogueDhcpCheck.RunAsync(card, TimeProvider.System, stop),
            TryDhcp = (card, stop) => DhcpCheck.RunAsync(card, TimeProvider.System, NullLoggerFactory.Instance, stop),
        };
    }

    private static Ipv4Address[] Address(string? text) => text is null ? []
        : Ipv4Address.TryParse(text, out Ipv4Address address) ? [address]
        : throw new UnusableException($"'{text}' is no IPv4 address. --bind takes one such as 192.168.77.1.");
}
