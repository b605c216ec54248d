using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ringback.Phones.Events;

namespace Ringback.Journal.Tests;

/// <summary>The JSON of events is what is kept for ever, so every kind of it is held to its contract here.</summary>
public sealed class EventKindTests
{
    public static TheoryData<string> Kinds { get; } = [.. Declared().Select(a => a.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_reads_back_as_it_was_written(string kind)
    {
        PhoneEvent sample = Sample(kind);

        string json = EventJson.Write(sample);
        PhoneEvent back = EventJson.Read(json);

        // Compared as text, because records compare their lists by reference.
        Assert.IsType(sample.GetType(), back);
        Assert.Equal(json, EventJson.Write(back));
        Assert.Equal(sample.At, back.At);
        Assert.Equal(sample.At.Offset, back.At.Offset);
        Assert.DoesNotContain('\n', json);
        using JsonDocument document = JsonDocument.Parse(json);
        Assert.Equal(kind, document.RootElement.GetProperty("kind").GetString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_sample_fills_every_property(string kind)
    {
        PhoneEvent sample = Sample(kind);
        foreach (PropertyInfo property in sample.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            object? value = property.GetValue(sample);
            Assert.True(
                value is not null and not "" and not 0 and not 0L and not ICollection { Count: 0 },
                $"EventSamples leaves {kind}.{property.Name} empty, so its JSON is not proved. Fill it.");
        }
    }

    [Fact]
    public void Every_type_of_event_is_declared()
    {
        IEnumerable<Type> types = typeof(PhoneEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(PhoneEvent)) && !type.IsAbstract);
        Assert.Equal(
            types.Select(type => type.Name).Order(),
            Declared().Select(attribute => attribute.Type.Name).Order());
    }

    [Fact]
    public void Every_kind_is_read_and_written_by_code_of_the_build()
    {
        IJsonTypeInfoResolver built = EventJson.Options.TypeInfoResolverChain[0];
        Assert.All(Declared(), a => Assert.NotNull(built.GetTypeInfo(a.Type, EventJson.Options)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{ \"at\": \"2026-03-14T09:26:53Z\" }")]
    [InlineData("{ \"kind\": \"no-such-kind\", \"at\": \"2026-03-14T09:26:53Z\" }")]
    [InlineData("{ \"kind\": \"\\ud800\" }")]
    [InlineData("{ \"kind\": \"silence-noticed\", \"at\": \"2026-03-14T09:26:53Z\", \"seconds\": 1e999, "
        + "\"leasedAt\": \"2026-03-14T09:26:53Z\" }")]
    public void What_is_no_event_is_a_json_exception(string json) =>
        Assert.Throws<JsonException>(() => EventJson.Read(json));

    private static IEnumerable<EventKindAttribute> Declared() =>
        typeof(PhoneEvent).GetCustomAttributes<EventKindAttribute>();

    private static PhoneEvent Sample(string kind)
    {
        Type type = Declared().Single(attribute => attribute.Kind == kind).Type;
        PhoneEvent? sample = EventSamples.OfEveryKind.SingleOrDefault(e => e.GetType() == type);
        Assert.True(sample is not null, $"EventSamples has no {type.Name}. Add one with every property filled.");
        return sample;
    }
}
