using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Ringback.Console.Board;
using Ringback.Console.Subject;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Proofs;

namespace Ringback.Console.Api;

/// <summary>What a registered phone is told.</summary>
/// <param name="Hand">What.</param>
/// <param name="Text">What to show, 31 characters of ASCII; null for everything else, and for what an idle phone shows.
/// </param>
public sealed record HandOrder(PhoneHand Hand, string? Text = null);

/// <summary>Hands on a phone that is up, what was tried of it, and what can be shown to whoever gets it.</summary>
internal static class HandsApi
{
    // What the foot of a display has room for.
    private const int LongestText = 31;

    internal static void MapTo(IEndpointRouteBuilder api)
    {
        api.MapPost("/phones/{id}/hands", Tell)
            .WithSummary("Tells a registered phone to ring, hang-up, show, reset, restart or check-sync.");
        api.MapPost("/phones/{id}/bench-test", BeginAsync)
            .WithSummary("Begins the bench test; the phone's display leads whoever stands before it.");
        api.MapGet("/phones/{id}/bench-test", Test).WithSummary("How the bench test stands, or how it ended.");
        api.MapDelete("/phones/{id}/bench-test", EndAsync)
            .WithSummary("Ends the bench test; what was tried is recorded.");
        api.MapGet("/phones/{id}/reset-help", Help)
            .WithSummary("How a person resets a phone at its keys; ?model=MODEL where it is not known.");
        api.MapGet("/reset-help", HelpFor).WithSummary("The same for a model: ?model=7940G.");
        api.MapGet("/phones/{id}/proof", ProofAsync).WithSummary("Its proof sheet.");
        api.MapGet("/phones/{id}/proof.html", ProofPageAsync)
            .WithSummary("Its proof sheet as a page that needs nothing else.")
            .Produces<string>(contentType: "text/html");
        api.MapGet("/proofs", async (SheetReader sheets, CancellationToken cancel) =>
            TypedResults.Ok(await sheets.ReadAllAsync(cancel).ConfigureAwait(false)))
            .WithSummary("The proof sheets of all phones.");
        api.MapGet("/proofs.html", async (HttpContext context, SheetReader sheets) =>
            Page(context, await sheets.ReadAllAsync(context.RequestAborted).ConfigureAwait(false), "ringback-proofs"))
            .WithSummary("All of them as one file to print, a page for each.")
            .Produces<string>(contentType: "text/html");
        api.MapGet("/proofs.csv", async (HttpContext context, SheetReader sheets) =>
        {
            Attach(context, "ringback-proofs.csv");
            return TypedResults.Text(ProofCsv.Write(
                await sheets.ReadAllAsync(context.RequestAborted).ConfigureAwait(false)), "text/csv; charset=utf-8");
        }).WithSummary("All of them as a table.").Produces<string>(contentType: "text/csv");
    }

    /// <summary>Why a text cannot be shown by a phone; null when it can.</summary>
    private static string? Objection(HandOrder order) => order switch
    {
        { Text: null } => null,
        { Hand: not PhoneHand.Show } => "A text goes with show, and with nothing else.",
        { Text.Length: > LongestText } => $"A display shows {LongestText} characters at most.",
        { Text: var text } when text.AsSpan().ContainsAnyExceptInRange(' ', '~') =>
            "A display shows letters, digits and signs of ASCII.",
        _ => null,
    };

    private static Results<Ok<OrderAnswerJson>, NotFound<ApiFault>, BadRequest<ApiFault>, Conflict<ApiFault>> Tell(
        string id, HandOrder order, HttpContext context, ConsoleSubject subject)
    {
        if (ApiAnswers.Mac(id) is not { } mac) return ApiAnswers.NoSuchPhone(id);
        if (Objection(order) is { } objection) return TypedResults.BadRequest(new ApiFault(objection));
        Workbench.Registrars.HandOutcome outcome =
            subject.Bench.Hands.Tell(mac, order.Hand, order.Text, ApiAnswers.Author(context));
        return outcome.Done
            ? TypedResults.Ok(new OrderAnswerJson { Done = true, Because = outcome.Because })
            : TypedResults.Conflict(new ApiFault(outcome.Because));
    }

