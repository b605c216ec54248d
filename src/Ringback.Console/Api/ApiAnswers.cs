using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Ringback.Catalogue;

namespace Ringback.Console.Api;

/// <summary>What somebody orders.</summary>
/// <param name="Goal">
/// <c>sccp</c>, <c>sip</c>, <c>mgcp</c> or the name of a load; <c>as-it-is</c> for a phone that is to stay as it is;
/// null for none.
/// </param>
/// <param name="Armed">False to wait for a word for each phone.</param>
public sealed record GoalOrder(string? Goal, bool Armed = true);

/// <summary>Why something was not done.</summary>
/// <param name="Error">In words.</param>
public sealed record ApiFault(string Error);

/// <summary>What many answers have in common.</summary>
internal static class ApiAnswers
{
    internal static NotFound<ApiFault> NoSuchPhone(string id) =>
        TypedResults.NotFound(new ApiFault($"No phone {id} is on the bench."));

    internal static BadRequest<ApiFault> NoGoal(string? text) => TypedResults.BadRequest(new ApiFault(
        $"'{text}' is no goal. It takes {Catalogue.Loads.Goal.Accepted}."));

    /// <summary>Who says something through the API, as the story has it.</summary>
    internal static string Author(HttpContext context) => $"console at {context.Connection.RemoteIpAddress}";

    internal static MacAddress? Mac(string text) =>
        MacAddress.TryParse(text, null, out MacAddress mac) ? mac : null;
}
