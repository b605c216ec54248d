using Ringback.Catalogue.Problems;
using Ringback.Workbench.Doctor;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Tests.Doctor;

public sealed class FirewallCheckTests
{
    private const string Dropping = """
        {"chain":{"family":"inet","table":"f","name":"input","hook":"input","type":"filter","prio":0,"policy":"drop"}}
        """;

    private const string Established = """
        {"rule":{"family":"inet","table":"f","chain":"input","expr":[
        {"match":{"op":"in","left":{"ct":{"key":"state"}},"right":["established","related"]}},{"accept":null}]}}
        """;

    private const string Ports = """
        {"rule":{"family":"inet","table":"f","chain":"input","expr":[
        {"match":{"op":"==","left":{"payload":{"protocol":"udp","field":"dport"}},"right":{"set":[67,69]}}},
        {"accept":null}]}}
        """;

    private const string Range = """
        {"rule":{"family":"inet","table":"f","chain":"input","expr":[
        {"match":{"op":"==","left":{"payload":{"protocol":"udp","field":"dport"}},"right":{"range":[60,70]}}},
        {"counter":{"packets":0,"bytes":0}},{"accept":null}]}}
        """;

    private const string OtherCard = """
        {"rule":{"family":"inet","table":"f","chain":"input","expr":[
        {"match":{"op":"!=","left":{"meta":{"key":"iifname"}},"right":"eth0"}},{"accept":null}]}}
        """;

    private const string Card = """
        {"rule":{"family":"inet","table":"f","chain":"input","expr":[
        {"match":{"op":"==","left":{"meta":{"key":"iifname"}},"right":"eth*"}},{"accept":null}]}}
        """;

    private const string Ssh = """
        {"rule":{"family":"inet","table":"f","chain":"input","expr":[
        {"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":22}},{"accept":null}]}}
        """;

    private const string Strange = """
        {"rule":{"family":"inet","table":"f","chain":"input","expr":[
        {"xt":{"type":"match","name":"recent"}},{"accept":null}]}}
        """;

    private const string Named = """
        {"rule":{"family":"inet","table":"f","chain":"input","expr":[
        {"match":{"op":"==","left":{"payload":{"protocol":"udp","field":"dport"}},"right":"@mine"}},{"accept":null}]}}
        """;

    private const string Sixth = """
        {"chain":{"family":"ip6","table":"f","name":"in6","hook":"input","type":"filter","prio":0,"policy":"drop"}}
        """;

    private const string Nat = """
        {"chain":{"family":"ip","table":"n","name":"pre","hook":"prerouting","type":"nat","prio":0,"policy":"accept"}},
        {"rule":{"family":"ip","table":"n","chain":"pre","expr":[{"xt":{"type":"target","name":"DNAT"}}]}}
        """;

    private const string Jump = """
        {"chain":{"family":"inet","table":"f","name":"mine"}},
        {"rule":{"family":"inet","table":"f","chain":"mine","expr":[{"accept":null}]}},
        {"rule":{"family":"inet","table":"f","chain":"input","expr":[{"jump":{"target":"mine"}}]}}
        """;

    private const string Goto = """
        {"chain":{"family":"inet","table":"f","name":"empty"}},
        {"rule":{"family":"inet","table":"f","chain":"input","expr":[{"goto":{"target":"empty"}}]}}
        """;

    private const string Loop = """
        {"rule":{"family":"inet","table":"f","chain":"input","expr":[{"jump":{"target":"input"}}]}}
        """;

    private const string Reject = """
        {"rule":{"family":"inet","table":"f","chain":"input","expr":[{"reject":{"type":"icmp"}}]}}
        """;

