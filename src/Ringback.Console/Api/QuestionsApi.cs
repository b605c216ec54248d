using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Ringback.Console.Board;

namespace Ringback.Console.Api;

/// <summary>Questions that wait for a person.</summary>
/// <param name="Wanted">True when somebody wants to be asked.</param>
/// <param name="Waiting">Those that wait now.</param>
public sealed record QuestionsJson(bool Wanted, IReadOnlyList<OpenQuestion> Waiting);

/// <summary>Whether people are asked.</summary>
/// <param name="Wanted">True to be asked while a page of the console is open.</param>
public sealed record AskingOrder(bool Wanted);

/// <summary>What somebody says to a question.</summary>
/// <param name="Generate">True to have the phone's files made.</param>
/// <param name="File">The file that it gets in place of what it asks for; null for nothing.</param>
public sealed record QuestionAnswer(bool Generate = false, string? File = null);

/// <summary>What a phone is to get for a file that nobody has.</summary>
internal static class QuestionsApi
{
    internal static void MapTo(IEndpointRouteBuilder api)
    {
        api.MapGet("/questions", (AskedPeople people) =>
            TypedResults.Ok(new QuestionsJson(people.IsWanted, people.Waiting)))
            .WithSummary("The questions of phones that wait for somebody's word, nine seconds at most.");
        api.MapPut("/questions", (AskingOrder order, AskedPeople people) =>
        {
            people.IsWanted = order.Wanted;
            return TypedResults.NoContent();
        }).WithSummary("Whether questions wait; only while a page of the console is open.");
        api.MapPost("/questions/{id:long}", Answer)
            .WithSummary("Answers one: a file, nothing, or files made for the phone. It holds for the next time.");
    }

    private static Results<NoContent, Conflict<ApiFault>> Answer(
        long id, QuestionAnswer answer, HttpContext context, AskedPeople people)
    {
        string author = ApiAnswers.Author(context);
        bool done = answer.Generate ? people.Generate(author, id) : people.Give(author, id, answer.File);
        return done
            ? TypedResults.NoContent()
            : TypedResults.Conflict(new ApiFault("It does not wait any more, or that cannot be given."));
    }
}
