using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Ringback.Console.Board;
using Ringback.Console.Subject;
using Ringback.Workbench.Contract;

namespace Ringback.Console.Api;

/// <summary>Where to listen.</summary>
/// <param name="Interface">The network card.</param>
public sealed record ListenOrder(string Interface);

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
    }

    private static Results<NoContent, Conflict<ApiFault>> Begin(ListenOrder order, CardListening listening) =>
        listening.Begin(order.Interface) is { } whyNot
            ? TypedResults.Conflict(new ApiFault(whyNot))
            : TypedResults.NoContent();

    private static Results<Ok<ListenJson>, NotFound<ApiFault>> Heard(CardListening listening) =>
        listening.Heard is { } heard
            ? TypedResults.Ok(heard)
            : TypedResults.NotFound(new ApiFault("Nobody has listened yet."));
}
