using Ringback.Files.Firmware;
using Ringback.Simulation.Handsets;

namespace Ringback.Simulation.Tests.Handsets;

/// <summary>7940 and 7960 from before the universal loader.</summary>
public sealed class EarlyBootTests
{
    private const string DualBoot = "OS79XX.TXT";
    private const string Oldest = "P00303000100";

    [Fact]
    public async Task The_oldest_SCCP_load_reads_no_XML()
    {
        ScriptedBench bench = new();
        bench.With("P0S30203").With(ScriptedBench.Sep, PhoneFiles.Xml("loadInformation", "P0S30203"));
        HandsetRun run = await bench.RunAsync("7960G", Oldest);
        Assert.Equal(Oldest, run.Registered);
        Assert.Equal([DualBoot, $"SEP{ScriptedBench.MacText}.cnf", "SEPDEFAULT.cnf"], bench.Asked);
    }

    [Fact]
    public async Task The_oldest_SCCP_load_is_left_by_a_short_foreign_name()
    {
        ScriptedBench bench = new();
        bench.With("P0S30203").With(DualBoot, PhoneFiles.Bytes("P0S30203"))
            .With("SIPDefault.cnf", PhoneFiles.Cnf("P0S30203"));
        HandsetRun run = await bench.RunAsync("7960G", Oldest);
        Assert.Equal("P0S30203", run.Registered);
        Assert.Equal(
            [DualBoot, "P0S30203.bin", DualBoot, "SIPDefault.cnf", $"SIP{ScriptedBench.MacText}.cnf",
                "RINGLIST.DAT", "dialplan.xml"],
            bench.Asked);
    }

    [Theory]
    [InlineData(Oldest, "P0S3-06-3-00", null, false)]
    [InlineData(Oldest, "P0S3-06-3-00", false, true)]
    [InlineData("P00303020214", "P0S3-04-4-00", null, true)]
    [InlineData("P00303020214", "P0S3-04-4-00", true, false)]
    public async Task Names_longer_than_8_3_are_not_asked_for_by_old_code(
        string from, string to, bool? shortOnly, bool asks)
    {
        ScriptedBench bench = new();
        bench.With(DualBoot, PhoneFiles.Bytes(to));
        await bench.RunAsync("7960G", from, new HandsetQuirks { ShortNamesOnly = shortOnly }, mostBoots: 1);
        Assert.Equal(asks, bench.Asked.Contains(to + ".bin"));
    }

    [Theory]
    [InlineData("P00303020214", "P0S30203", ".bin")]
    [InlineData("P0S30203", "P0M3-04-1-00", ".bin")]
    [InlineData("P0M3-04-1-00", "P00303020214", ".bin")]
    [InlineData("P00305000300", "P0S3-06-3-00", ".sbn")]
    [InlineData("P0S3-06-3-00", "P0M3-06-3-00", ".sbn")]
    [InlineData("P0M3-06-3-00", "P00305000300", ".sbn")]
    public async Task A_foreign_name_leads_to_another_protocol(string from, string to, string extension)
    {
        ScriptedBench bench = new();
        bench.With(to).With(DualBoot, PhoneFiles.Bytes(to)).With("SIPDefault.cnf", PhoneFiles.Cnf(to));
        HandsetRun run = await bench.RunAsync("7940G", from);
        Assert.Equal(to, run.Registered);
        Assert.Contains(to + extension, bench.Asked);
    }

    [Fact]
    public async Task A_name_of_its_own_protocol_changes_nothing()
    {
        ScriptedBench bench = new();
        bench.With("P00305000301").With(DualBoot, PhoneFiles.Bytes("P00305000301"));
        Assert.Equal("P00305000300", (await bench.RunAsync("7940G", "P00305000300")).Registered);
    }

