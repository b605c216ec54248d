using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Ringback.Console.Board;
using Ringback.Console.Subject;
using Ringback.Phones.Events;
using Ringback.Workbench.Contract;

namespace Ringback.Console.Api;

/// <summary>The bench, its phones and what they are to become.</summary>
internal static class BenchApi
{
    internal static void MapTo(IEndpointRouteBuilder api)
    {
        api.MapGet("/bench", (BenchBoard board) => TypedResults.Ok(board.Now))
            .WithSummary("The bench: phones, goal, health, the last sentence.");
        api.MapGet("/phones", (BenchBoard board) => TypedResults.Ok(board.Now.Phones))
            .WithSummary("The phones in the order of their arrival.");
        api.MapGet("/phones/{id}", Phone).WithSummary("One phone, by its MAC address.");
        api.MapGet("/phones/{id}/story", StoryAsync).WithSummary("Its story, boot by boot.");
        api.MapPut("/phones/{id}/goal", PutGoal)
            .WithSummary("What one phone is to become; as-it-is stops it.");
        api.MapDelete("/phones/{id}/goal", DropGoal)
            .WithSummary("Leaves a phone to what holds for every phone.");
        api.MapGet("/phones/{id}/cures", Cures)
            .WithSummary("What can be done about what is wrong with it, and whether Ringback does it.");
        api.MapPost("/phones/{id}/cures/{kind}", Cure)
            .WithSummary("Does the first of them of that kind: lead, bridge, generate, leave, restart.");
        api.MapPut("/goal", PutGoalForAll).WithSummary("What every phone becomes from now on.");
        api.MapPost("/stop", (HttpContext context, BenchOrders orders) =>
        {
            orders.StopAll(ApiAnswers.Author(context));
            return TypedResults.NoContent();
        }).WithSummary("Nothing new begins. Phones that write flash finish that.");
        api.MapPost("/bench/clear", (BenchBoard board) =>
        {
            board.Clear();
            return TypedResults.NoContent();
        }).WithSummary("Takes the phones off the bench; their story stays.");
    }

    private static Results<Ok<BenchPhoneJson>, NotFound<ApiFault>> Phone(string id, BenchBoard board) =>
        Find(board, id) is { } phone ? TypedResults.Ok(phone) : ApiAnswers.NoSuchPhone(id);

    private static async Task<Results<Ok<IReadOnlyList<StoryBootJson>>, NotFound<ApiFault>>> StoryAsync(
        string id, BenchBoard board, ConsoleSubject subject, CancellationToken cancel)
    {
        if (ApiAnswers.Mac(id) is not { } mac) return ApiAnswers.NoSuchPhone(id);
        using PhoneStory story = await PhoneStory
            .OpenAsync(mac, subject.Journal, subject.Options.Catalogue, null, cancel).ConfigureAwait(false);
        return story.Phone is null ? ApiAnswers.NoSuchPhone(id) : TypedResults.Ok(story.Boots);
    }

    private static Results<NoContent, NotFound<ApiFault>, BadRequest<ApiFault>> PutGoal(
        string id, GoalOrder order, HttpContext context, BenchOrders orders)
    {
        if (ApiAnswers.Mac(id) is not { } mac) return ApiAnswers.NoSuchPhone(id);
        string? goal = order.Armed ? order.Goal : OrderGiven.AsItIs;
        return orders.SetFor(ApiAnswers.Author(context), mac, goal)
            ? TypedResults.NoContent()
            : ApiAnswers.NoGoal(order.Goal);
    }

    private static Results<NoContent, NotFound<ApiFault>> DropGoal(
        string id, HttpContext context, BenchOrders orders)
    {
        if (ApiAnswers.Mac(id) is not { } mac) return ApiAnswers.NoSuchPhone(id);
        orders.SetFor(ApiAnswers.Author(context), mac, null);
        return TypedResults.NoContent();
    }

    private static Results<Ok<IReadOnlyList<Cure>>, NotFound<ApiFault>> Cures(
        string id, BenchOrders orders, TimeProvider time) =>
        ApiAnswers.Mac(id) is { } mac && orders.CuresOf(mac, time.GetUtcNow()) is { } cures
            ? TypedResults.Ok(cures)
            : ApiAnswers.NoSuchPhone(id);

    private static Results<NoContent, NotFound<ApiFault>, Conflict<ApiFault>> Cure(
        string id, string kind, HttpContext context, BenchOrders orders, TimeProvider time)
    {
        if (ApiAnswers.Mac(id) is not { } mac || orders.CuresOf(mac, time.GetUtcNow()) is not { } cures)
            return ApiAnswers.NoSuchPhone(id);
        Cure? cure = cures.FirstOrDefault(
            c => c.CanDo && JsonNamingPolicy.KebabCaseLower.ConvertName($"{c.Kind}") == kind);
        return cure is not null && orders.Do(ApiAnswers.Author(context), mac, cure)
            ? TypedResults.NoContent()
            : TypedResults.Conflict(new ApiFault($"There is no '{kind}' that could be done for {id} now."));
    }

    private static Results<NoContent, BadRequest<ApiFault>> PutGoalForAll(
        GoalOrder order, HttpContext context, BenchOrders orders) =>
        orders.SetForAll(ApiAnswers.Author(context), order.Goal, order.Armed)
            ? TypedResults.NoContent()
            : ApiAnswers.NoGoal(order.Goal);

    private static BenchPhoneJson? Find(BenchBoard board, string id) => board.Now.Phones.FirstOrDefault(p =>
        p.Id.Equals(id, StringComparison.OrdinalIgnoreCase) || (ApiAnswers.Mac(id) is { } mac && p.Mac == mac));
}
