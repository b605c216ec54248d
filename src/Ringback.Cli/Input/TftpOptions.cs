using System.CommandLine;
using System.Globalization;
using System.Net;
using Ringback.Cli.Exits;
using Ringback.Datagrams;
using Ringback.Datagrams.Stacks;
using Ringback.Workbench.Tftp;
using Ringback.Workbench.Uploads;

namespace Ringback.Cli.Input;

/// <summary>How <c>serve</c>'s TFTP server works, beyond its port. None of it is needed on a usual bench.</summary>
internal static class TftpOptions
{
    private const long Mebibyte = 1024 * 1024;

    private static readonly Option<string?> Writes = new("--allow-writes")
    {
        Description = "Let clients write files into this folder. Off without it.", HelpName = "DIR",
    };

    private static readonly Option<bool> Overwrite = new("--overwrite")
    {
        Description = "Let a written file replace the one that is there.",
    };

    private static readonly Option<int> LargestUpload = new("--largest-upload")
    {
        Description = "MiB of a written file at most.",
        HelpName = "MIB",
        DefaultValueFactory = _ => (int)(UploadOptions.UsualLargest / Mebibyte),
    };

    private static readonly Option<int> AllUploads = new("--uploads-in-all")
    {
        Description = "MiB that may lie in the folder of --allow-writes.",
        HelpName = "MIB",
        DefaultValueFactory = _ => (int)(UploadOptions.UsualAllBytes / Mebibyte),
    };

    private static readonly Option<int> MostUploads = new("--most-uploads")
    {
        Description = "Files that may lie in the folder of --allow-writes.",
        HelpName = "N",
        DefaultValueFactory = _ => UploadOptions.UsualMostFiles,
    };

    private static readonly Option<string[]> Allow = new("--allow")
    {
        Description = "Serve this network (192.0.2.0/24, or any). May be repeated. Default: the networks that this "
            + "computer is attached to.",
        HelpName = "NETWORK",
    };

    private static readonly Option<string> Mode = new("--tftp-mode")
    {
        Description = "Which ports answers come from: shared (a few of their own), per-transfer, or single (all from "
            + "the request port, for address translation and containers).",
        HelpName = "MODE",
        DefaultValueFactory = _ => "shared",
    };

    private static readonly Option<string?> Ports = new("--tftp-ports")
    {
        Description = "The ports that answers may come from, for a firewall: 50000-50100.", HelpName = "A-B",
    };

    private static readonly Option<string> Io = new("--tftp-io")
    {
        Description = "How datagrams are moved: batched (Linux), portable, or auto for the faster one.",
        HelpName = "HOW",
        DefaultValueFactory = _ => "auto",
    };

    private static readonly Option<int?> Loops = new("--tftp-loops")
    {
        Description = "Event loops. Default: half the cores, at most four.", HelpName = "N",
    };

