using System.Text;
using System.Text.Json;
using Ringback.Catalogue.Problems;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Setup;

namespace Ringback.Workbench.Tests.Dhcp.Setup;

/// <summary>A file that says what the DHCP server gives, and what is said about one that is wrong.</summary>
public sealed class DhcpConfigFileTests
{
    private const string Yaml = """
        # A bench with a second network behind a relay.
        phonesOnly: yes
        authoritative: on
        hardwarePrefixes: [00:0e:84, 0007EB]
        options:
          tftp: [192.168.77.1, 192.168.77.2]
          dns: 192.168.77.53
          lease: 12h
          150: [192.168.77.9, 192.168.77.10]
          time-offset: 3600
          43: ""
        networks:
          - network: 192.168.77.0/24
            ranges: [192.168.77.50-99, 192.168.77.120-192.168.77.129]
            exclude: 192.168.77.60-62
            options:
              router: 192.168.77.254
          - network: 10.1.0.0/16
            ranges:
              - 10.1.0.10-10.1.0.99
        reservations:
          - mac: 000E84C060A6
            address: 192.168.77.5
          - clientId: 01:02:03
            address: 10.1.0.5
        rules:
          - class: Cisco Systems, Inc. IP Phone CP-79
            model: 7940
            mac: 00:0e
            options:
              domain: phones.example
              nul-after-66: yes
        tftpWhenDone: 192.168.77.200
        """;

    private const string Json = """
        {
          "phonesOnly": true, "authoritative": "on", "hardwarePrefixes": ["00:0e:84", "0007EB"],
          "options": {
            "tftp": ["192.168.77.1", "192.168.77.2"], "dns": "192.168.77.53", "lease": "12h",
            "150": ["192.168.77.9", "192.168.77.10"], "time-offset": 3600, "43": ""
          },
          "networks": [
            {
              "network": "192.168.77.0/24", "ranges": ["192.168.77.50-99", "192.168.77.120-192.168.77.129"],
              "exclude": ["192.168.77.60-62"], "options": { "router": "192.168.77.254" }
            },
            { "network": "10.1.0.0/16", "ranges": ["10.1.0.10-10.1.0.99"] }
          ],
          "reservations": [
            { "mac": "000E84C060A6", "address": "192.168.77.5" }, { "clientId": "010203", "address": "10.1.0.5" }
          ],
          "rules": [
            {
              "class": "Cisco Systems, Inc. IP Phone CP-79", "model": "7940", "mac": "00:0e",
              "options": { "domain": "phones.example", "nul-after-66": "yes" }
            }
          ],
          "tftpWhenDone": ["192.168.77.200"]
        }
        """;

    [Fact]
    public void All_that_a_file_can_say_is_read()
    {
        DhcpSetup setup = Read(Yaml);

        Assert.Equal((true, true), (setup.PhonesOnly, setup.IsAuthoritative));
        Assert.Equal(["000E84", "0007EB"], setup.HardwarePrefixes.Select(p => Convert.ToHexString(p.Span)));
        Assert.Equal(["192.168.77.1", "192.168.77.2"], setup.Options.TftpServers!.Select(a => $"{a}"));
        Assert.Equal(TimeSpan.FromHours(12), setup.Options.LeaseTime);
        Assert.Equal(["tftp-servers 192.168.77.9, 192.168.77.10", "time-offset 3600", "vendor-encapsulated-options "],
            setup.Options.Others.Select(option => $"{option}"));
        Assert.Equal(["192.168.77.0/24", "10.1.0.0/16"], setup.Subnets.Select(s => $"{s.Network}"));
        Assert.Equal([50L, 10L], setup.Subnets[0].Ranges.Select(r => r.Count));
        Assert.Equal([3L], setup.Subnets[0].Exclusions.Select(r => r.Count));
        Assert.Equal(["192.168.77.254"], setup.Subnets[0].Options.Routers!.Select(a => $"{a}"));
        Assert.Equal("00:0e:84:c0:60:a6", $"{setup.Reservations[0].Hardware}");
        Assert.Equal("010203", Convert.ToHexString(setup.Reservations[1].ClientIdentifier.Span));
        DhcpRule rule = Assert.Single(setup.Rules);
        Assert.Equal(("Cisco Systems, Inc. IP Phone CP-79", "7940", "000E", "phones.example", true),
            (rule.VendorClassPrefix, rule.Model, Convert.ToHexString(rule.HardwarePrefix.Span), rule.Options.Domain,
                rule.Options.EndTftpNameWithNul));
        Assert.Equal(["192.168.77.200"], setup.TftpWhenDone.Select(a => $"{a}"));
    }

    [Fact]
    public void It_can_be_served_as_it_stands()
    {
        DhcpServerOptions made = Read(Yaml).Make([], out IReadOnlyList<string> faults);

        Assert.Empty(faults);
        Assert.Equal([1, 1], made.Subnets.Select(s => s.Reservations.Count));
        _ = new DhcpServer(made);
    }

