using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Ringback.Console.Board;
using Ringback.Console.Subject;

namespace Ringback.Console.Api;

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
    }
}
