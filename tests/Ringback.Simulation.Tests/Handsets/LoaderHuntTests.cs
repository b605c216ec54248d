using Ringback.Simulation.Handsets;
using Ringback.Simulation.Practice;
using Ringback.Simulation.Tests.Lan;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Tests.Handsets;

/// <summary>The questions of a universal loader (sources.md 7940-7960-code §3).</summary>
public sealed class LoaderHuntTests
{
    private const string Running = "P0S3-8-11-00";
    private const string Wanted = "P0S3-8-12-00";
    private const string List = Wanted + ".loads";

    /// <summary>The files that are there, and what is asked up to the list or the application's first file.</summary>
    public static TheoryData<string, string> Hunts => new()
    {
        { "", "CTL SEP SIP MGC XMLDefault SIPDefault MGCDefault SIPDefault" },
        { "SEP=P0S3-8-12-00", "CTL SEP .loads" },
        { "SEP=", "CTL SEP SIPDefault" },
        { "XMLDefault=P0S3-8-12-00", "CTL SEP SIP MGC XMLDefault .loads" },
        { "XMLDefault=", "CTL SEP SIP MGC XMLDefault SIPDefault" },
        { "SIP=P0S3-8-12-00", "CTL SEP SIP .loads" },
        { "SIP= SIPDefault=P0S3-8-12-00", "CTL SEP SIP SIPDefault .loads" },
        { "SIP= XMLDefault=P0S3-8-12-00", "CTL SEP SIP SIPDefault MGCDefault SIPDefault" },
        { "MGC=P0S3-8-12-00", "CTL SEP SIP MGC .loads" },
        { "MGC= MGCDefault=P0S3-8-12-00", "CTL SEP SIP MGC MGCDefault .loads" },
        { "SIPDefault=P0S3-8-12-00", "CTL SEP SIP MGC XMLDefault SIPDefault .loads" },
        { "SIPDefault=", "CTL SEP SIP MGC XMLDefault SIPDefault SIPDefault" },
        { "MGCDefault=P0S3-8-12-00", "CTL SEP SIP MGC XMLDefault SIPDefault MGCDefault .loads" },
    };

    [Theory]
    [MemberData(nameof(Hunts))]
    public async Task A_file_that_is_there_decides_where_the_hunt_goes(string there, string asked)
    {
        ScriptedBench bench = new();
        foreach (string file in there.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = file.Split('=');
            bool isXml = parts[0] is "SEP" or "XMLDefault";
            string content = parts[1].Length == 0 ? ""
                : isXml ? $"<x><loadInformation>{parts[1]}</loadInformation></x>" : $"image_version: {parts[1]}\n";
            bench.WithText(Full(parts[0]), content);
        }

        await bench.RunAsync("7960G", Running, mostBoots: 1);
        string[] expected = [.. asked.Split(' ').Select(Full)];
        Assert.Equal(expected, bench.Asked.Take(expected.Length));
    }

    [Theory]
    [InlineData("tftp_cfg_dir: ./phones/\nimage_version: P0S3-8-11-00\n", "image_version: P0S3-8-12-00\n")]
    [InlineData("tftp_cfg_dir: ./phones/\nimage_version: P0S3-8-12-00\n", null)]
    [InlineData("tftp_cfg_dir: \"./phones/\"\n", "image_version: P0S3-8-12-00\n")]
    public async Task A_folder_in_a_default_file_is_where_the_phones_own_is(string common, string? own)
    {
        ScriptedBench bench = new();
        bench.WithText("SIPDefault.cnf", common);
        string name = $"./phones/{ScriptedBench.Sip}";
        if (own is not null) bench.WithText(name, own);
        await bench.RunAsync("7960G", Running, mostBoots: 1);
        Assert.Equal([name, List], bench.Asked.Skip(6).Take(2));
    }

    [Fact]
    public async Task A_configuration_of_more_than_8192_bytes_is_missing_and_the_server_is_told_error_11()
    {
        ScriptedBench bench = new();
        List<ushort> errors = [];
        bench.Lan.Sent = (from, to, content, copies) =>
        {
            if (to.Address.Equals(ScriptedBench.Address) && TftpPacket.TryRead(content.Span, out TftpPacket p, out _)
                && p.Opcode == TftpOpcode.Error) errors.Add((ushort)p.ErrorCode);
        };
        string load = $"image_version: {Wanted}\n";
        bench.WithText(ScriptedBench.Sip, load + new string('#', 8_192 - load.Length))
            .WithText(ScriptedBench.Sep, new string(' ', 8_193));
        await bench.RunAsync("7960G", Running, mostBoots: 1);
        Assert.Equal([ScriptedBench.Trust, ScriptedBench.Sep, ScriptedBench.Sip, List], bench.Asked.Take(4));
        Assert.Equal([(ushort)11], errors);
    }

