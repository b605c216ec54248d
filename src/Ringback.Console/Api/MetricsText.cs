using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Ringback.Console.Board;
using Ringback.Console.Subject;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Contract;

namespace Ringback.Console.Api;

/// <summary>Figures as Prometheus reads them, and whether anybody is there.</summary>
internal static class MetricsText
{
    internal static void MapTo(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", () => TypedResults.Ok(new HealthJson("ok", RunningWorkbench.Version)))
            .WithSummary("Answers as long as the program serves.");
        routes.MapGet("/metrics", (BenchBoard board, ConsoleSubject subject, OpenPages pages) =>
            TypedResults.Text(Write(board.Now, subject.Bench, pages.Count), "text/plain; version=0.0.4"))
            .WithSummary("Figures, as Prometheus reads them.");
    }

    internal static string Write(BenchView view, RunningWorkbench bench, int pages)
    {
        StringBuilder text = new();
        Head("ringback_phones", "gauge", "Phones on the bench, by where they stand.");
        foreach (PhoneState state in Enum.GetValues<PhoneState>())
        {
            string word = JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString());
            Value($"ringback_phones{{state=\"{word}\"}}", view.Phones.Count(p => p.State.State == state));
        }

        Head("ringback_transfers", "gauge", "Images that are on their way.");
        Value("ringback_transfers", bench.Transfers.Count);
        Head("ringback_events_lost_total", "counter", "Events that the journal did not take.");
        Value("ringback_events_lost_total", bench.Desk.LostEvents);
        Head("ringback_journal_kept", "gauge", "1 while what happens is kept.");
        Value("ringback_journal_kept", bench.Desk.WhyUnkept is null ? 1 : 0);
        Head("ringback_console_pages", "gauge", "Pages of the console that are open.");
        Value("ringback_console_pages", pages);
        Head("process_resident_memory_bytes", "gauge", "Memory of the process.");
        Value("process_resident_memory_bytes", Environment.WorkingSet);
        return text.ToString();

        void Head(string name, string type, string help) =>
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

        void Value(string name, long value) => text.Append(CultureInfo.InvariantCulture, $"{name} {value}\n");
    }
}

/// <summary>That somebody is there.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
/// <param name="Version">The program's version.</param>
public sealed record HealthJson(string Status, string Version);
