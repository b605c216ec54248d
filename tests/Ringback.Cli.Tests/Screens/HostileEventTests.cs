using System.Text.Json;
using System.Text.Json.Nodes;
using Ringback.Catalogue;
using Ringback.Cli.Screens;
using Ringback.Cli.Verbs;
using Ringback.Journal.Sqlite;
using Ringback.Journal.Tests;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Stories;
using Ringback.Workbench.Desk;

namespace Ringback.Cli.Tests.Screens;

/// <summary>
/// Every text of every kind of event is hostile, and every screen that shows events shows them as text. Which texts a
/// journal may hold is not what the listeners let through today: it may be another program's.
/// </summary>
public sealed class HostileEventTests
{
    private const string Mac = "000E84C060A6";

    private static IReadOnlyList<PhoneEvent> Events { get; } = [.. EventSamples.OfEveryKind.Select(Poisoned)];

    [Fact]
    public void Every_text_of_an_event_is_hostile()
    {
        // Codes and dates are read strictly and stay; what is left must be texts that nobody checks.
        Assert.All(Events.Where(e => e
            is not (SilenceNoticed or TransferProgressed or NeighbourSought or EventsLeftOut or EventsRemoved
                or KeepingResumed or AddressClaimed or ServerTried)),
            e => Assert.Contains("owned", EventJson.Write(e)));
        Assert.All(Events, e => Assert.Equal(Mac, e.Mac.ToString()));
    }

    [Theory]
    [InlineData("journal")]
    [InlineData("journal", "--json")]
    [InlineData("phone", Mac)]
    [InlineData("phone", Mac, "--json")]
    [InlineData("phones")]
    [InlineData("phones", "--json")]
    public async Task Journal_of_hostile_texts_is_read_in_peace(params string[] verb)
    {
        using ScratchFolder data = new();
        await using (SqliteJournal journal = SqliteJournal.Open(data["journal.db"]))
        {
            foreach (PhoneEvent e in Events) await journal.AppendAsync(e, TestContext.Current.CancellationToken);
        }

        foreach (bool isTerminal in new[] { false, true })
        {
            using Overheard heard = isTerminal ? Overheard.ByTerminal() : Overheard.ByFile();
            int code = await CommandLine.RunAsync(CommandLine.Read([.. verb, "--data", data.Path]));
            Assert.Equal((0, ""), (code, heard.Errors));
            Assert.Contains("owned", heard.Output);
            Hostile.Expect(heard.Output.Replace('\uFFFD', '?'), isTable: verb is ["phones"]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Serve_tells_hostile_texts_as_texts(bool json)
    {
        using Overheard heard = Overheard.ByFile();
        using ServeScreen screen = json ? new JsonScreen() : new LineScreen();
        foreach (Recorded recorded in Told()) screen.Take(recorded);
        screen.Dispose();

        await screen.RunAsync(TestContext.Current.CancellationToken);

        Assert.Contains("owned", heard.Output);
        Hostile.Expect(heard.Output.Replace('\uFFFD', '?'));
        if (json) Assert.All(heard.Lines, line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public void Live_view_draws_hostile_texts_as_texts()
    {
        using Overheard heard = Overheard.ByTerminal();
        using LiveScreen screen = new();
        CaseBook book = new(PhoneCatalogue.BuiltIn, Narrator.Tell);
        foreach (PhoneEvent e in Events)
        {
            PhoneCase? before = book.Before(e), phone = book.Apply(e);
            screen.Take(new Recorded(e, before, phone, PhoneCatalogue.BuiltIn));
            heard.Terminal.Draw(screen.Draw(book.All));
        }

        Assert.Contains("owned", heard.Output);
        Hostile.Expect(heard.Output.Replace('\uFFFD', '?'));
    }

    private static IEnumerable<Recorded> Told()
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn, Narrator.Tell);
        foreach (PhoneEvent e in Events)
        {
            PhoneCase? before = book.Before(e);
            PhoneCase? phone = book.Apply(e);
            yield return new Recorded(e, before ?? phone, phone, PhoneCatalogue.BuiltIn);
        }
    }

    /// <summary>The event with each of its texts made hostile that may be one at all.</summary>
    private static PhoneEvent Poisoned(PhoneEvent sample)
    {
        JsonNode node = JsonNode.Parse(EventJson.Write(sample))!;
        foreach (JsonValue leaf in Leaves(node).ToList())
        {
            if (leaf.Parent is JsonObject && leaf.GetPropertyName() is "kind") continue;
            JsonNode kept = leaf.DeepClone();
            JsonValue poison = JsonValue.Create(Hostile.Text.Replace("\uD800", "", StringComparison.Ordinal));
            leaf.ReplaceWith(poison);
            if (!IsEvent(node)) poison.ReplaceWith(kept);
        }

        return EventJson.Read(node.ToJsonString());
    }

    private static bool IsEvent(JsonNode node)
    {
        try
        {
            return EventJson.Read(node.ToJsonString()) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<JsonValue> Leaves(JsonNode? node) => node switch
    {
        JsonObject all => all.SelectMany(p => Leaves(p.Value)),
        JsonArray all => all.SelectMany(Leaves),
        JsonValue value when value.GetValueKind() is JsonValueKind.String => [value],
        _ => [],
    };
}
