using System.Text.Json;
using Ringback.EndToEnd.Tests.Clients;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Serving;

namespace Ringback.EndToEnd.Tests.Asking;

/// <summary>phones, phone and journal, over what a stopped workbench left behind.</summary>
public sealed class PhonesTests(PhonesTests.Past past) : IClassFixture<PhonesTests.Past>
{
    private const string Mac = "00AA000000E0";

    [Fact]
    public async Task Phones_lists_who_was_heard_of()
    {
        Finished phones = await AskAsync("phones");

        Assert.Contains(Mac, phones.Expect(0).Output);
        Assert.Contains("P0S3-8-12-00", phones.Output);
    }

    [Theory]
    [InlineData("00AA000000E0")]
    [InlineData("00:aa:00:00:00:e0")]
    public async Task Phone_tells_one_story_by_any_spelling_of_the_address(string mac)
    {
        Finished phone = await AskAsync("phone", mac);

        Assert.Contains($"asks for CTLSEP{Mac}.tlv", phone.Expect(0).Output);
        Assert.Contains($"asks for SIP{Mac}.cnf", phone.Output);
    }

    [Fact]
    public async Task Journal_holds_every_event_in_order()
    {
        Finished journal = await AskAsync("journal", "--json");

        IReadOnlyList<JsonElement> events = journal.Expect(0).JsonLines;
        Assert.Equal("bench-opened", events[0].GetProperty("kind").GetString());
        Assert.Equal([$"CTLSEP{Mac}.tlv", $"SIP{Mac}.cnf"], events
            .Where(e => e.GetProperty("kind").GetString() == "file-asked")
            .Select(e => e.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Journal_of_another_phone_is_empty()
    {
        Finished journal = await AskAsync("journal", "--phone", "00AA000000E1");

        Assert.Empty(journal.Expect(0).Output);
    }

    [Theory]
    [InlineData("phone", "kitchen")]
    [InlineData("phone", "00AA000000E1")]
    [InlineData("journal", "--phone", "kitchen")]
    [InlineData("phones", "--nonsense")]
    public async Task Unusable_question_is_told_in_one_line(params string[] question)
    {
        Finished asked = await AskAsync(question);

        asked.Expect(2);
        Assert.StartsWith("ringback: ", Assert.Single(asked.ErrorLines));
    }

    [Theory]
    [InlineData("phones")]
    [InlineData("journal")]
    public async Task Missing_journal_is_told_in_one_line(string verb)
    {
        Finished asked = await RingbackProgram.RunAsync(verb, "--data", "/nonexistent-folder");

        asked.Expect(2);
        Assert.Contains("/nonexistent-folder", Assert.Single(asked.ErrorLines));
    }

    private Task<Finished> AskAsync(params string[] arguments) =>
        RingbackProgram.RunAsync([.. arguments, "--data", past.Data]);

    /// <summary>A workbench at which one phone asked for two files.</summary>
    public sealed class Past : IAsyncLifetime
    {
        private readonly ScratchFolder _folder = new();

        internal string Data => _folder["data"];

        public async ValueTask InitializeAsync()
        {
            string library = PracticeLoads.Write(_folder, "library", PracticeLoads.Medium, PracticeLoads.Sip);
            await using ServeProcess serve = await ServeProcess.StartAsync(Data, "--library", library, "--to", "sip");
            await BareTftpClient.FetchAsync(serve.TftpPort, $"CTLSEP{Mac}.tlv");
            await BareTftpClient.FetchAsync(serve.TftpPort, $"SIP{Mac}.cnf");
            await serve.SeesAsync("transfer-ended");
            await serve.StopAsync();
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
