using System.Net;
using Ringback.Fuzz;
using Ringback.Wire.Tftp;

namespace Ringback.Bench.Attack.Attackers;

/// <summary>Who stands at which door.</summary>
internal static class Army
{
    private const int SourcesOfOne = 8;
    private const int SipPort = 5060;
    private const int DhcpClientPort = 68;

    // A block of 512 bytes with its head, twice: what a server of RFC 1350 sends to whoever asks before it knows that
    // somebody is there.
    private const int FirstBlocks = 2 * 516;

    private static readonly byte[][] Requests =
    [
        Request(), Request(new TftpOption(TftpOption.BlockSize, "1428")),
        Request(new TftpOption(TftpOption.BlockSize, "65464"), new TftpOption(TftpOption.WindowSize, "64"),
            new TftpOption(TftpOption.Timeout, "1"), new TftpOption(TftpOption.TransferSize, "0")),
    ];

    private static readonly (string Door, string Target, double? Ratio, int Allowance)[] Doors =
    [
        ("tftp", "tftp-packet", 4, FirstBlocks), ("sip", "sip", 2, 0), ("mgcp", "mgcp", 1, 0), ("ntp", "sntp", 1, 0),
        ("dns", "dns", 2, 0), ("syslog", "syslog", 0, 0), ("dhcp", "dhcp-message", null, 0),
    ];

    /// <summary>
    /// One at each door that is open. At TFTP there are two more: one goes on with whoever answers, and one asks
    /// properly for a file and never says another word, as somebody does who writes another's address on it.
    /// </summary>
    internal static IEnumerable<IAttacker> Of(AttackOptions options, IReadOnlyDictionary<string, int> ports)
    {
        int number = 0;
        foreach ((string door, string target, double? ratio, int allowance) in Doors)
        {
            number++;
            if (!ports.TryGetValue(door, out int port)) continue;
            IPAddress[] sources = [.. Sources(options, 10 + number)];
            // SIP answers to the port that the message names, DHCP to everybody.
            IEnumerable<IPEndPoint> ears = door switch
            {
                "sip" => sources.Select(s => new IPEndPoint(s, SipPort)),
                "dhcp" => [new IPEndPoint(IPAddress.Any, DhcpClientPort)],
                _ => [],
            };
            IReadOnlyList<byte[]> more = door == "tftp" ? Requests : [];
            yield return new DatagramAttacker(new Inputs(FuzzTargets.All[target], options.Seed + number, more),
                new IPEndPoint(options.Server, port), new Tally(door, ratio, allowance), sources, options.Rate,
                ears: ears);
        }

        FuzzTarget tftp = FuzzTargets.All["tftp-packet"];
        IPEndPoint files = new(options.Server, ports["tftp"]);
        yield return new DatagramAttacker(new Inputs(tftp, options.Seed + 100, Requests), files,
            new Tally("tftp, talking", null), Sources(options, 30), options.Rate, talksBack: true);
        yield return new DatagramAttacker(new Inputs(tftp, options.Seed + 102, Requests, isSound: true), files,
            new Tally("tftp, forged", 4, FirstBlocks), Sources(options, 29), options.Rate);
        yield return new ConnectionAttacker(new Inputs(FuzzTargets.All["sccp"], options.Seed + 101),
            new IPEndPoint(options.Server, ports["sccp"]), new Tally("sccp", null), Sources(options, 31), options.Rate);
    }

    /// <summary>Writes what each door was told last, one input a line: one of them killed.</summary>
    internal static void Keep(IEnumerable<IAttacker> attackers)
    {
        foreach (IAttacker attacker in attackers)
        {
            string name = attacker.Tally.Door.Replace(", ", "-", StringComparison.Ordinal);
            File.WriteAllLines($"last-{name}.base64", attacker.Last.Select(Convert.ToBase64String));
        }
    }

    private static byte[] Request(params TftpOption[] options)
    {
        byte[] buffer = new byte[TftpRequest.MaximumLength];
        return buffer[..TftpWriter.WriteRequest(
            buffer, new TftpRequest(false, Provisions.FileName, TftpMode.Octet, options))];
    }

    private static IEnumerable<IPAddress> Sources(AttackOptions options, int net) =>
        Enumerable.Range(1, SourcesOfOne).Select(host => options.Source(net, host));
}
