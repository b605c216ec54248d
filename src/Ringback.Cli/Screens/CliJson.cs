using System.Text.Json;
using Ringback.Cli.Screens.Printing;
using Ringback.Phones.Events;

namespace Ringback.Cli.Screens;

/// <summary>Everything that <c>--json</c> prints: the names and spellings of the journal, indented.</summary>
internal static class CliJson
{
    /// <summary>How it is written; for files too.</summary>
    internal static readonly JsonSerializerOptions Options = new(EventJson.Options) { WriteIndented = true };

    /// <summary>An event, on one line.</summary>
    internal static void Print(PhoneEvent e) => Output.Terminal.Json(EventJson.Write(e));

    /// <summary>One thing of many that come one after the other, on one line.</summary>
    internal static void PrintLine<T>(T value) =>
        Output.Terminal.Json(JsonSerializer.Serialize(value, EventJson.Options));

    internal static void Print<T>(T value) => Output.Terminal.Json(Text(value));

    /// <summary>What would be printed.</summary>
    internal static string Text<T>(T value) => JsonSerializer.Serialize(value, Options);
}