    [Theory]
    [InlineData("firewall-open")]
    [InlineData("firewall-open", Sixth)]
    [InlineData("firewall-open", Nat)]
    [InlineData("firewall-closed", Dropping)]
    [InlineData("firewall-closed", Dropping, Established)]
    [InlineData("firewall-closed", Dropping, Ports)]
    [InlineData("firewall-open", Dropping, Established, Ports)]
    [InlineData("firewall-open", Dropping, Established, Range)]
    [InlineData("firewall-closed", Dropping, OtherCard)]
    [InlineData("firewall-open", Dropping, Card)]
    [InlineData("firewall-closed", Dropping, Ssh)]
    [InlineData("firewall-unknown", Dropping, Strange)]
    [InlineData("firewall-unknown", Dropping, Named)]
    [InlineData("firewall-open", Dropping, Jump)]
    [InlineData("firewall-closed", Dropping, Goto, Established, Ports)]
    [InlineData("firewall-unknown", Dropping, Loop)]
    [InlineData("firewall-closed", Dropping, Reject, Card)]
    public void Rules_of_nft_are_judged_and_never_guessed(string code, params string[] rules)
    {
        string json = "{\"nftables\":["
            + string.Join(',', rules.Prepend("{\"metainfo\":{\"version\":\"1.0.9\"}}")) + "]}";
        Assert.Equal(code, FirewallCheck.JudgeNft(json, "eth0", 69).Code);
    }

    [Fact]
    public void Addresses_may_come_from_elsewhere_but_files_may_not()
    {
        string tftp = Range.Replace("[60,70]", "[69,69]", StringComparison.Ordinal);
        string json = $"{{\"nftables\":[{Dropping},{Established},{tftp}]}}";
        Assert.Equal(ProblemSeverity.Warning, FirewallCheck.JudgeNft(json, "eth0", 69).Severity);
        Assert.Equal(ProblemSeverity.Error, FirewallCheck.JudgeNft(json, "eth0", 70).Severity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("nftables")]
    [InlineData("[]")]
    [InlineData("{ \"nftables\": [ { \"chain\": { \"family\": \"\\ud800\", \"name\": \"a\" } } ] }")]
    public void What_is_no_json_is_unknown(string output) =>
        Assert.Equal("firewall-unknown", FirewallCheck.JudgeNft(output, null, 69).Code);

    [Fact]
    public void Rules_of_any_shape_are_judged_without_an_exception()
    {
        string json = $"{{\"nftables\":[{Dropping},{Established},{Ports},{Range},{Card},{Jump}]}}";
        string[] strange = ["1", "{}", "[]", "null", "[[]]", "99999999999999999999", "\"x\""];
        int[] values = [.. Enumerable.Range(0, json.Length).Where(i => json[i] is ':' or '[' or ',')];
        foreach (int at in values)
        {
            foreach (string value in strange)
            {
                // Not all of these are JSON; those that are have something odd where a value was.
                FirewallCheck.JudgeNft(json[..(at + 1)] + value + "," + json[(at + 1)..], "eth0", 69);
                FirewallCheck.JudgeNft(Replaced(json, at + 1, value), "eth0", 69);
            }
        }

        Assert.True(values.Length > 50);
    }

    /// <summary>The JSON with the value that begins there replaced.</summary>
    private static string Replaced(string json, int at, string value)
    {
        int end = at, depth = 0;
        for (; end < json.Length; end++)
        {
            if (json[end] is '{' or '[') depth++;
            if (json[end] is '}' or ']' && depth-- == 0) break;
            if (json[end] == ',' && depth == 0) break;
        }

        return json[..at] + value + json[end..];
    }

    [Theory]
    [InlineData("*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n", "firewall-open")]
    [InlineData("*filter\n:INPUT DROP [0:0]\nCOMMIT\n", "firewall-closed")]
    [InlineData("*filter\n:INPUT DROP [0:0]\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n", "firewall-unknown")]
    public void Iptables_is_judged_when_it_has_no_rules(string output, string code) => Assert.Equal(code,
        FirewallCheck.JudgeIptables(new ToolOutcome(0, output, null), new ToolOutcome(null, "", "none"), 69).Code);

    [Theory]
    [InlineData(0, "State                                 OFF", "firewall-open")]
    [InlineData(0, "State                                 ON", "firewall-unknown")]
    [InlineData(1, "", "firewall-unknown")]
    public void Windows_tells_only_whether_it_is_on(int exitCode, string output, string code) =>
        Assert.Equal(code, FirewallCheck.JudgeSwitch(new ToolOutcome(exitCode, output, null), "OFF", "a").Code);
}
