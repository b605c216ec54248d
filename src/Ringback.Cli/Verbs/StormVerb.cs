using System.CommandLine;
using System.Net;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;
using Ringback.Datagrams.Stacks;
using Ringback.Simulation.Storms;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback storm</c>: many simulated phones against a TFTP server.</summary>
internal static class StormVerb
{
    private static readonly Option<string?> Server = Text("--server", "HOST:PORT",
        "The server. Without a port, 69. IPv6 as [::1]:69.");

    private static readonly Option<StormScenario> Scenario = new("--scenario")
    {
        Description = "fleet: all phones ask at once. stream: one transfer. slow: phones that think before each "
            + "acknowledgement. lossy: a network that loses packets. boot: one file after the other, every second one "
            + "missing. mix: the same, from phones that nobody saw before. missing: missing files only, at a rate.",
        HelpName = "fleet|stream|slow|lossy|boot|mix|missing",
        DefaultValueFactory = _ => StormScenario.Fleet,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (Enum.TryParse(text, ignoreCase: true, out StormScenario scenario) && char.IsAsciiLetter(text[0]))
                return scenario;
            result.AddError($"'{text}' is no scenario: fleet, stream, slow, lossy, boot, mix or missing");
            return default;
        },
    };

    private static readonly Option<int?> Phones = Number("--phones", "Phones at a time.");
    private static readonly Option<string?> FileName = Text("--file", "NAME", "The file that the phones want.");
    private static readonly Option<string?> Small = Text("--small", "NAME", "boot, mix: the file that is there.");

    private static readonly Option<string?> Missing = Text("--missing", "NAME",
        "boot, mix, missing: the file that is not there; {mac} becomes the phone's own. Default: CTLSEP{mac}.tlv");

    private static readonly Option<int?> BlockSize = Number("--blksize", "The block size to ask for.");
    private static readonly Option<int?> WindowSize = Number("--windowsize", "The window to ask for.");
    private static readonly Option<double?> Loss = Share("--loss", "The share of packets lost, each way.");

    private static readonly Option<double?> Delay = Share("--ack-delay",
        "Milliseconds that a phone thinks before each acknowledgement.", "MS");

    private static readonly Option<double?> Spread = Share("--spread", "Seconds over which the phones start.", "S");
    private static readonly Option<int?> Requests = Number("--requests", "boot, mix: requests in all.");
    private static readonly Option<int?> Rate = Number("--rate", "missing: requests per second.");

    private static readonly Option<double?> RepeatAfter = Share("--repeat-after",
        "Seconds of silence before a phone repeats itself.", "S");

    private static readonly Option<int?> Tries = Number("--tries", "Sends of the same packet before giving up.");

    private static readonly Option<string?> Verify = Text("--verify", "PATH",
        "What the file contains: every block is compared with it. Without it only lengths are.");

    private static readonly Option<int?> Seed = Number("--seed", "The seed of the losses.");
    private static readonly Option<double?> Seconds = Share("--seconds", "The storm ends after so many.", "N");

    private static readonly Option<int?> Spin = Number("--spin",
        "Microseconds to look for an answer before sleeping, while few phones are under way. Default: 50");

    private static readonly Option<bool> Mine = new("--yes-this-server-is-mine")
    {
        Description = "Allow a server outside this computer and the private networks.",
    };

    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        Command command = new("storm", "Many simulated phones against a TFTP server of yours.")
        {
            Server, Scenario, Phones, FileName, Small, Missing, BlockSize, WindowSize, Loss, Delay, Spread, Requests,
            Rate, RepeatAfter, Tries, Verify, Seed, Seconds, Spin, Mine, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken cancel)
    {
        IPEndPoint server = await StormServer.FindAsync(given.GetValue(Server), cancel).ConfigureAwait(false);
        if (!given.GetValue(Mine) && !StormServer.IsNear(server.Address))
        {
            return Output.Complain($"{server.Address} is neither this computer nor on a private network, and a storm "
                + "is an attack on a server that is not yours. If it is yours, add --yes-this-server-is-mine.",
                ExitCode.Refused);
        }

        StormOptions options = await ReadAsync(given, server, cancel).ConfigureAwait(false);
        bool json = given.GetValue(Json);
        if (!json) Output.Say(StormScreen.Introduce(options));
        StormReport report;
        try
        {
            // A thread of its own: the loop never waits for anybody, and Ctrl-C is heard on another one.
            report = await Task.Factory.StartNew(() => Run(options, cancel), CancellationToken.None,
                TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        catch (StormException e)
        {
            return Output.Complain(e.Message, ExitCode.Failed);
        }

        if (json) CliJson.Print(StormJson.Of(options, report));
        else foreach (string line in StormScreen.Conclude(options, report)) Output.Say(line);
        if (!report.Answered && !cancel.IsCancellationRequested)
        {
            return Output.Complain($"nothing answered at {server}. Is a TFTP server running there, and does a firewall "
                + "let its answers through?", ExitCode.Failed);
        }

        return report.Failed == 0 ? ExitCode.Done : ExitCode.Found;
    }

    private static StormReport Run(StormOptions options, CancellationToken cancel)
    {
        Storm.WarmUp(DatagramStacks.Best);
        using Storm storm = new(options, DatagramStacks.Best, TimeProvider.System);
        return storm.Run(cancel);
    }

    private static async Task<StormOptions> ReadAsync(ParseResult given, IPEndPoint server, CancellationToken cancel)
    {
        StormOptions usual = StormOptions.For(given.GetValue(Scenario), server);
        bool boots = usual.Scenario is StormScenario.Boot or StormScenario.Mix;
        bool misses = usual.Scenario == StormScenario.Missing;
        string? file = boots ? given.GetValue(Small) ?? given.GetValue(FileName) : given.GetValue(FileName);
        if (file is null && !misses)
        {
            throw new UnusableException(boots
                ? "which small file do the phones want? Name one that the server has with --small."
                : "which file do the phones want? Name one that the server has with --file.");
        }

        CheckLength(file, boots ? Small : FileName);
        CheckLength(given.GetValue(Missing), Missing);
        int phones = Within(given, Phones, usual.Phones, 1, StormOptions.MostPhones);
        double seconds = Within(given, Seconds, misses ? 10 : usual.Longest.TotalSeconds, 0.1, 86_400);
        int rate = Within(given, Rate, usual.Rate, 1, 1_000_000);
        TimeSpan repeat = TimeSpan.FromSeconds(
            Within(given, RepeatAfter, usual.RepeatAfter.TotalSeconds, 0.01, 600));
        int tries = Within(given, Tries, usual.Tries, 1, 100);
        return usual with
        {
            File = file ?? "",
            Missing = given.GetValue(Missing) ?? usual.Missing,
            Phones = phones,
            Requests = usual.Scenario switch
            {
                StormScenario.Boot or StormScenario.Mix =>
                    Within(given, Requests, usual.Requests, 1, StormOptions.MostRequests),
                StormScenario.Missing => (int)Math.Clamp(rate * seconds, 1, StormOptions.MostRequests),
                _ => phones,
            },
            BlockSize = Maybe(given, BlockSize, 8, StormOptions.LargestBlockSize),
            WindowSize = Maybe(given, WindowSize, 1, 65535),
            Loss = Within(given, Loss, usual.Loss, 0, 0.5),
            AcknowledgementDelay = TimeSpan.FromMilliseconds(
                Within(given, Delay, usual.AcknowledgementDelay.TotalMilliseconds, 0, 10_000)),
            Spread = TimeSpan.FromSeconds(Within(given, Spread, 0, 0, 3600)),
            Rate = rate,
            RepeatAfter = repeat,
            Tries = tries,
            Seed = given.GetValue(Seed) ?? usual.Seed,
            Longest = TimeSpan.FromSeconds(seconds),
            Spin = TimeSpan.FromMicroseconds(Within(given, Spin, 50, 0, 100_000)),
            Content = await StormServer.ContentAsync(given.GetValue(Verify), cancel).ConfigureAwait(false),
        };
    }

    private static void CheckLength(string? name, Option<string?> option)
    {
        // A request has 512 bytes at most (RFC 2347), the mode, the options and a MAC address among them.
        const int Longest = 400;
        if (name?.Length > Longest) throw new UnusableException($"{option.Name} is too long: {Longest} characters.");
    }

    private static Option<string?> Text(string name, string what, string description) =>
        new(name) { HelpName = what, Description = description };

    private static Option<int?> Number(string name, string description) =>
        new(name) { HelpName = "N", Description = description };

    private static Option<double?> Share(string name, string description, string what = "P") =>
        new(name) { HelpName = what, Description = description };

    private static int? Maybe(ParseResult given, Option<int?> option, int least, int most) =>
        given.GetValue(option) is null ? null : Within(given, option, 0, least, most);

    private static int Within(ParseResult given, Option<int?> option, int usual, int least, int most) =>
        given.GetValue(option) is not { } value ? usual
        : value >= least && value <= most ? value
        : throw new UnusableException($"{option.Name} is out of range: {least} to {most}.");

    private static double Within(ParseResult given, Option<double?> option, double usual, double least, double most) =>
        given.GetValue(option) is not { } value ? usual
        : value >= least && value <= most ? value
        : throw new UnusableException($"{option.Name} is out of range: {least} to {most}.");
}
