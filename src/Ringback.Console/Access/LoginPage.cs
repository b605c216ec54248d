using System.Net;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Ringback.Console.Shipped;
using Ringback.Console.Words;

namespace Ringback.Console.Access;

/// <summary>One field: the token from the start of the program.</summary>
internal static class LoginPage
{
    internal static void MapTo(
        IEndpointRouteBuilder routes, ConsoleToken? token, LoginLimit limit, Texts texts, bool isHttps)
    {
        if (token is null) return;
        routes.MapGet("/login", (HttpContext context, IAntiforgery forgery) =>
            Show(context, forgery, texts, wrong: null, StatusCodes.Status200OK)).ExcludeFromDescription();
        routes.MapPost("/login", (
            HttpContext context, IAntiforgery forgery, [FromForm(Name = "token")] string? given) =>
        {
            if (!limit.Admits(context.Connection.RemoteIpAddress ?? IPAddress.None))
            {
                context.Response.Headers.RetryAfter = "60";
                return Show(context, forgery, texts, "login.often", StatusCodes.Status429TooManyRequests);
            }

            if (!token.Is(given))
                return Show(context, forgery, texts, "login.wrong", StatusCodes.Status401Unauthorized);
            context.Response.Cookies.Append(AccessRules.Cookie, token.BeginSession(), new CookieOptions
            {
                HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = isHttps, MaxAge = ConsoleToken.Stay,
                Path = "/",
            });
            return Results.Redirect("/");
        }).ExcludeFromDescription();
        routes.MapPost("/logout", (HttpContext context) =>
        {
            context.Response.Cookies.Delete(AccessRules.Cookie);
            return Results.Redirect("/login");
        }).DisableAntiforgery().ExcludeFromDescription();
    }

    private static IResult Show(HttpContext context, IAntiforgery forgery, Texts texts, string? wrong, int status)
    {
        AntiforgeryTokenSet tokens = forgery.GetAndStoreTokens(context);
        HtmlEncoder encoder = HtmlEncoder.Default;
        string complaint = wrong is null ? "" : $"""
            <p class="note care" role="alert"><span>{encoder.Encode(texts[wrong])}</span></p>
            """;
        return Results.Content($"""
            <!doctype html>
            <html lang="{texts.Language}"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{encoder.Encode(texts["login.title"])}</title>
            <link rel="icon" href="{ConsoleAssets.Path("mark.svg")}">
            <link rel="stylesheet" href="{ConsoleAssets.Path("tokens.css")}">
            <link rel="stylesheet" href="{ConsoleAssets.Path("console.css")}">
            <link rel="stylesheet" href="{ConsoleAssets.Path("parts.css")}"></head>
            <body><main class="login panel"><form method="post" action="/login" class="body stack">
            <h1>{encoder.Encode(texts["login.title"])}</h1>
            <p class="read soft">{encoder.Encode(texts["login.how"])}</p>{complaint}
            <label class="field"><span>{encoder.Encode(texts["login.token"])}</span>
            <input class="input code" type="password" name="token" autocomplete="current-password" required
              autofocus></label>
            <input type="hidden" name="{tokens.FormFieldName}" value="{encoder.Encode(tokens.RequestToken!)}">
            <button class="btn go big" type="submit">{encoder.Encode(texts["login.enter"])}</button>
            </form></main></body></html>
            """, "text/html; charset=utf-8", null, status);
    }
}
