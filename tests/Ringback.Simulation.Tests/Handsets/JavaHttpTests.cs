using System.Text;
using Ringback.Simulation.Tests.Lan;

namespace Ringback.Simulation.Tests.Handsets;

/// <summary>A Java phone that asks by HTTP first (sources.md other-phones §2.6).</summary>
public sealed class JavaHttpTests
{
    private const string Sccp41 = "SCCP41.9-4-2SR3-1S";
    private const string Sip41 = "SIP41.9-4-2SR3-1S";

    [Fact]
    public async Task A_9_x_phone_converts_by_HTTP_and_asks_nothing_by_TFTP()
    {
        ScriptedBench bench = new();
        bench.OpenHttp();
        bench.With(Sip41).With(ScriptedBench.Sep, PhoneFiles.Sip(Sip41));
        HandsetRun run = await bench.RunAsync("7941G", Sccp41);
        Assert.Equal((Sip41, 2), (run.Registered, run.Boots));
        Assert.Empty(bench.Asked);
        Assert.Equal([ScriptedBench.Trust, $"ITLSEP{ScriptedBench.MacText}.tlv", "ITLFile.tlv", ScriptedBench.Sep,
            Sip41 + ".loads"], bench.AskedByHttp.Take(5));
    }

    [Fact]
    public async Task An_8_x_phone_asks_by_TFTP_only_until_it_has_a_load_that_knows_HTTP()
    {
        ScriptedBench bench = new();
        bench.OpenHttp();
        bench.With(Sip41).With(ScriptedBench.Sep, PhoneFiles.Sip(Sip41));
        HandsetRun run = await bench.RunAsync("7941G", "SCCP41.8-5-4S");
        Assert.Equal(Sip41, run.Registered);
        Assert.Contains(Sip41 + ".loads", bench.Asked);
        Assert.DoesNotContain(Sip41 + ".loads", bench.AskedByHttp);
        Assert.Equal(ScriptedBench.Trust, bench.AskedByHttp[0]);
    }

    [Theory]
    [InlineData("SCCP31.9-2-1S", false)]
    [InlineData("SCCP31.9-3-1S", true)]
    public async Task The_7931_has_its_client_later_than_the_others(string load, bool asks)
    {
        ScriptedBench bench = new();
        bench.OpenHttp();
        bench.With(ScriptedBench.Sep, PhoneFiles.Sccp(load));
        HandsetRun run = await bench.RunAsync("7931G", load);
        Assert.Equal(load, run.Registered);
        Assert.Equal(asks, bench.AskedByHttp.Count > 0);
        Assert.Equal(!asks, bench.Asked.Count > 0);
    }

    /// <summary>A length is wanted, and the status in these very words; chunks it cannot read.</summary>
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n<device/>")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\n<device/>")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n<device/>\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n<device/>")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n<device/>")]
    [InlineData("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("nonsense")]
    public async Task What_is_no_answer_to_it_sends_it_to_TFTP(string answer)
    {
        ScriptedBench bench = new();
        bench.OpenHttp().Instead = _ => Encoding.Latin1.GetBytes(answer);
        bench.With(ScriptedBench.Sep, PhoneFiles.Sccp(Sccp41));
        HandsetRun run = await bench.RunAsync("7941G", Sccp41);
        Assert.Equal(Sccp41, run.Registered);
        Assert.Contains(ScriptedBench.Sep, bench.Asked);
    }

    [Fact]
    public async Task A_404_is_the_last_word_on_a_file()
    {
        ScriptedBench bench = new();
        LanHttp http = bench.OpenHttp();
        http.Instead = name => name == ScriptedBench.Sep
            ? Encoding.Latin1.GetBytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            : null;
        bench.With(ScriptedBench.Sep, PhoneFiles.Sip(Sip41)).With("XMLDefault.cnf.xml", PhoneFiles.Sccp());
        HandsetRun run = await bench.RunAsync("7941G", Sccp41);
        Assert.Equal(Sccp41, run.Registered);
        Assert.Empty(bench.Asked);
    }
}
