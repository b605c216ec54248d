using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Serving;

namespace Ringback.EndToEnd.Tests.Rehearsing;

/// <summary>A rehearsal that cannot begin says what is missing, or what is wrong with the command.</summary>
public sealed class RefusedRehearsalTests
{
    private const string Missing = PracticeLoads.Sccp + ".sb2";

    [Fact]
    public async Task Library_without_the_application_is_refused_by_its_name()
    {
        using ScratchFolder folder = new();

        Finished rehearsal = await RehearseAsync(folder);

        rehearsal.Expect(3);
        Assert.Contains(Missing, rehearsal.Output + rehearsal.Errors);
    }

    [Fact]
    public async Task Json_of_a_refusal_names_the_missing_file()
    {
        using ScratchFolder folder = new();

        JsonElement sheet = (await RehearseAsync(folder, "--json")).Expect(3).Json;

        Assert.False(sheet.GetProperty("reached").GetBoolean());
        Assert.Equal(JsonValueKind.Null, sheet.GetProperty("proof").ValueKind);
        Assert.Equal(Missing, Assert.Single(sheet.GetProperty("missing").EnumerateArray()).GetString());
        Assert.Contains(Missing, sheet.GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("--phone", "6941")]
    [InlineData("--from", "P0X3-1-2-00")]
    [InlineData("--from", "P0S3-8-12-00.loads")]
    [InlineData("--to", "h323")]
    [InlineData("--loss", "0.9")]
    [InlineData("--loss", "much")]
    [InlineData("--library", "/nonexistent-folder")]
    public async Task Unusable_option_is_told_in_one_line(string option, string value)
    {
        Finished rehearsal = await RingbackProgram.RunAsync("rehearse", option, value);

        rehearsal.Expect(2);
        Assert.StartsWith("ringback: ", Assert.Single(rehearsal.ErrorLines));
        Assert.Empty(rehearsal.Output);
    }

    [Theory]
    [InlineData("7921", "7921G")]
    [InlineData("CP-7910", "7910")]
    public async Task Phone_that_cannot_be_simulated_is_told_what_can_be_done_for_it(string option, string model)
    {
        Finished rehearsal = await RingbackProgram.RunAsync("rehearse", "--phone", option);

        string line = Assert.Single(rehearsal.Expect(2).ErrorLines);
        Assert.StartsWith($"ringback: the {model} cannot be rehearsed", line);
        Assert.Contains("it does not convert it", line);
        Assert.Matches("These can be rehearsed: .*7912G, .*7940G, .*7970G, .*ATA 186.*[.]$", line);
    }

    private static Task<Finished> RehearseAsync(ScratchFolder folder, params string[] more)
    {
        string library = PracticeLoads.Write(folder, "library", PracticeLoads.Medium, PracticeLoads.Sccp);
        File.Delete(Path.Combine(library, Missing));
        return RingbackProgram.RunAsync(
            ["rehearse", "--from", "P0M3-07-7-00", "--to", "sccp", "--library", library, .. more]);
    }
}
