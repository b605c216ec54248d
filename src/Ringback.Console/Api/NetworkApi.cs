using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Ringback.Catalogue;
using Ringback.Console.Board;
using Ringback.Console.Subject;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Rescue;

namespace Ringback.Console.Api;

/// <summary>Where to listen.</summary>
/// <param name="Interface">The network card.</param>
public sealed record ListenOrder(string Interface);

/// <summary>A rescue that is wanted.</summary>
/// <param name="Interface">The network card.</param>
/// <param name="Mac">The only phone that counts; null for every phone.</param>
/// <param name="DryRun">True to send nothing and change nothing, and to say what would be done.</param>
/// <param name="PhoneAddress">The phone's own address, as its menus show it, where it cannot be heard.</param>
/// <param name="Take">The addresses that it looks for; they go with its own.</param>
public sealed record RescueWish(
    string Interface, MacAddress? Mac, bool DryRun, string? PhoneAddress, IReadOnlyList<string?>? Take);

/// <summary>The network, and whether this computer is fit.</summary>
internal static class NetworkApi
{
    internal static void MapTo(IEndpointRouteBuilder api)
    {
        api.MapGet("/network", (ConsoleSubject subject) => TypedResults.Ok(NetworkView.Of(subject)))
            .WithSummary("Cards, ports, addresses that are lent, other DHCP servers.");
        api.MapPost("/doctor", async (BenchDoctor doctor, CancellationToken cancel) =>
            TypedResults.Ok(await doctor.LookAsync(cancel).ConfigureAwait(false)))
            .WithSummary("Looks whether this computer is fit; takes some seconds.");
        api.MapPost("/listen", Begin)
            .WithSummary("Listens at a network card for phones of another network; sends nothing.");
        api.MapGet("/listen", Heard).WithSummary("What was heard until now, as listen --json prints it.");
        api.MapDelete("/listen", (CardListening listening) =>
        {
            listening.End();
            return TypedResults.NoContent();
        }).WithSummary("Listens no more; what was heard stays.");
        api.MapPost("/rescue", Rescue)
            .WithSummary("Becomes the network that a phone of another network looks for, or says what it would do.");
        api.MapGet("/rescue", Rescued).WithSummary("The rescue that runs, or the last one, with its steps.");
        api.MapDelete("/rescue", async (CardRescue rescue) =>
        {
            await rescue.EndAsync().ConfigureAwait(false);
            return TypedResults.NoContent();
        }).WithSummary("Ends it; everything that was taken is given back.");
    }

    private static async Task<Results<NoContent, BadRequest<ApiFault>, Conflict<ApiFault>>> Rescue(
        RescueWish wish, CardRescue rescue)
    {
        if (ToldSight.Read(wish.PhoneAddress, wish.Take ?? [], ("phoneAddress", "take"), out ToldSight? told)
            is { } whyNot)
        {
            return TypedResults.BadRequest(new ApiFault(whyNot));
        }

        RescueAsked asked = new(wish.Interface, wish.Mac, told, wish.DryRun);
        return await rescue.BeginAsync(asked).ConfigureAwait(false) is { } refused
            ? TypedResults.Conflict(new ApiFault(
                string.Join(' ', refused.Commands.Select(c => $"Type: {c}.").Prepend(refused.Because))))
            : TypedResults.NoContent();
    }

    private static Results<Ok<RescueView>, NotFound<ApiFault>> Rescued(CardRescue rescue) => rescue.Now is { } now
        ? TypedResults.Ok(now)
        : TypedResults.NotFound(new ApiFault("There was no rescue yet."));

    private static Results<NoContent, Conflict<ApiFault>> Begin(ListenOrder order, CardListening listening) =>
        listening.Begin(order.Interface) is { } whyNot
            ? TypedResults.Conflict(new ApiFault(whyNot))
            : TypedResults.NoContent();

    private static Results<Ok<ListenJson>, NotFound<ApiFault>> Heard(CardListening listening) =>
        listening.Heard is { } heard
            ? TypedResults.Ok(heard)
            : TypedResults.NotFound(new ApiFault("Nobody has listened yet."));
}
