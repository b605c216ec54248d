using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ringback.Phones.Events;

namespace Ringback.Journal.Tests;

/// <summary>No text of any event is longer than what is kept, whoever said it.</summary>
public sealed class EventTextsTests
{
    // What a UDP datagram can carry.
    private static readonly string Forged = new('A', 60_000);

    public static TheoryData<int> Samples { get; } = [.. Enumerable.Range(0, EventSamples.OfEveryKind.Count)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_text_of_every_kind_is_cut(int index)
    {
        PhoneEvent sample = EventSamples.OfEveryKind[index];
        foreach (string path in TextsOf(sample))
        {
            if (TryLengthen(sample, path, Forged) is not { } forged) continue;

            string json = EventJson.Write(EventTexts.Cut(forged));

            Assert.True(json.Length < EventJson.Write(sample).Length + EventTexts.Longest, $"{path}: {json.Length}");
            Assert.Contains("… (60000 characters)", json, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void What_is_short_enough_is_the_same_event(int index) =>
        Assert.Same(EventSamples.OfEveryKind[index], EventTexts.Cut(EventSamples.OfEveryKind[index]));

    [Fact]
    public void Forged_name_of_60_KB_keeps_who_and_when()
    {
        PhoneRegistered forged = new()
        {
            At = DateTimeOffset.UnixEpoch, Address = IPAddress.Parse("192.0.2.9"), Via = ProofKind.SipRegister,
            DeviceName = "sip:" + Forged,
        };

        PhoneRegistered kept = Assert.IsType<PhoneRegistered>(EventTexts.Cut(forged));

        Assert.Equal(forged with { DeviceName = kept.DeviceName }, kept);
        Assert.Equal(EventTexts.Longest, kept.DeviceName.Length);
        Assert.StartsWith("sip:AAAA", kept.DeviceName, StringComparison.Ordinal);
    }

    [Fact]
    public void Longest_text_that_is_kept_is_kept_whole()
    {
        string longest = new('x', EventTexts.Longest);
        Assert.Same(longest, EventTexts.Cut(longest));
        Assert.Equal(EventTexts.Longest, EventTexts.Cut(longest + "x").Length);
    }

    [Fact]
    public void Character_of_two_halves_is_never_cut_in_two()
    {
        for (int shift = 0; shift < 2; shift++)
        {
            string cut = EventTexts.Cut(new string('x', shift) + string.Concat(Enumerable.Repeat("📞", 2_000)));
            Assert.True(cut.Length <= EventTexts.Longest);
            Assert.Equal(cut, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut)));
        }
    }

    [Fact]
    public void List_of_thousands_keeps_its_beginning()
    {
        FileAsked asked = (FileAsked)EventSamples.OfEveryKind.Single(e => e is FileAsked);
        asked = asked with { Options = [.. Enumerable.Range(0, 20_000).Select(i => $"x={i}")] };

        FileAsked kept = Assert.IsType<FileAsked>(EventTexts.Cut(asked));

        Assert.Equal(asked.Options.Take(EventTexts.MostEntries), kept.Options);
    }

    /// <summary>The places of texts in the JSON of an event: "name", "options[0]", "files.serverName".</summary>
    private static List<string> TextsOf(PhoneEvent e)
    {
        using JsonDocument document = JsonDocument.Parse(EventJson.Write(e));
        List<string> found = [];
        Walk(document.RootElement, "");
        return found;

        void Walk(JsonElement at, string path)
        {
            if (at.ValueKind is JsonValueKind.String && path != "kind") found.Add(path);
            if (at.ValueKind is JsonValueKind.Array && at.GetArrayLength() > 0) Walk(at[0], path + "/0");
            if (at.ValueKind is not JsonValueKind.Object) return;
            foreach (JsonProperty part in at.EnumerateObject())
                Walk(part.Value, path.Length == 0 ? part.Name : $"{path}/{part.Name}");
        }
    }

    /// <summary>The event with a long text in one place; null where no text can stand.</summary>
    private static PhoneEvent? TryLengthen(PhoneEvent e, string path, string text)
    {
        JsonNode root = JsonNode.Parse(EventJson.Write(e))!;
        string[] parts = path.Split('/');
        JsonNode at = root;
        foreach (string part in parts[..^1]) at = int.TryParse(part, out int i) ? at[i]! : at[part]!;
        if (int.TryParse(parts[^1], out int last)) at[last] = text;
        else at[parts[^1]] = text;
        try
        {
            return EventJson.Read(root.ToJsonString());
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