    [Fact]
    public async Task Error_8_is_an_empty_file_and_ends_the_hunt()
    {
        ScriptedBench bench = new();
        bench.Answers[ScriptedBench.Sep] = _ => new DeliveryAnswer(null, TftpErrorCode.OptionsRefused);
        HandsetRun run = await bench.RunAsync("7960G", Running, mostBoots: 1);
        Assert.Equal("SIPDefault.cnf", bench.Asked[2]);
        Assert.DoesNotContain(ScriptedBench.Sip, bench.Asked.Take(3));
        Assert.Null(run.Registered);
    }

    [Fact]
    public async Task Error_3_is_asked_again_every_four_seconds()
    {
        ScriptedBench bench = new();
        bench.Answers[ScriptedBench.Sep] = n =>
            new DeliveryAnswer(null, n <= 20 ? TftpErrorCode.DiskFull : TftpErrorCode.FileNotFound);
        await bench.RunAsync("7960G", Running, mostBoots: 1);
        Assert.Equal(21, bench.Asked.Count(n => n == ScriptedBench.Sep));
        TimeSpan pause = bench.AskedAt[3] - bench.AskedAt[2];
        Assert.InRange(pause.TotalSeconds, 4, 4.1);
    }

    [Fact]
    public async Task A_silent_server_is_asked_three_times_at_0_1_5_and_9_seconds_and_the_stored_application_starts()
    {
        ScriptedBench bench = new();
        List<(double At, int Port)> sent = [];
        bench.Lan.Sent = (from, to, content, copies) =>
        {
            if (TftpPacket.TryRead(content.Span, out TftpPacket p, out _) && p.Opcode == TftpOpcode.ReadRequest)
                sent.Add((bench.Clock.Now.TotalSeconds, from.Port));
        };
        bench.Answers[ScriptedBench.Trust] = _ => null;
        bench.Answers[ScriptedBench.Sep] = _ => null;
        HandsetRun run = await bench.RunAsync("7960G", Running, mostBoots: 1);
        double start = sent[0].At;
        Assert.Equal([0, 1, 5, 9, 13, 14, 18, 22, 26, 27, 31, 35],
            sent.Take(12).Select(s => Math.Round(s.At - start)));
        Assert.Equal(3, sent.Take(12).Select(s => s.Port).Distinct().Count());
        Assert.Contains("Requesting Configuration", run.Shown);
    }

    [Fact]
    public async Task What_it_refuses_it_asks_for_once_more_after_4_to_14_seconds_and_starts_what_it_has()
    {
        ScriptedBench bench = new();
        bench.With("P0030801SR02").With(ScriptedBench.Sep, PhoneFiles.Xml("loadInformation", "P0030801SR02"))
            .With("SIPDefault.cnf", PhoneFiles.Cnf("P0S3-07-5-00"));
        HandsetRun run = await bench.RunAsync("7960G", "P0S3-07-5-00");
        Assert.Equal(("P0S3-07-5-00", true, 1), (run.Registered, run.Flash.HasFailedMark, run.Boots));
        int[] asks = [.. bench.Asked.Index().Where(a => a.Item == "P0030801SR02.loads").Select(a => a.Index)];
        Assert.Equal(2, asks.Length);
        Assert.InRange((bench.AskedAt[asks[1]] - bench.AskedAt[asks[0]]).TotalSeconds, 4, 15);
        Assert.DoesNotContain("P0030801SR02.sbn", bench.Asked);
    }

    [Fact]
    public async Task Without_an_application_it_hunts_again_after_16_to_36_seconds_without_a_new_address()
    {
        ScriptedBench bench = new();
        HandsetFlash flash = ScriptedBench.Flash("7960G", Running) with { Load = null };
        HandsetRun run = await bench.RunAsync("7960G", flash, mostBoots: 4);
        TimeSpan[] rounds =
        [
            .. bench.Asked.Zip(bench.AskedAt).Where(a => a.First == ScriptedBench.Trust).Select(a => a.Second),
        ];
        Assert.Equal(4, rounds.Length);
        Assert.All(rounds.Zip(rounds.Skip(1)), p => Assert.InRange((p.Second - p.First).TotalSeconds, 16, 37));
        Assert.Equal(1, run.Shown.Count(s => s == "Configuring IP"));
        Assert.Equal("TFTP file not found", run.Shown[^1]);
    }