    [Theory]
    [InlineData(true, "P0S3-06-3-00\r\n.sbn")]
    [InlineData(false, "P0S3-06-3-00.sbn")]
    public async Task A_line_end_belongs_to_the_name_for_a_literal_phone(bool literal, string asked)
    {
        ScriptedBench bench = new();
        bench.With(DualBoot, PhoneFiles.Bytes("P0S3-06-3-00\r\n"));
        HandsetQuirks quirks = new() { TakesDualBootFileLiterally = literal };
        await bench.RunAsync("7940G", "P00305000300", quirks, mostBoots: 1);
        Assert.Equal(asked, bench.Asked[1]);
    }

    [Fact]
    public async Task A_signed_phone_takes_nothing_unsigned()
    {
        ScriptedBench bench = new();
        bench.With("P0S3-06-3-00").With(DualBoot, PhoneFiles.Bytes("P0S3-06-3-00"));
        byte[] signed = bench.Files["P0S3-06-3-00.sbn"];
        Assert.True(SignedEnvelope.TryRead(signed, out SignedEnvelope? envelope, out _));
        bench.With("P0S3-06-3-00.sbn", envelope.Payload(signed).ToArray());
        HandsetRun run = await bench.RunAsync("7940G", "P00305000300", mostBoots: 2);
        Assert.Equal((null, "P00305000300"), (run.Registered, run.Flash.Load));
        Assert.Contains("Image Authentication Failed", run.Shown);
    }

    [Fact]
    public async Task It_takes_the_universal_loader_and_hunts_with_it()
    {
        ScriptedBench bench = new();
        bench.With("P0S3-8-12-00").With(DualBoot, PhoneFiles.Bytes("P003-8-12-00"))
            .With("SIPDefault.cnf", PhoneFiles.Cnf("P0S3-8-12-00"));
        HandsetRun run = await bench.RunAsync("7940G", "P0M3-06-3-00");
        Assert.Equal("P0S3-8-12-00", run.Registered);
        Assert.Equal(["P003-8-12-00.sbn", "P0S3-8-12-00.sb2"],
            bench.Asked.Where(n => n.Contains(".sb", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("P0S3-06-3-00\n")]
    [InlineData("P0S3-06-3-00 \r\nmore")]
    [InlineData("P0S3-06-3-00\0")]
    public async Task A_signed_load_ends_the_name_at_the_first_byte_that_is_no_sign(string file)
    {
        ScriptedBench bench = new();
        bench.WithText(DualBoot, file);
        await bench.RunAsync("7940G", "P00305000300", mostBoots: 1);
        Assert.Equal("P0S3-06-3-00.sbn", bench.Asked[1]);
    }

    [Theory]
    [InlineData(" P0S3-06-3-00")]
    [InlineData("p0s3-06-3-00")]
    [InlineData("")]
    [InlineData("P003")]
    public async Task What_is_no_foreign_load_is_passed_over(string file)
    {
        ScriptedBench bench = new();
        bench.WithText(DualBoot, file);
        await bench.RunAsync("7940G", "P00305000300", mostBoots: 1);
        Assert.Equal(ScriptedBench.Sep, bench.Asked[1]);
    }

    [Fact]
    public async Task A_signed_SCCP_load_takes_none_of_another_protocol_from_its_XML_file()
    {
        ScriptedBench bench = new();
        bench.With("P0S3-06-3-00").With(ScriptedBench.Sep, PhoneFiles.Xml("loadInformation", "P0S3-06-3-00"));
        Assert.Equal("P00305000300", (await bench.RunAsync("7940G", "P00305000300")).Registered);
        Assert.DoesNotContain("P0S3-06-3-00.sbn", bench.Asked);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x12c)]
    [InlineData(0x300)]
    [InlineData(-1)]
    public async Task An_unsigned_image_with_a_changed_byte_is_told_by_its_sums(int at)
    {
        ScriptedBench bench = new();
        bench.With("P0S30203").With(DualBoot, PhoneFiles.Bytes("P0S30203"));
        byte[] image = bench.Files["P0S30203.bin"];
        image[at < 0 ? image.Length + at : at] ^= 0x20;
        HandsetRun run = await bench.RunAsync("7960G", "P00303020214", mostBoots: 2);
        Assert.Equal("P00303020214", run.Flash.Load);
        Assert.Contains("Invalid Image", run.Shown);
    }
}
