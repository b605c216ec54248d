using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Serving;

namespace Ringback.EndToEnd.Tests.Rehearsing;

/// <summary>The conversions that people ask for, with images of real size.</summary>
public sealed class RehearsalTests
{
    [Fact]
    public async Task Newcomers_rehearsal_tells_the_story_and_reaches_the_goal()
    {
        Finished rehearsal = await RingbackProgram.RunAsync("rehearse", "--from", "P0M3-07-7-00", "--to", "sccp",
            "--speed", "300");

        rehearsal.Expect(0);
        string[] story =
        [
            "A simulated 7940G on P0M3-07-7-00", "will be brought to P0030801SR02", "asks for CTLSEP",
            "asks for P0030801SR02.loads", "has P0030801SR02.sbn whole", "has P0030801SR02.sb2 whole",
            "registers over SCCP", "Reached: the phone runs P0030801SR02",
        ];
        int from = 0;
        foreach (string sentence in story)
        {
            int at = rehearsal.Output.IndexOf(sentence, from, StringComparison.Ordinal);
            Assert.True(at >= 0, $"'{sentence}' is not told in its place. {rehearsal.Story}");
            from = at;
        }
    }

    [Theory]
    [InlineData("P0M3-07-7-00", "sip", "P0S3-8-12-00", "sip-register")]
    [InlineData("P0S3-8-12-00", "sccp", "P0030801SR02", "sccp-register")]
    public async Task Phone_reaches_its_goal(string from, string goal, string load, string proof)
    {
        Finished rehearsal = await RingbackProgram.RunAsync("rehearse", "--from", from, "--to", goal,
            "--speed", "300", "--json");

        JsonElement sheet = rehearsal.Expect(0).Json;
        Assert.True(sheet.GetProperty("reached").GetBoolean());
        Assert.Equal(from, sheet.GetProperty("from").GetString());
        Assert.Equal(load, sheet.GetProperty("to").GetString());
        Assert.NotEmpty(sheet.GetProperty("steps").EnumerateArray());
        Assert.Equal(proof, sheet.GetProperty("proof").GetProperty("kind").GetString());
        Assert.Equal(load, sheet.GetProperty("proof").GetProperty("load").GetString());
        Assert.True(sheet.GetProperty("seconds").GetDouble() > 0);
        Assert.NotEmpty(sheet.GetProperty("story").EnumerateArray());
    }

    [Theory]
    [InlineData("7905G", "CP7905080001SIP060412A")]
    [InlineData("7912G", "CP7912080001SIP060412A")]
    public async Task Phone_with_a_profile_finds_the_registrar_on_whatever_port_it_is(string model, string load)
    {
        Finished rehearsal = await RingbackProgram.RunAsync("rehearse", "--phone", model, "--to", load,
            "--speed", "300", "--json");

        Assert.Equal("sip-register",
            rehearsal.Expect(0).Json.GetProperty("proof").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Phone_from_before_the_loader_is_led_by_its_dual_boot_file()
    {
        using ScratchFolder folder = new();
        string library = PracticeLoads.Write(folder, "library", PracticeLoads.Medium, PracticeLoads.Sip);

        Finished rehearsal = await RingbackProgram.RunAsync("rehearse", "--from", "P0M3-06-1-00", "--to", "sip",
            "--library", library, "--speed", "300");

        rehearsal.Expect(0);
        Assert.Contains("asks for OS79XX.TXT", rehearsal.Output);
        Assert.Contains("the answer is P003-8-12-00, without a line end", rehearsal.Output);
    }
}
