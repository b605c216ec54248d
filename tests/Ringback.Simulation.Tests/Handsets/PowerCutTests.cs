using Ringback.Simulation.Handsets;

namespace Ringback.Simulation.Tests.Handsets;

/// <summary>Somebody pulls the plug at the worst moments.</summary>
public sealed class PowerCutTests
{
    private const string Sccp = "P0030801SR02";
    private const string Sip = "P0S3-8-12-00";

    /// <summary>A conversion of each kind: model, load before, load after.</summary>
    public static TheoryData<string, string, string> Conversions => new()
    {
        { "7940G", Sip, Sccp },
        { "7940G", "P0S3-06-3-00", "P00305000300" },
        { "7941G", "SIP41.8-5-2S", "SCCP41.9-4-2SR3-1S" },
        { "7912G", "CP7912080003SCCP070409A", "CP7912080004SCCP080108A" },
    };

    [Theory]
    [MemberData(nameof(Conversions))]
    public async Task Whatever_the_moment_it_gets_there_afterwards_unless_boot_code_was_being_written(
        string model, string from, string to)
    {
        ScriptedBench bench = Bench(model, to);
        HandsetFlash fresh = ScriptedBench.Flash(model, from);
        int cuts = 0, bricks = 0;
        for (bool wasCut = true; wasCut; cuts++)
        {
            (HandsetFlash flash, HandsetPhase? phase) = await CutAsync(bench, model, fresh, cuts);
            wasCut = phase is not null;
            Assert.Equal(phase is HandsetPhase.WritingBootCode, flash.IsBricked);
            bricks += flash.IsBricked ? 1 : 0;
            string? registered = (await bench.RunAsync(model, flash, mostBoots: 8)).Registered;
            Assert.Equal(flash.IsBricked ? null : to, registered);
        }

        Assert.Equal(model == "7940G" ? 1 : 0, bricks);
        Assert.True(cuts > 8, $"Only {cuts} moments were tried.");
    }

