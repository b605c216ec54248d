using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Serving;

namespace Ringback.EndToEnd.Tests.Asking;

/// <summary>plan: the way from one load to another, its JSON and its exit codes.</summary>
public sealed class PlanTests
{
    [Fact]
    public async Task A_7970_below_8_3_3_is_led_over_a_bridge()
    {
        using ScratchFolder folder = new();
        JsonElement plan = (await RingbackProgram.RunAsync("plan", "--phone", "7970", "--from", "SCCP70.8-2-1S", "--to",
            "SCCP70.9-4-2SR1-1S", "--data", folder.FullPath, "--json")).Expect(0).Json;

        Assert.True(plan.GetProperty("possible").GetBoolean());
        Assert.Equal(JsonValueKind.Null, plan.GetProperty("reason").ValueKind);
        JsonElement[] steps = [.. plan.GetProperty("steps").EnumerateArray()];
        Assert.Equal(["SCCP70.8-5-2S", "SCCP70.9-4-2SR1-1S"], steps.Select(s => s.GetProperty("load").GetString()));
        string[] contract = ["load", "protocol", "files", "evidence", "oneWay", "sources"];
        Assert.All(steps, s => Assert.All(contract, name => Assert.True(s.TryGetProperty(name, out _), name)));
        Assert.Contains(plan.GetProperty("missing").EnumerateArray(), f => f.GetString() == "SCCP70.8-5-2S.loads");
    }

    [Fact]
    public async Task Signed_to_unsigned_is_refused_with_code_3_and_the_reason()
    {
        using ScratchFolder folder = new();
        Finished refused = await RingbackProgram.RunAsync(
            "plan", "--phone", "7960", "--from", "P0S3-8-12-00", "--to", "P00303020214", "--data", folder.FullPath);

        refused.Expect(3);
        Assert.Contains("unsigned", refused.Output);
    }

    [Fact]
    public async Task An_unknown_mgcp_load_gets_a_plan_that_first_finds_out()
    {
        using ScratchFolder folder = new();
        string library = PracticeLoads.Write(folder, "library", PracticeLoads.Medium, PracticeLoads.Sccp,
            PracticeLoads.Sip);
        JsonElement plan = (await RingbackProgram.RunAsync(
            "plan", "--phone", "7940", "--from", "mgcp", "--to", "sccp", "--library", library, "--json"))
            .Expect(0).Json;

        JsonElement first = plan.GetProperty("steps")[0];
        Assert.Equal(JsonValueKind.Null, first.GetProperty("load").ValueKind);
        Assert.Equal(3, first.GetProperty("branches").GetArrayLength());
        Assert.Equal(0, plan.GetProperty("missing").GetArrayLength());
    }

    [Theory]
    [InlineData("7970", "P0S3-8-12-00", "another family")]
    [InlineData("7999", "sip", "no model")]
    [InlineData("7960", "latest", "no load")]
    public async Task What_cannot_be_understood_ends_with_code_2_and_one_line(string model, string to, string said)
    {
        Finished unusable = await RingbackProgram.RunAsync("plan", "--phone", model, "--to", to);

        unusable.Expect(2);
        Assert.Contains(said, Assert.Single(unusable.ErrorLines));
    }
}