    private static readonly Option<int> Images = new("--max-images")
    {
        Description = "Images sent at full speed at a time; others get a block a second until it is their turn. 0 is "
            + "any number.",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<int> Transfers = new("--max-transfers")
    {
        Description = "Transfers at a time; more get no answer until they ask again.",
        HelpName = "N",
        DefaultValueFactory = _ => new TftpQuotas().Transfers,
    };

    private static readonly Option<int> PerAddress = new("--max-transfers-per-address")
    {
        Description = "Transfers at a time to one address.",
        HelpName = "N",
        DefaultValueFactory = _ => new TftpQuotas().TransfersOfOneAddress,
    };

    private static readonly Option<int> Requests = new("--max-requests-per-address")
    {
        Description = "Requests a second from one address.",
        HelpName = "N",
        DefaultValueFactory = _ => new TftpQuotas().RequestsPerSecondOfOneAddress,
    };

    internal static void AddTo(Command command)
    {
        foreach (Option option in (Option[])
            [Allow, Writes, Overwrite, LargestUpload, AllUploads, MostUploads, Mode, Ports, Io, Loops, Images,
                Transfers, PerAddress, Requests])
        {
            command.Add(option);
        }
    }

    internal static TftpServerOptions Read(ParseResult given)
    {
        TftpQuotas quotas = new()
        {
            Images = AtLeast(given, Images, 0),
            Transfers = AtLeast(given, Transfers, 1),
            TransfersOfOneAddress = AtLeast(given, PerAddress, 1),
            RequestsPerSecondOfOneAddress = AtLeast(given, Requests, 1),
        };
        TftpServerOptions options = new()
        {
            Listen = [],
            Quotas = quotas,
            Ports = PortMode(given.GetValue(Mode)!),
            TransferPorts = PortRange(given.GetValue(Ports)),
            Stack = Stack(given.GetValue(Io)!),
        };
        if (options is { Ports: TftpPortMode.Single, TransferPorts: not null })
            throw new UnusableException("--tftp-ports has no meaning with --tftp-mode single: leave one out.");
        return given.GetValue(Loops) is null ? options : options with { Loops = AtLeast(given, Loops, 1) };
    }

    internal static UploadOptions? ReadUploads(ParseResult given)
    {
        string? folder = Options.ExistingFolder(given.GetValue(Writes), "--allow-writes");
        if (folder is not null)
        {
            return new UploadOptions(Path.GetFullPath(folder), given.GetValue(Overwrite),
                AtLeast(given, LargestUpload, 1) * Mebibyte)
            {
                AllBytes = AtLeast(given, AllUploads, 1) * Mebibyte,
                MostFiles = AtLeast(given, MostUploads, 1),
            };
        }

        if (given.GetValue(Overwrite))
            throw new UnusableException("--overwrite needs --allow-writes DIR, the folder that is written to.");
        return null;
    }

    private static int AtLeast(ParseResult given, Option option, int least)
    {
        int value = option is Option<int?> optional
            ? given.GetValue(optional)!.Value
            : given.GetValue((Option<int>)option);
        return value >= least
            ? value
            : throw new UnusableException($"{option.Name} takes {least} or more, not {value}.");
    }

    /// <summary>Whom <c>--allow</c> lets in; null for whoever is on the same network.</summary>
    internal static IReadOnlyList<IPNetwork>? ReadNetworks(ParseResult given) =>
        Networks(given.GetValue(Allow) ?? []);

    private static List<IPNetwork>? Networks(string[] given)
    {
        if (given.Length == 0) return null;
        List<IPNetwork> networks = [];
        foreach (string text in given)
        {
            if (text == "any")
            {
                networks.Add(new IPNetwork(IPAddress.Any, 0));
                networks.Add(new IPNetwork(IPAddress.IPv6Any, 0));
            }
            else if (IPNetwork.TryParse(text, out IPNetwork network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(text, out IPAddress? host))
            {
                networks.Add(new IPNetwork(host, host.GetAddressBytes().Length * 8));
            }
            else
            {
                throw new UnusableException(
                    $"'{text}' is no network. --allow takes one such as 192.168.77.0/24, an address, or any.");
            }
        }

        return networks;
    }

    private static TftpPortMode PortMode(string text) => text switch
    {
        "shared" => TftpPortMode.Shared,
        "per-transfer" => TftpPortMode.PerTransfer,
        "single" => TftpPortMode.Single,
        _ => throw new UnusableException($"'{text}' is no way. --tftp-mode takes shared, per-transfer or single."),
    };

    private static TftpPortRange? PortRange(string? text)
    {
        if (text is null) return null;
        string[] parts = text.Split('-');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int last)
            && first is >= 1 and <= 65535 && last >= first && last <= 65535)
        {
            return new TftpPortRange(first, last);
        }

        throw new UnusableException($"'{text}' is no range of ports. --tftp-ports takes one such as 50000-50100.");
    }

    private static IDatagramStack Stack(string text) => text switch
    {
        "auto" => DatagramStacks.Best,
        "portable" => DatagramStacks.Portable,
        "batched" => DatagramStacks.Batched ?? throw new UnusableException(
            "batched datagrams exist on 64-bit Linux only. Leave --tftp-io out here."),
        _ => throw new UnusableException($"'{text}' is no way. --tftp-io takes auto, batched or portable."),
    };
}
