using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Ringback.Catalogue;
using Ringback.Console.Subject;
using Ringback.Journal;
using Ringback.Phones.Events;

namespace Ringback.Console.Api;

/// <summary>The story: as it comes, and all of it.</summary>
internal static class JournalApi
{
    // A connection that carries nothing for so long is taken for dead by what stands between.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    internal static void MapTo(IEndpointRouteBuilder api)
    {
        api.MapGet("/events", FollowAsync)
            .WithSummary("Every event as it comes, as server-sent events; Last-Event-ID goes on where one was.")
            .Produces<string>(contentType: "text/event-stream");
        api.MapGet("/journal", ExportAsync)
            .WithSummary("The whole journal, one event a line; ?phone=MAC for one phone.")
            .Produces<string>(contentType: "application/x-ndjson");
    }

    private static async Task FollowAsync(HttpContext context, ConsoleSubject subject, TimeProvider time)
    {
        CancellationToken gone = context.RequestAborted;
        HttpResponse response = context.Response;
        response.ContentType = "text/event-stream";
        string? last = context.Request.Headers["Last-Event-ID"];
        if (!JournalPlace.TryParse(last ?? context.Request.Query["after"], out JournalPlace after))
            after = JournalPlace.Beginning;
        try
        {
            await response.WriteAsync("retry: 1000\n\n", gone).ConfigureAwait(false);
            await response.Body.FlushAsync(gone).ConfigureAwait(false);
            await WriteAsync(response, subject.Journal.FollowAsync(after, gone), time, gone).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page was closed.
        }
    }

    private static async Task WriteAsync(
        HttpResponse response, IAsyncEnumerable<JournalEntry> entries, TimeProvider time, CancellationToken gone)
    {
        await using IAsyncEnumerator<JournalEntry> reading = entries.GetAsyncEnumerator(gone);
        Task<bool> next = reading.MoveNextAsync().AsTask();
        while (true)
        {
            try
            {
                if (!await next.WaitAsync(Quiet, time, gone).ConfigureAwait(false)) return;
            }
            catch (TimeoutException)
            {
                await response.WriteAsync(": still here\n\n", gone).ConfigureAwait(false);
                await response.Body.FlushAsync(gone).ConfigureAwait(false);
                continue;
            }

            JournalEntry entry = reading.Current;
            await response.WriteAsync($"id: {entry.Place}\ndata: {EventJson.Write(entry.Event)}\n\n", gone)
                .ConfigureAwait(false);
            next = reading.MoveNextAsync().AsTask();
            // Written out when nothing more waits: at once on a quiet bench, in large pieces when the past is read.
            if (!next.IsCompleted) await response.Body.FlushAsync(gone).ConfigureAwait(false);
        }
    }

    private static async Task ExportAsync(HttpContext context, ConsoleSubject subject, string? phone)
    {
        CancellationToken gone = context.RequestAborted;
        MacAddress? only = phone is null ? null : ApiAnswers.Mac(phone);
        if (phone is not null && only is null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new ApiFault($"'{phone}' is no MAC address."), gone)
                .ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = "application/x-ndjson";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"ringback-journal.ndjson\"";
        IAsyncEnumerable<JournalEntry> entries = only is { } mac
            ? subject.Journal.ReadAboutAsync(mac, gone)
            : subject.Journal.ReadAsync(JournalPlace.Beginning, gone);
        StringBuilder lines = new();
        await foreach (JournalEntry entry in entries.ConfigureAwait(false))
        {
            lines.Append(EventJson.Write(entry.Event)).Append('\n');
            if (lines.Length < 1 << 16) continue;
            await context.Response.WriteAsync(lines.ToString(), gone).ConfigureAwait(false);
            lines.Clear();
        }

        await context.Response.WriteAsync(lines.ToString(), gone).ConfigureAwait(false);
    }
}
