using System.CommandLine;
using Ringback.Catalogue.Problems;
using Ringback.Cli.Exits;
using Ringback.Cli.Screens.Printing;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Setup;

namespace Ringback.Cli.Input;

/// <summary>The options of <c>serve</c> that say what the DHCP server does.</summary>
internal static class DhcpInput
{
    private const string Off = "off";
    private const string Auto = "auto";
    private const string PhonesOnly = "phones-only";

    private static readonly Option<string[]> Dhcp = new("--dhcp")
    {
        Description = $"Lend addresses: {Auto} (a range of the card's own network), or {DhcpRangeWish.Accepted}. "
            + $"{PhonesOnly} answers nobody but phones, beside a router that serves the rest. May be repeated, or "
            + $"written with commas. Default: {Off}.",
        HelpName = $"{Off}|{Auto}|RANGE|{PhonesOnly}",
    };

    private static readonly Option<string[]> Say = new("--dhcp-option")
    {
        Description = $"Tell clients more, such as router=192.168.77.1: {DhcpOptionWords.Words}, or any option by its "
            + "number or name. May be repeated.",
        HelpName = "NAME=VALUE",
    };

    private static readonly Option<string?> File = new("--dhcp-config")
    {
        Description = "A file (YAML or JSON) with networks, reservations, rules and options: docs/dhcp.md.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> WhenDone = new("--tftp-when-done")
    {
        Description = "The TFTP server that a phone is told of once it has reached its goal: your call server's.",
        HelpName = "ADDR",
    };

    private static readonly Option<bool> Bench = new("--bench")
    {
        Description = "A bench from one cable: take the wired card, give it an address of its own while serving if it "
            + "has none, and lend addresses there.",
    };

    private static readonly Option<bool> NoProbe = new("--dhcp-no-probe")
    {
        Description = "Do not look whether an address is in use before it is offered.",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Lend addresses although the card is Wi-Fi or the way to the internet, or another DHCP server "
            + "answers there. Other people's computers may lose their network.",
    };

    internal static void AddTo(Command command)
    {
        Option[] all = [Bench, Dhcp, Say, File, WhenDone, NoProbe, Force];
        foreach (Option option in all) command.Options.Add(option);
    }

    /// <summary>True when addresses are probed before they are offered.</summary>
    internal static bool Probes(ParseResult given) => !given.GetValue(NoProbe);

    /// <summary>True when addresses are to be lent.</summary>
    internal static bool IsWanted(ParseResult given)
    {
        List<string> words = Words(given);
        return !words.Contains(Off) && (words.Count > 0 || given.GetValue(File) is not null || given.GetValue(Bench));
    }

    /// <summary>True when it is truly meant, whatever speaks against it.</summary>
    internal static bool Insists(ParseResult given) => given.GetValue(Force);

    /// <summary>True when a bench is wanted: one card, one cable, an address of its own.</summary>
    internal static bool IsBench(ParseResult given) => given.GetValue(Bench);

    /// <summary>What is wanted; null when no addresses are to be lent.</summary>
    /// <param name="given">The options.</param>
    /// <param name="forceIsForMore">True where more than DHCP can be done by force.</param>
    internal static DhcpSetup? Read(ParseResult given, bool forceIsForMore)
    {
        List<string> words = Words(given);
        string? file = given.GetValue(File);
        if (words.Contains(Off) && (words.Count > 1 || file is not null))
            throw new UnusableException("--dhcp off goes with no other --dhcp. Leave one of them.");
        if (!IsWanted(given)) return RefuseRest(given, forceIsForMore);
        DhcpSetup setup = new()
        {
            PhonesOnly = words.Contains(PhonesOnly),
            Ranges = [.. words.Where(w => w is not (Auto or PhonesOnly)).Select(Range)],
            Options = Options(given.GetValue(Say) ?? []),
            TftpWhenDone = given.GetValue(WhenDone) is { } done ? Addresses(done) : [],
        };
        if (file is not null) setup = ReadFile(file, setup);
        bool hasRanges = setup.Ranges.Count > 0 || setup.Subnets.Count > 0;
        return setup with { MakesRanges = words.Contains(Auto) || !hasRanges };
    }

    private static List<string> Words(ParseResult given) =>
    [
        .. (given.GetValue(Dhcp) ?? []).SelectMany(v => v.Split(',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
    ];

    /// <summary>An option without the server that it is for would be ignored in silence.</summary>
    private static DhcpSetup? RefuseRest(ParseResult given, bool forceIsForMore)
    {
        Option[] needing = [Bench, Say, WhenDone, NoProbe, .. forceIsForMore ? (Option[])[] : [Force]];
        Option? idle = needing.FirstOrDefault(o => given.GetResult(o) is { Implicit: false });
        return idle is null
            ? null
            : throw new UnusableException($"{idle.Name} needs the DHCP server, which is off: use --dhcp auto.");
    }

    private static DhcpRangeWish Range(string text) => DhcpRangeWish.TryParse(text, out DhcpRangeWish wish)
        ? wish
        : throw new UnusableException($"'{text}' is nothing for --dhcp. It takes {Off}, {Auto}, {PhonesOnly}, or "
            + $"{DhcpRangeWish.Accepted}.");

    private static DhcpPhoneOptions Options(string[] assignments)
    {
        DhcpPhoneOptions said = new();
        foreach (string text in assignments)
        {
            int at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw new UnusableException($"'{text}' is no option. --dhcp-option takes NAME=VALUE.");
            if (!DhcpOptionWords.TryAssign(said, text[..at].Trim(), text[(at + 1)..].Trim(), out said, out string? why))
                throw new UnusableException($"--dhcp-option {text}: {why}");
        }

        return said;
    }

    private static List<Ipv4Address> Addresses(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries)
        .Select(part => Ipv4Address.TryParse(part, out Ipv4Address address)
            ? address
            : throw new UnusableException($"'{part}' is no IPv4 address. --tftp-when-done takes one such as "
                + "192.168.1.10, or two with a comma."))];

    private static DhcpSetup ReadFile(string path, DhcpSetup below)
    {
        try
        {
            string file = InputFile.Existing(path);
            DhcpSetup setup = DhcpConfigFile.Read(file, below, out IReadOnlyList<Problem> errors);
            foreach (Problem error in errors.SkipLast(1)) Output.Complain($"{error}", ExitCode.Unusable);
            return errors is [.., var last] ? throw new UnusableException($"{last}") : setup;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"{path} cannot be read: {e.Message}");
        }
    }
}
