using System.Text.Json;
using System.Text.Json.Serialization;
using Ringback.Phones.Events;

namespace Ringback.Workbench.Contract;

/// <summary>What a running <c>serve</c> is asked to do with a registered phone; one line of JSON.</summary>
public sealed record OrderJson
{
    /// <summary>How all of this is written.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The phone.</summary>
    public required string Mac { get; init; }

    /// <summary>What to do; null for the bench test.</summary>
    public PhoneHand? Hand { get; init; }

    /// <summary>What to show.</summary>
    public string? Text { get; init; }

    /// <summary>Who asks; stands in the story.</summary>
    public string? By { get; init; }

    /// <summary>Reads an order; null when the bytes are none.</summary>
    public static OrderJson? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<OrderJson>(line, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What became of an order; of a bench test one for each part.</summary>
public sealed record OrderAnswerJson
{
    /// <summary>True when it is done.</summary>
    public required bool Done { get; init; }

    /// <summary>Why not, or what happens now; null where there is nothing to say.</summary>
    public string? Because { get; init; }

    /// <summary>The part of a bench test that is tried now; null at its end.</summary>
    public BenchTestPart? Part { get; init; }

    /// <summary>The message that a tested phone is registered by; null for any other order.</summary>
    public ProofKind? Via { get; init; }

    /// <summary>What a bench test has tried, in this order; null for any other order.</summary>
    public IReadOnlyList<BenchTestResult>? Results { get; init; }
}
