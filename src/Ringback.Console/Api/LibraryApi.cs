using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Ringback.Console.Board;
using Ringback.Console.Subject;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Library;

namespace Ringback.Console.Api;

/// <summary>The firmware that phones are served from.</summary>
internal static class LibraryApi
{
    internal static void MapTo(IEndpointRouteBuilder api)
    {
        api.MapGet("/library", (ConsoleSubject subject) => TypedResults.Ok(Read(subject)))
            .WithSummary("The loads in the library, complete or not, and what is wrong.");
        api.MapPost("/library/files", TakeAsync).DisableAntiforgery()
            .WithSummary("Brings a file in: firmware, or an archive with firmware, as the body; ?name=FILE.");
        api.MapPost("/folder/lint", Lint).WithSummary("Looks through the user's TFTP folder, as lint does.");
        api.MapPost("/folder/mend", Mend)
            .WithSummary("Mends a file of it, as lint --fix --in-place does; ?file=NAME, as the look told it.");
    }

    private static Results<Ok<FolderLook>, NotFound<ApiFault>> Lint(FolderClinic clinic) => clinic.Look() is { } look
        ? TypedResults.Ok(look)
        : TypedResults.NotFound(new ApiFault("No folder of yours is served (--root)."));

    private static Results<Ok<FolderMending>, Conflict<ApiFault>> Mend(string file, FolderClinic clinic)
    {
        FolderMending mending = clinic.Mend(file);
        return mending.WhyNot is { } whyNot
            ? TypedResults.Conflict(new ApiFault(whyNot))
            : TypedResults.Ok(mending);
    }

    internal static LibraryJson Read(ConsoleSubject subject)
    {
        IReadOnlyList<Catalogue.Problems.Problem> faults = [];
        if (subject.Options.Library is { } library && Directory.Exists(library))
            new LibraryStore(library).Read(out faults);
        return LibraryJson.Of(subject.Bench.Shelf.Current, faults);
    }

    private static async Task<Results<Ok<IReadOnlyList<LibraryImportResult>>, BadRequest<ApiFault>,
        InternalServerError<ApiFault>>> TakeAsync(string name, HttpContext context, LibraryIntake intake)
    {
        if (LibraryIntake.Objection(name) is { } objection) return TypedResults.BadRequest(new ApiFault(objection));
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LibraryIntake.Largest;
        try
        {
            return TypedResults.Ok(await intake
                .TakeAsync(name, context.Request.Body, context.RequestAborted).ConfigureAwait(false));
        }
        catch (BadHttpRequestException e)
        {
            return TypedResults.BadRequest(new ApiFault(e.Message));
        }
        catch (Exception e) when (e is IOException or LibraryException or UnauthorizedAccessException)
        {
            return TypedResults.InternalServerError(new ApiFault(e.Message));
        }
    }
}
