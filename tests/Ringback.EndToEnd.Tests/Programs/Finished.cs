using System.Text;
using System.Text.Json;

namespace Ringback.EndToEnd.Tests.Programs;

/// <summary>A program that has ended.</summary>
internal sealed record Finished(string CommandLine, int ExitCode, byte[] OutputBytes, string Errors)
{
    internal string Output { get; } = Encoding.UTF8.GetString(OutputBytes);

    internal string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Everything it said, for the message of a failure.</summary>
    internal string Story => $"{CommandLine}\nended with {ExitCode}.\n{Output}\n{Errors}";

    /// <summary>Its output read as one JSON document.</summary>
    internal JsonElement Json
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(OutputBytes);
            return document.RootElement.Clone();
        }
    }

    /// <summary>Its output read as one JSON object to a line.</summary>
    internal IReadOnlyList<JsonElement> JsonLines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    internal Finished Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"Expected exit code {exitCode}: {Story}");
        return this;
    }
}
