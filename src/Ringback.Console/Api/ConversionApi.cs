using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Ringback.Catalogue.Loads;
using Ringback.Console.Board;
using Ringback.Console.Subject;
using Ringback.Workbench.Contract;

namespace Ringback.Console.Api;

/// <summary>What is to be rehearsed.</summary>
/// <param name="Model">The phone.</param>
/// <param name="From">What it runs; null for what phones of that model usually run.</param>
/// <param name="To">What it is to become.</param>
public sealed record RehearsalOrder(string Model, string? From, string To);

/// <summary>Ways, and what they would look like.</summary>
internal static class ConversionApi
{
    internal static void MapTo(IEndpointRouteBuilder api)
    {
        api.MapGet("/plan", Plan).WithSummary("How a phone gets from one load to another, with what is at hand.");
        api.MapPost("/rehearsals", RehearseAsync)
            .WithSummary("Leads a simulated phone with practice images, and says whether it came up.");
    }

    private static Results<Ok<PlanJson>, BadRequest<ApiFault>> Plan(
        string model, string? from, string to, ConsoleSubject subject) =>
        Conversions.Plan(subject, model, from, to, out string? fault) is { } plan
            ? TypedResults.Ok(plan)
            : TypedResults.BadRequest(new ApiFault(fault ?? ""));

    private static async Task<Results<Ok<RehearsalEnd>, BadRequest<ApiFault>>> RehearseAsync(
        RehearsalOrder order, ConsoleSubject subject, CancellationToken cancel)
    {
        if (subject.Rehearse is not { } rehearse)
            return TypedResults.BadRequest(new ApiFault("There are no simulated phones here."));
        if (subject.Options.Catalogue.Find(order.Model) is not { } model)
            return TypedResults.BadRequest(new ApiFault($"'{order.Model}' is no model that this version knows."));
        if (!Goal.TryParse(order.To, out Goal? goal, subject.Options.Catalogue.Firmware))
            return ApiAnswers.NoGoal(order.To);
        Load? from = null;
        if (order.From is { } text && !Load.TryParse(text, model.FirmwareFamily, out from, out _))
            return TypedResults.BadRequest(new ApiFault($"'{text}' is no load of a {model.Model}."));
        return TypedResults.Ok(
            await rehearse.RunAsync(model, from, goal, _ => { }, cancel).ConfigureAwait(false));
    }
}