    [Theory]
    [InlineData("7940G", Sip, Sccp, "P0030801SR02.sbn")]
    [InlineData("7940G", "P0S3-06-3-00", "P00305000300", "P00305000300.sbn")]
    [InlineData("7941G", "SIP41.8-5-2S", "SCCP41.9-4-2SR3-1S", "dsp41.9-4-2SR3-1.sbn")]
    [InlineData("7912G", "CP7912080003SCCP070409A", "CP7912080004SCCP080108A", "CP7912080004SCCP080108A.sbin")]
    public async Task A_cut_in_the_middle_of_a_transfer_changes_nothing(
        string model, string from, string to, string file)
    {
        ScriptedBench bench = Bench(model, to);
        using CancellationTokenSource plug = new();
        bench.Server.Sending = (name, block) =>
        {
            if (name == file && block == 2) plug.Cancel();
        };
        HandsetFlash fresh = ScriptedBench.Flash(model, from);
        await using Handset phone = new(bench.Options(model, fresh));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.UnplugAsync(phone, 8, plug.Token));
        Assert.Equal((fresh, HandsetPhase.Off), (phone.Flash, phone.Phase));
        Assert.True(phone.HasGoodImage);
    }

    [Fact]
    public async Task A_cut_while_a_7940_writes_its_application_leaves_the_loader()
    {
        ScriptedBench bench = Bench("7940G", Sccp);
        HandsetFlash cut = await CutInAsync(bench, "7940G", Sip, HandsetPhase.WritingApplication);
        Assert.Equal((false, false, null), (cut.IsBricked, cut.HasGoodImage, cut.Load));
        Assert.Equal(Sccp, cut.Loader);
        ScriptedBench empty = new();
        HandsetRun alone = await empty.RunAsync("7940G", cut, mostBoots: 2);
        Assert.Contains("TFTP file not found", alone.Shown);
        Assert.Contains(ScriptedBench.Trust, empty.Asked);
        Assert.Equal(Sccp, (await bench.RunAsync("7940G", alone.Flash)).Registered);
    }

    [Theory]
    [InlineData(Sip, Sccp)]
    [InlineData("P0S3-06-3-00", "P00305000300")]
    public async Task A_cut_while_it_writes_boot_code_breaks_it_for_good(string from, string to)
    {
        ScriptedBench bench = Bench("7940G", to);
        HandsetFlash cut = await CutInAsync(bench, "7940G", from, HandsetPhase.WritingBootCode);
        Assert.True(cut.IsBricked);
        int asked = bench.Asked.Count;
        HandsetRun dead = await bench.RunAsync("7940G", cut);
        Assert.Equal((null, 0, asked), (dead.Registered, dead.Boots, bench.Asked.Count));
    }

    [Fact]
    public async Task A_cut_while_a_Java_phone_writes_makes_it_ask_for_its_default_list()
    {
        ScriptedBench bench = Bench("7941G", "SCCP41.9-4-2SR3-1S");
        HandsetFlash cut = await CutInAsync(bench, "7941G", "SIP41.8-5-2S", HandsetPhase.WritingApplication);
        Assert.Equal((false, false, true), (cut.IsBricked, cut.HasGoodImage, cut.IsReset));
        int before = bench.Asked.Count;
        Assert.Equal("SCCP41.9-4-2SR3-1S", (await bench.RunAsync("7941G", cut)).Registered);
        Assert.Equal("term41.default.loads", bench.Asked[before]);
    }

    [Fact]
    public async Task A_Java_phone_that_was_cut_judges_with_the_code_it_had()
    {
        ScriptedBench bench = Bench("7941G", "SCCP41.8-5-2S");
        HandsetFlash cut = await CutInAsync(bench, "7941G", "SIP41.8-2-1S", HandsetPhase.WritingApplication);
        ScriptedBench tooNew = Bench("7941G", "SCCP41.9-4-2SR3-1S");
        Assert.Null((await tooNew.RunAsync("7941G", cut, mostBoots: 2)).Registered);
        Assert.DoesNotContain("jar41sccp.9-4-2SR3-1.sbn", tooNew.Asked);
        Assert.Equal("SCCP41.8-5-2S", (await bench.RunAsync("7941G", cut)).Registered);
    }

    [Fact]
    public async Task A_cut_while_a_profile_phone_writes_leaves_the_old_image_and_its_id()
    {
        const string from = "CP7912080003SCCP070409A", to = "CP7912080004SCCP080108A";
        ScriptedBench bench = Bench("7912G", to);
        HandsetFlash cut = await CutInAsync(bench, "7912G", from, HandsetPhase.WritingApplication);
        Assert.Equal(ScriptedBench.Flash("7912G", from), cut);
        Assert.Equal(to, (await bench.RunAsync("7912G", cut)).Registered);
    }

    [Fact]
    public async Task Whoever_asks_before_pulling_the_plug_never_breaks_a_phone()
    {
        ScriptedBench bench = Bench("7940G", Sccp);
        HandsetFlash flash = ScriptedBench.Flash("7940G", Sip);
        bool wasWriting = false;
        for (int cut = 0; cut < 40; cut++)
        {
            using CancellationTokenSource plug = new();
            await using Handset phone = new(bench.Options("7940G", flash));
            int left = cut;
            phone.PhaseChanged += _ =>
            {
                wasWriting |= phone.IsWritingBootCode;
                if (left-- <= 0 && !phone.IsWritingBootCode) plug.Cancel();
            };
            try
            {
                await bench.UnplugAsync(phone, 8, plug.Token);
            }
            catch (OperationCanceledException) when (plug.IsCancellationRequested)
            {
                // That was the plug.
            }

            Assert.False(phone.IsBricked);
            flash = phone.Flash;
        }

        Assert.True(wasWriting);
        Assert.Equal(Sccp, flash.Load);
    }

    /// <summary>A bench whose files name the load in every way.</summary>
    private static ScriptedBench Bench(string model, string load)
    {
        ScriptedBench bench = new();
        bench.With(load).With(ScriptedBench.Sep, PhoneFiles.Sccp(load));
        if (model == "7940G") bench.With("OS79XX.TXT", PhoneFiles.Bytes(load));
        return bench;
    }

    private static async Task<HandsetFlash> CutInAsync(
        ScriptedBench bench, string model, string from, HandsetPhase phase)
    {
        using CancellationTokenSource plug = new();
        await using Handset phone = new(bench.Options(model, ScriptedBench.Flash(model, from)));
        HandsetFlash? atThatMoment = null;
        phone.PhaseChanged += now =>
        {
            if (now != phase) return;
            atThatMoment = phone.Flash;
            plug.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.UnplugAsync(phone, 8, plug.Token));
        Assert.Equal(atThatMoment, phone.Flash);
        Assert.Equal(phone.Flash.IsBricked, phone.IsBricked);
        return phone.Flash;
    }

    /// <summary>Pulls the plug at the n-th change of phase; a null phase means that there was none.</summary>
    private static async Task<(HandsetFlash Flash, HandsetPhase? Phase)> CutAsync(
        ScriptedBench bench, string model, HandsetFlash flash, int n)
    {
        using CancellationTokenSource plug = new();
        await using Handset phone = new(bench.Options(model, flash));
        HandsetPhase? phase = null;
        int left = n;
        phone.PhaseChanged += now =>
        {
            if (now is HandsetPhase.Off || left-- != 0) return;
            phase = now;
            plug.Cancel();
        };
        try
        {
            await bench.UnplugAsync(phone, 8, plug.Token);
        }
        catch (OperationCanceledException) when (phase is not null)
        {
            // That was the plug.
        }

        return (phone.Flash, phase);
    }
}
