using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Asking;

/// <summary><c>phone --reset-help</c>, which needs no journal where the model is named.</summary>
public sealed class ResetHelpTests
{
    [Fact]
    public async Task The_keys_of_a_model_are_told_without_a_journal()
    {
        using ScratchFolder folder = new();
        Finished help = await RingbackProgram.RunAsync(
            "phone", "--model", "7940G", "--reset-help", "--data", folder["none"]);

        Assert.Contains("1 2 3 4 5 6 7 8 9 * 0 #", help.Expect(0).Output);
        Assert.Contains("press 2", help.Output);
        Assert.Contains("(from before the universal loader)", help.Output);
    }

    [Fact]
    public async Task The_same_as_JSON()
    {
        using ScratchFolder folder = new();
        JsonElement help = (await RingbackProgram.RunAsync("phone", "000E84C060A6", "--model", "CP-7941G",
            "--reset-help", "--json", "--data", folder["none"])).Expect(0).Json;

        Assert.Equal("7941G", help.GetProperty("model").GetString());
        Assert.Equal("000E84C060A6", help.GetProperty("mac").GetString());
        JsonElement first = help.GetProperty("procedures")[0];
        Assert.Equal(("factory-reset", true),
            (first.GetProperty("kind").GetString(), first.GetProperty("resetsNetwork").GetBoolean()));
    }

    [Theory]
    [InlineData("--reset-help")]
    [InlineData("--model", "7940G")]
    [InlineData("--reset-help", "--model", "4711")]
    [InlineData("000E84C060A6", "--reset-help")]
    public async Task What_is_not_known_is_asked_for(params string[] arguments)
    {
        using ScratchFolder folder = new();
        (await RingbackProgram.RunAsync(["phone", .. arguments, "--data", folder["none"]])).Expect(2);
    }
}
