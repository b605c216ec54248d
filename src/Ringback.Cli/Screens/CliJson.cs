using System.Text.Json;
using Ringback.Phones.Events;

namespace Ringback.Cli.Screens;

/// <summary>Everything that <c>--json</c> prints: the names and spellings of the journal, indented.</summary>
internal static class CliJson
{
    private static readonly JsonSerializerOptions Options = new(EventJson.Options) { WriteIndented = true };

    internal static void Print<T>(T value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Options));
}
