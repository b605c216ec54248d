using Ringback.Files.Firmware;

namespace Ringback.Simulation.Tests.Handsets;

/// <summary>What a profile phone does not take: it stays, registers, and asks again at its next boot.</summary>
public sealed class ProfileRefusalTests
{
    private const string Old = "CP7912080004SCCP080108A";
    private const string New = "CP7912080003SCCP070409A";
    private const string Image = New + ".sbin";
    private const string Own = "gk000e84c060a6";

    [Fact]
    public Task A_damaged_image_is_not_taken() => ExpectRefusalAsync(PhoneFiles.Damaged);

    [Fact]
    public Task An_image_that_ends_early_is_not_taken() => ExpectRefusalAsync(c => c[..^1]);

    [Fact]
    public Task An_unsigned_image_is_not_taken() => ExpectRefusalAsync(content =>
        SignedEnvelope.TryRead(content, out SignedEnvelope? envelope, out _)
            ? envelope.Payload(content).ToArray()
            : throw new InvalidOperationException(Image));

    [Theory]
    [InlineData("CP7912080001SIP060412A")]
    [InlineData("CP7905080003SCCP070409A")]
    public async Task Another_image_under_its_name_is_not_taken(string other)
    {
        ScriptedBench shelf = new();
        shelf.With(other);
        await ExpectRefusalAsync(_ => shelf.Files[other + ".sbin"]);
    }

    [Fact]
    public async Task An_image_of_other_hardware_is_not_taken_under_its_own_name()
    {
        const string other = "CP7905080003SCCP070409A.sbin";
        ScriptedBench bench = new();
        bench.With("CP7905080003SCCP070409A").With(Own, Order(other));
        Assert.Equal(Old, (await bench.RunAsync("7912G", Old)).Registered);
        Assert.Contains(other, bench.Asked);
    }

    [Fact]
    public async Task A_damaged_unsigned_image_is_not_taken_by_an_old_7905()
    {
        const string old = "CP7905030001SCCP040101A", image = "CP7905080003SCCP070409A.zup";
        ScriptedBench bench = new();
        bench.With("CP7905080003SCCP070409A").With("ld000e84c060a6", Order(image, "0x501"));
        bench.Files[image] = PhoneFiles.Damaged(bench.Files[image]);
        HandsetRun run = await bench.RunAsync(
            "7905G", ScriptedBench.Flash("7905G", old) with { ChecksSignatures = false });
        Assert.Equal((old, false), (run.Registered, run.Flash.ChecksSignatures));
        Assert.Contains(image, bench.Asked);
    }

    [Fact]
    public async Task A_profile_with_a_wrong_sum_is_passed_over()
    {
        ScriptedBench bench = new();
        bench.With(New).With(Own, PhoneFiles.Damaged(Order(Image)));
        Assert.Equal(Old, (await bench.RunAsync("7912G", Old)).Registered);
        Assert.Equal("gkdefault.cfg", bench.Asked[^1]);
    }

    private static byte[] Order(string image, string hardware = "0x601") => PhoneFiles.Profile(
        $"upgradecode:3,{hardware},0x0400,0x0100,0.0.0.0,69,0x070409a,{image}");

    private static async Task ExpectRefusalAsync(Func<byte[], byte[]> spoil)
    {
        ScriptedBench bench = new();
        bench.With(New).With(Own, Order(Image));
        bench.Files[Image] = spoil(bench.Files[Image]);
        HandsetRun first = await bench.RunAsync("7912G", Old);
        HandsetRun second = await bench.RunAsync("7912G", first.Flash);
        Assert.Equal((Old, 1, Old), (first.Registered, first.Boots, second.Registered));
        Assert.Equal(ScriptedBench.Flash("7912G", Old), second.Flash);
        Assert.Equal(2, bench.Asked.Count(n => n == Image));
    }
}
