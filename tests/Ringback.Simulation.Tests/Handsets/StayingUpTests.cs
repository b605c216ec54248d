using Ringback.Simulation.Handsets;

namespace Ringback.Simulation.Tests.Handsets;

/// <summary>Phones that live on after they have registered, in simulated time.</summary>
public sealed class StayingUpTests
{
    private readonly ScriptedBench _bench = new();

    [Theory]
    [InlineData("7960", "P0030801SR02")]
    [InlineData("7960", "P00305000300")]
    [InlineData("7941G", "SCCP41.8-5-2S")]
    [InlineData("7912G", "CP7912080004SCCP080108A")]
    [InlineData("7902G", "CP7902080002SCCP060817A")]
    [InlineData("ATA 188", "ATA030204SCCP090202A")]
    public async Task An_SCCP_phone_keeps_its_call_manager_alive_for_an_hour(string model, string load)
    {
        await using Handset phone = await UpAsync(model, load, ScriptedBench.Sep, PhoneFiles.Sccp(load));
        Wait(TimeSpan.FromHours(1));
        Assert.True(phone.Desk!.Sccp!.IsUp);
        Assert.InRange(phone.Desk.Sccp.KeptAlive, 115, 120);
        Assert.Single(_bench.Registered);
    }

    [Theory]
    [InlineData("7960", "P0S3-8-12-00")]
    [InlineData("7941G", "SIP41.9-4-2SR3-1S")]
    public async Task A_SIP_phone_registers_again_before_it_is_forgotten(string model, string load)
    {
        bool isJava = model == "7941G";
        await using Handset phone = isJava
            ? await UpAsync(model, load, ScriptedBench.Sep, PhoneFiles.Sip(load))
            : await UpAsync(model, load, ScriptedBench.Sip, PhoneFiles.Cnf(load));
        Wait(TimeSpan.FromHours(1));
        // 115 s after each: 120 s less the five by which it is early, and a beat.
        Assert.InRange(phone.Desk!.Sip!.Registered, 31, 32);
        Assert.Equal("1600", phone.Desk.Sip.Line);
        if (isJava) Assert.All(_bench.Registered, r => Assert.Equal(load, r.Load));
    }

    [Fact]
    public async Task An_MGCP_phone_says_once_that_it_has_started_and_answers_from_then_on()
    {
        await using Handset phone = await UpAsync("7960", "P0M3-07-7-00", ScriptedBench.Mgc,
            PhoneFiles.Cnf("P0M3-07-7-00"));
        Wait(TimeSpan.FromMinutes(10));
        Assert.Equal("MGCP", Assert.Single(_bench.Registered).Via);
        Assert.Equal("aaln/1@SEP000E84C060A6", phone.Desk!.Mgcp!.Endpoint);
    }

    [Fact]
    public async Task A_call_manager_that_is_silent_is_lost_after_three_keep_alives()
    {
        await using Handset phone = await UpAsync("7960", "P0030801SR02", ScriptedBench.Sep,
            PhoneFiles.Sccp("P0030801SR02"));
        _bench.Registrars.IsDeaf = true;
        Wait(TimeSpan.FromSeconds(80));
        Assert.True(phone.Desk!.Sccp!.IsUp);
        Wait(TimeSpan.FromSeconds(60));
        Assert.False(phone.Desk.Sccp.IsUp);
    }

    private async Task<Handset> UpAsync(string model, string load, string file, byte[] content)
    {
        _bench.With(load).With(file, content).With("gk000e84c060a6", PhoneFiles.Profile());
        Handset phone = new(_bench.Options(model, ScriptedBench.Flash(model, load)) with { StaysUp = true });
        Assert.Equal(load, await _bench.RunAsync(phone, 6));
        Assert.Equal(HandsetPhase.Up, phone.Phase);
        return phone;
    }

    private void Wait(TimeSpan howLong)
    {
        TaskCompletionSource over = new();
        _bench.Clock.At(_bench.Clock.Now + howLong, over.SetResult);
        Assert.True(_bench.Clock.RunUntil(over.Task, _bench.Clock.Now + howLong));
    }
}
