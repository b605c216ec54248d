using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Ringback.Console.Board;
using Ringback.Console.Subject;
using Ringback.Phones.Symptoms;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Contract;

namespace Ringback.Console.Api;

/// <summary>A log that was explained, for a program.</summary>
/// <param name="Id">Where its page is: <c>/clinic/ID</c>.</param>
/// <param name="Explained">What <c>explain --json</c> prints.</param>
public sealed record ExplainedLog(string Id, ExplainJson Explained);

/// <summary>Logs that somebody brings.</summary>
internal static class ClinicApi
{
    internal static void MapTo(IEndpointRouteBuilder api)
    {
        api.MapPost("/explain", ExplainAsync).DisableAntiforgery()
            .WithSummary("Explains a log of a TFTP or DHCP server, or a capture (pcap, pcapng), which is the "
                + "body; ?name=FILE.");
        api.MapGet("/symptoms", (string text, string? model, ConsoleSubject subject) => TypedResults.Ok(
            SymptomJson.Of(text, SymptomReading.Of(text, model, subject.Options.Catalogue))))
            .WithSummary("What may be behind a message of a phone or somebody's words: ?text=…&model=…");
        api.MapGet("/explain/{id}.html", Page)
            .WithSummary("A report as a page that can be sent; without addresses and names unless ?mask=false.");
    }

    private static async Task<Results<Ok<ExplainedLog>, BadRequest<ApiFault>>> ExplainAsync(
        string? name, HttpContext context, LogClinic clinic)
    {
        CancellationToken gone = context.RequestAborted;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LogClinic.Largest;
        try
        {
            using MemoryStream log = new();
            await context.Request.Body.CopyToAsync(log, gone).ConfigureAwait(false);
            ClinicReport? report = await clinic.ExplainAsync(
                string.IsNullOrWhiteSpace(name) ? "log" : name, log.ToArray(), gone).ConfigureAwait(false);
            return report is null
                ? TypedResults.BadRequest(new ApiFault("Nothing in it is a line of a TFTP or DHCP server that this "
                    + "version knows, and it is no capture. Take the part of the log in which phones ask for files."))
                : TypedResults.Ok(new ExplainedLog(report.Id, report.Json));
        }
        catch (BadHttpRequestException e)
        {
            return TypedResults.BadRequest(new ApiFault(e.Message));
        }
    }

    private static Results<ContentHttpResult, NotFound> Page(
        string id, HttpContext context, LogClinic clinic, bool mask = true)
    {
        if (clinic.Find(id) is not { } report) return TypedResults.NotFound();
        // A page of its own has its styles in it; it is taken along and never shown as one of ours.
        context.Response.Headers.ContentDisposition = "attachment; filename=\"ringback-report.html\"";
        return TypedResults.Content(
            ExplainReport.Html(mask ? report.Masked : report.Told, RunningWorkbench.Version),
            "text/html; charset=utf-8");
    }
}
