using System.Text.Json;
using Ringback.Catalogue.Problems;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Doctor;

/// <summary>What the firewall would do with a phone's first packets, as far as it can be read.</summary>
internal static class FirewallCheck
{
    internal static async Task<IReadOnlyList<Problem>> RunAsync(DoctorOptions options, string? card,
        CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows())
        {
            ToolOutcome told = await options.Run(
                new ToolCommand("netsh", "advfirewall", "show", "currentprofile", "state"), cancel)
                .ConfigureAwait(false);
            return [JudgeSwitch(told, "OFF", "Allow UDP 67 and 69 for it: netsh advfirewall firewall add rule "
                + "name=Ringback dir=in action=allow protocol=UDP localport=67,69")];
        }

        if (!OperatingSystem.IsLinux())
        {
            ToolOutcome told = await options.Run(new ToolCommand("socketfilterfw", "--getglobalstate"), cancel)
                .ConfigureAwait(false);
            return [JudgeSwitch(told, "disabled", "Allow incoming connections for it in System Settings, Network, "
                + "Firewall.")];
        }

        ToolOutcome rules = await options.Run(new ToolCommand("nft", "-j", "list", "ruleset"), cancel)
            .ConfigureAwait(false);
        if (rules.IsDone) return [JudgeNft(rules.Output, card, options.TftpPort)];
        ToolOutcome saved = await options.Run(new ToolCommand("iptables-save", "-t", "filter"), cancel)
            .ConfigureAwait(false);
        return [JudgeIptables(saved, rules, options.TftpPort)];
    }

    /// <summary>Only whether it is on can be read without doubt.</summary>
    internal static Problem JudgeSwitch(ToolOutcome told, string off, string advice) =>
        !told.IsDone ? Checkup.Unknown(ProblemCode.FirewallUnknown, "The firewall could not be read.", advice,
            Trouble(told))
        : told.Output.Contains(off, StringComparison.OrdinalIgnoreCase)
            ? Checkup.Ok(ProblemCode.FirewallOpen, "The firewall is off.")
            : Checkup.Unknown(ProblemCode.FirewallUnknown, "The firewall is on; whether it lets phones in is not "
                + "known.", advice);

    internal static Problem JudgeNft(string json, string? card, int tftpPort)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            NftRules rules = NftRules.Read(document.RootElement);
            // A phone's first packets, and its acknowledgements of what the server sent from a port of its own.
            (string What, NftPacket Packet)[] packets =
            [
                ("DHCP (UDP 67)", new NftPacket(67, card, IsReply: false)),
                ($"TFTP (UDP {tftpPort})", new NftPacket(tftpPort, card, IsReply: false)),
                ("TFTP transfers (UDP, answers)", new NftPacket(50000, card, IsReply: true)),
            ];
            string[] Those(NftVerdict verdict) =>
                [.. packets.Where(p => rules.Judge(p.Packet) == verdict).Select(p => p.What)];
            string[] closed = Those(NftVerdict.Drop), unknown = Those(NftVerdict.Unknown);
            // Addresses may come from another server; files come from this one.
            ProblemSeverity status = closed is ["DHCP (UDP 67)"] ? ProblemSeverity.Warning : ProblemSeverity.Error;
            return closed.Length > 0
                ? Checkup.Of(ProblemCode.FirewallClosed, status, $"The firewall drops {string.Join(", ", closed)}.",
                    Advice(card, tftpPort), ["nft -j list ruleset"])
                : unknown.Length > 0
                    ? Checkup.Unknown(ProblemCode.FirewallUnknown, "The firewall has rules for "
                        + $"{string.Join(", ", unknown)} that this version cannot judge.", Advice(card, tftpPort),
                        "nft -j list ruleset")
                    : Checkup.Ok(ProblemCode.FirewallOpen, "The firewall lets UDP 67, "
                        + $"{tftpPort} and the transfers in.", "nft -j list ruleset");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter for what is JSON and no ruleset, and for names that are no text.
            return Checkup.Unknown(ProblemCode.FirewallUnknown, $"What nft says cannot be read: {e.Message}");
        }
    }

    internal static Problem JudgeIptables(ToolOutcome saved, ToolOutcome nft, int tftpPort)
    {
        if (!saved.IsDone)
        {
            return Checkup.Unknown(ProblemCode.FirewallUnknown, "The firewall could not be read.",
                (Environment.IsPrivilegedProcess ? "" : "Run doctor with sudo. ")
                    + "If phones are silent, look at the firewall first.", Trouble(nft),
                Trouble(saved));
        }

        string[] lines = [.. saved.Output.Split('\n').Select(l => l.Trim())];
        bool isAccepting = !lines.Any(l => l.StartsWith(":INPUT DROP", StringComparison.Ordinal));
        bool hasRules = lines.Any(l => l.StartsWith("-A INPUT", StringComparison.Ordinal));
        return (isAccepting, hasRules) switch
        {
            (true, false) => Checkup.Ok(ProblemCode.FirewallOpen, "The firewall lets everything in.",
                "iptables-save"),
            (false, false) => Checkup.Error(ProblemCode.FirewallClosed, "The firewall drops everything.",
                Advice(null, tftpPort), "iptables-save"),
            _ => Checkup.Unknown(ProblemCode.FirewallUnknown, "The firewall has rules that this version cannot judge.",
                Advice(null, tftpPort), "iptables-save"),
        };
    }

    private static string Advice(string? card, int tftpPort) => "Let phones in. With ufw: sudo ufw allow in on "
        + $"{card ?? "CARD"} to any port 67,{tftpPort} proto udp. With firewalld: sudo firewall-cmd --zone=trusted "
        + $"--change-interface={card ?? "CARD"}.";

    private static string Trouble(ToolOutcome outcome) => outcome.Trouble ?? outcome.Output;
}