    private static async Task<Results<Accepted<OrderAnswerJson>, NotFound<ApiFault>, Conflict<ApiFault>>> BeginAsync(
        string id, HttpContext context, BenchTests tests)
    {
        if (ApiAnswers.Mac(id) is not { } mac) return ApiAnswers.NoSuchPhone(id);
        OrderAnswerJson begun = await tests.BeginAsync(mac, ApiAnswers.Author(context)).ConfigureAwait(false);
        return begun.Because is { } because
            ? TypedResults.Conflict(new ApiFault(because))
            : TypedResults.Accepted($"/api/phones/{mac}/bench-test", begun);
    }

    private static Results<Ok<OrderAnswerJson>, NotFound<ApiFault>> Test(string id, BenchTests tests) =>
        ApiAnswers.Mac(id) is { } mac && tests.Of(mac) is { } test
            ? TypedResults.Ok(test)
            : TypedResults.NotFound(new ApiFault($"No bench test of {id} was begun here."));

    private static async Task<Results<NoContent, NotFound<ApiFault>>> EndAsync(string id, BenchTests tests) =>
        ApiAnswers.Mac(id) is { } mac && await tests.EndAsync(mac).ConfigureAwait(false)
            ? TypedResults.NoContent()
            : TypedResults.NotFound(new ApiFault($"No bench test of {id} runs."));

    private static Results<Ok<ResetJson>, NotFound<ApiFault>, BadRequest<ApiFault>> Help(
        string id, string? model, ConsoleSubject subject)
    {
        if (ApiAnswers.Mac(id) is not { } mac) return ApiAnswers.NoSuchPhone(id);
        PhoneCase? phone = subject.Bench.Desk.CaseOf(mac);
        return Ask(model ?? phone?.Model, phone, subject);
    }

    private static Results<Ok<ResetJson>, NotFound<ApiFault>, BadRequest<ApiFault>> HelpFor(
        string model, ConsoleSubject subject) => Ask(model, null, subject);

    private static Results<Ok<ResetJson>, NotFound<ApiFault>, BadRequest<ApiFault>> Ask(
        string? name, PhoneCase? phone, ConsoleSubject subject)
    {
        if (name is null) return TypedResults.BadRequest(new ApiFault("Its model is not known. Say it: ?model=7940G."));
        if (subject.Options.Catalogue.Find(name) is not { } model)
            return TypedResults.BadRequest(new ApiFault($"'{name}' is no model that this version knows."));
        ResetQuestion question = ResetJson.Ask(model, phone);
        return TypedResults.Ok(ResetJson.Of(
            question, ResetGuide.For(question, subject.Options.Catalogue), phone?.Mac?.ToString()));
    }

    private static async Task<Results<Ok<ProofSheet>, NotFound<ApiFault>>> ProofAsync(
        string id, SheetReader sheets, CancellationToken cancel) =>
        ApiAnswers.Mac(id) is { } mac && await sheets.ReadAsync(mac, cancel).ConfigureAwait(false) is { } sheet
            ? TypedResults.Ok(sheet)
            : ApiAnswers.NoSuchPhone(id);

    private static async Task<Results<ContentHttpResult, NotFound<ApiFault>>> ProofPageAsync(
        string id, HttpContext context, SheetReader sheets) =>
        ApiAnswers.Mac(id) is { } mac
            && await sheets.ReadAsync(mac, context.RequestAborted).ConfigureAwait(false) is { } sheet
            ? Page(context, [sheet], $"ringback-proof-{mac}")
            : ApiAnswers.NoSuchPhone(id);

    private static ContentHttpResult Page(HttpContext context, IReadOnlyList<ProofSheet> sheets, string name)
    {
        // A page of its own has its styles in it; it is taken along and never shown as one of ours.
        Attach(context, name + ".html");
        return TypedResults.Content(ProofHtml.Write(sheets), "text/html; charset=utf-8");
    }

    private static void Attach(HttpContext context, string file) =>
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
}