    [Fact]
    public void JSON_says_the_same() =>
        Assert.Equal(JsonSerializer.Serialize(Read(Yaml)), JsonSerializer.Serialize(Read(Json)));

    [Fact]
    public void Line_ends_of_Windows_say_the_same() => Assert.Equal(JsonSerializer.Serialize(Read(Yaml)),
        JsonSerializer.Serialize(Read(Yaml.ReplaceLineEndings("\r\n"))));

    [Fact]
    public void Relays_are_named_by_address_or_by_network()
    {
        DhcpSetup setup = DhcpConfigFile.ReadText("dhcp.yaml", "relays: [10.9.0.1, 10.8.0.0/16]", new DhcpSetup(),
            out IReadOnlyList<Problem> errors);

        Assert.Empty(errors);
        Assert.Equal(["10.9.0.1/32", "10.8.0.0/16"], setup.Relays.Select(r => $"{r}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("{}")]
    [InlineData("options:\nnetworks:\n")]
    public void A_file_that_says_nothing_changes_nothing(string text)
    {
        DhcpSetup below = new() { MakesRanges = true, PhonesOnly = true, TftpWhenDone = [new Ipv4Address(1)] };

        Assert.Equal(JsonSerializer.Serialize(below), JsonSerializer.Serialize(Read(text, below)));
    }

    [Fact]
    public void The_command_line_lies_on_the_file_and_its_lists_come_first()
    {
        DhcpSetup below = new()
        {
            Options = new DhcpPhoneOptions { LeaseTime = TimeSpan.FromHours(1), Others = [DhcpOption.Of(2, 7200u)] },
            Rules = [new DhcpRule(new DhcpPhoneOptions { Domain = "first" })],
            TftpWhenDone = [Ipv4Address.Parse("10.0.0.1")],
        };

        DhcpSetup setup = Read(Yaml, below);

        Assert.Equal(TimeSpan.FromHours(1), setup.Options.LeaseTime);
        Assert.Equal("192.168.77.53", $"{setup.Options.DnsServers![0]}");
        Assert.Equal("time-offset 7200", $"{setup.Options.Others.Last(o => o.Code == 2)}");
        Assert.Equal(["first", "phones.example"], setup.Rules.Select(r => r.Options.Domain));
        Assert.Equal(["10.0.0.1"], setup.TftpWhenDone.Select(a => $"{a}"));
    }

    [Theory]
    [InlineData("phonesOnly: perhaps", 1, "phonesOnly", "'perhaps' is neither yes nor no.", "yes or no")]
    [InlineData("\nauthoritative: [a]", 2, "authoritative", "single value", "one value")]
    [InlineData("\n\nnetwork: x", 3, "network", "no such field", "Did you mean networks?")]
    [InlineData("networks:\n- ranges: 10.0.0.1-9", 2, "networks[1].network", "missing", "192.168.77.0/24")]
    [InlineData("networks:\n- network: 10.0.0.1/24", 2, "networks[1].network", "'10.0.0.1/24' is no network.", "mask")]
    [InlineData("relays: [10.1.0.1, over there]", 1, "relays[2]", "'over there' is neither an address nor a network.",
        "10.0.0.0/24")]
    [InlineData("networks: 5", 1, "networks[1]", "holds fields", "network, ranges")]
    [InlineData("networks:\n- network: 10.0.0.0/24\n  ranges:\n  - 10.0.0.1-9\n  - x-y", 5, "networks[1].ranges[2]",
        "'x-y' is no range.", "192.168.77.50")]
    [InlineData("networks:\n- network: 10.0.0.0/24\n  exclude: 10.0.0.1-9/24", 3, "networks[1].exclude[1]",
        "is no range", "192.168.77.50")]
    [InlineData("reservations:\n- mac: 000E84C060A6", 2, "reservations[1].address", "missing", "Write it")]
    [InlineData("reservations:\n- address: 10.0.0.1", 2, "reservations[1].mac", "missing", "Write it")]
    [InlineData("reservations:\n- address: 10.0.0.1\n  mac: 000E84", 3, "reservations[1].mac", "'000E84' is no MAC",
        "twelve digits")]
    [InlineData("reservations:\n- address: 10.0.0\n  mac: 000E84C060A6", 2, "reservations[1].address",
        "'10.0.0' is no IPv4 address.", "192.168.77.10")]
    [InlineData("reservations:\n- address: 10.0.0.1\n  clientId: phone", 3, "reservations[1].clientId",
        "'phone' is no client identifier.", "hexadecimal")]
    [InlineData("rules:\n- model: 7940", 2, "rules[1].options", "missing", "Write it")]
    [InlineData("rules:\n- model: 7941GE\n  options:\n    lease: 60", 2, "rules[1].model",
        "'7941GE' is no model that is known.", "docs/phones.md")]
    [InlineData("rules:\n- mac: 0\n  options:\n    lease: 5", 2, "rules[1].mac", "'0' is no beginning of a MAC.",
        "00:0e:84")]
    [InlineData("options: 150", 1, "options", "holds options", "tftp, router")]
    [InlineData("options:\n  lease: 60\n  tfpt: 10.0.0.1", 3, "options.tfpt", "cannot be used", "no option 'tfpt'")]
    [InlineData("options:\n  150: tftp.example", 2, "options.150", "cannot be used", "'tftp.example' does not fit")]
    [InlineData("options:\n  150: {a: b}", 2, "options.150[1]", "single value", "one value")]
    [InlineData("networks:\n- network: 10.0.0.0/24\n  options:\n    lease: soon", 4, "networks[1].options.lease",
        "cannot be used", "3600, 90m")]
    [InlineData("tftpWhenDone: here", 1, "tftpWhenDone[1]", "'here' is no IPv4 address.", "192.168.77.10")]
    [InlineData("hardwarePrefixes: 00:0e:8", 1, "hardwarePrefixes[1]", "is no beginning", "whole bytes")]
    [InlineData("options:\n  lease: 60\n  lease: 61", 3, "lease", "twice", "Leave one")]
    [InlineData("options: &a\n  lease: 60", 1, "", "Anchors", "Write the value out")]
    [InlineData("- a\n- b", 1, "", "holds fields", "phonesOnly")]
    [InlineData("options: [", 1, "", "no YAML", "Mend this place")]
    [InlineData("a: b\n---\nc: d", 2, "", "second document", "one document")]
    public void What_is_wrong_is_told_with_its_line_and_advice(
        string text, int line, string field, string message, string advice)
    {
        DhcpConfigFile.ReadText("dhcp.yaml", text, new DhcpSetup(), out IReadOnlyList<Problem> errors);

        Problem error = errors[0];
        Assert.Equal(("dhcp.yaml", line, field),
            (error.Place!.File, error.Place.Line ?? 0, error.Place.Setting!.TrimStart('.')));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_are_told_at_once_and_what_is_right_is_still_read()
    {
        DhcpSetup setup = DhcpConfigFile.ReadText("dhcp.yaml", """
            phonesOnly: perhaps
            options: {lease: soon, domain: bench}
            networks:
            - network: 10.0.0.0/24
              ranges: [x, 10.0.0.1-9]
            reservations:
            - address: 10.0.0.1
            """, new DhcpSetup(), out IReadOnlyList<Problem> errors);

        Assert.Equal([1, 2, 5, 7], errors.Select(e => e.Place!.Line ?? 0).Order());
        Assert.Equal(("bench", 1), (setup.Options.Domain, setup.Subnets.Single().Ranges.Count));
    }

    [Fact]
    public void No_beginning_of_a_file_is_a_surprise()
    {
        foreach (string whole in (string[])[Yaml, Json])
        {
            for (int length = 0; length <= whole.Length; length++)
            {
                DhcpSetup setup = DhcpConfigFile.ReadText("dhcp.yaml", whole[..length], new DhcpSetup(), out _);
                setup.Make([], out _);
            }
        }
    }

    [Fact]
    public void No_spoilt_file_is_a_surprise()
    {
        const string spoilers = "\0\t\n\r -:[]{}&*!|>'\"%@`,#?0959/ü";
        for (int seed = 1; seed <= 400; seed++)
        {
            Random random = new(seed);
            StringBuilder text = new(seed % 2 == 0 ? Yaml : Json);
            for (int i = random.Next(1, 8); i > 0; i--)
                text[random.Next(text.Length)] = spoilers[random.Next(spoilers.Length)];
            try
            {
                DhcpConfigFile.ReadText("dhcp.yaml", text.ToString(), new DhcpSetup(), out _).Make([], out _);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}: {text}", e);
            }
        }
    }

    [Fact]
    public void A_file_is_read_from_the_disk_and_named_without_its_folder()
    {
        using ScratchFolder folder = new();
        string path = folder.Write("dhcp.yaml", "lease: 5\n");

        DhcpConfigFile.Read(path, new DhcpSetup(), out IReadOnlyList<Problem> errors);
        Assert.Equal("dhcp.yaml", Assert.Single(errors).Place!.File);

        folder.Write("dhcp.yaml", "");
        DhcpConfigFile.Read(path, new DhcpSetup(), out errors);
        Assert.Empty(errors);

        folder.Write("dhcp.yaml", new string('#', DhcpConfigFile.LargestFile + 1));
        Assert.Throws<IOException>(() => DhcpConfigFile.Read(path, new DhcpSetup(), out _));
        Assert.Throws<FileNotFoundException>(() => DhcpConfigFile.Read(folder["none"], new DhcpSetup(), out _));
    }

    private static DhcpSetup Read(string text, DhcpSetup? below = null)
    {
        DhcpSetup setup = DhcpConfigFile.ReadText(
            "dhcp.yaml", text, below ?? new DhcpSetup(), out IReadOnlyList<Problem> errors);
        Assert.Empty(errors);
        return setup;
    }
}