    [Theory]
    [InlineData("P0030801SR02", "File auth error")]
    [InlineData("P0S3-8-99-00", "TFTP file not found")]
    public async Task Without_an_application_the_display_says_what_became_of_the_load_that_was_named(
        string named, string shown)
    {
        ScriptedBench bench = new();
        bench.With("P0030801SR02").With(ScriptedBench.Sep, PhoneFiles.Xml("loadInformation", named));
        HandsetFlash flash = ScriptedBench.Flash("7960G", "P0S3-07-5-00") with { Load = null };
        HandsetRun run = await bench.RunAsync("7960G", flash, mostBoots: 2);
        Assert.Equal(shown, run.Shown[^1]);
    }

    /// <summary>5 s for a switch that says nothing, and 0.1 s with as many tenths as its address says.</summary>
    [Fact]
    public async Task Its_first_question_waits_for_a_switch_and_by_its_address()
    {
        ScriptedBench bench = new();
        await bench.RunAsync("7960G", Running, mostBoots: 1);
        // 60A6 read from its end is 0xA660, or 42592.
        Assert.Equal(5 + 0.1 + 9.2, bench.AskedAt[0].TotalSeconds, 0.1);
    }

    [Fact]
    public async Task A_trust_list_of_one_byte_costs_time_and_a_whole_one_makes_it_ask_for_signed_names()
    {
        ScriptedBench bench = new();
        bench.WithText(ScriptedBench.Trust, " ");
        HandsetRun small = await bench.RunAsync("7960G", Running, mostBoots: 1);
        Assert.Contains("File auth error", small.Shown);
        Assert.False(small.Flash.HasTrustList);
        bench.With(ScriptedBench.Trust, Trust());
        HandsetRun whole = await bench.RunAsync("7960G", Running, mostBoots: 1);
        Assert.True(whole.Flash.HasTrustList);
        Assert.Contains(ScriptedBench.Sep + ".sgn", bench.Asked);
        Assert.DoesNotContain(ScriptedBench.Sip + ".sgn", bench.Asked);
    }

    [Fact]
    public async Task A_lost_acknowledgement_costs_four_seconds_whatever_the_server_sends()
    {
        ScriptedBench bench = new();
        bench.With(ScriptedBench.Sep, PhoneFiles.Xml("loadInformation", Wanted)).With(Wanted);
        int lost = 0;
        bench.Lan.IsLost = (from, to, content) => to.Address.Equals(ScriptedBench.Address)
            && TftpPacket.TryRead(content.Span, out TftpPacket p, out _)
            && p.Opcode == TftpOpcode.Acknowledgement && p.Block == 2 && lost++ == 0;
        List<(double At, int Block)> acknowledged = [];
        bench.Lan.Sent = (from, to, content, copies) =>
        {
            if (to.Address.Equals(ScriptedBench.Address) && TftpPacket.TryRead(content.Span, out TftpPacket p, out _)
                && p.Opcode == TftpOpcode.Acknowledgement)
                acknowledged.Add((bench.Clock.Now.TotalSeconds, p.Block));
        };
        Assert.Null((await bench.RunAsync("7960G", Running, mostBoots: 1)).Registered);
        double[] second = [.. acknowledged.Where(a => a.Block == 2).Take(2).Select(a => a.At)];
        Assert.Equal(4, second[1] - second[0], 0.1);
    }

    [Theory]
    [InlineData("p0s3-8-12-00", "P0S3-8-12-00", 1)]
    [InlineData("P0S3-8-12", "P0S3-8-12-00", 0)]
    [InlineData("", "P0S3-8-12-00", 0)]
    public async Task A_SIP_application_compares_the_wanted_name_in_its_own_length_and_restarts_once(
        string wanted, string running, int restarts)
    {
        ScriptedBench bench = new() { IgnoresCase = true };
        bench.With(running).With("SIPDefault.cnf", PhoneFiles.Cnf(wanted));
        HandsetRun run = await bench.RunAsync("7960G", running);
        Assert.Equal(restarts, run.Log.Count(l => l.StartsWith("restarts for", StringComparison.Ordinal)));
        Assert.Equal(running, run.Registered);
    }

    private static byte[] Trust() => PracticeParcel.TrustList("CTLFile.tlv").Content.ToArray();

    private static string Full(string name) => name switch
    {
        "CTL" => ScriptedBench.Trust,
        "SEP" => ScriptedBench.Sep,
        "SIP" => ScriptedBench.Sip,
        "MGC" => ScriptedBench.Mgc,
        "XMLDefault" => "XMLDefault.cnf.xml",
        ".loads" => List,
        _ => name + ".cnf",
    };
}
