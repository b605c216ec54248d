using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ringback.Console.Access;

/// <summary>
/// Who comes in, before anything else looks at a request: by a name that is ours, from a page of ours, with the token
/// where one is asked for.
/// </summary>
/// <param name="token">The token; null where none is asked for.</param>
/// <param name="isHttps">True when the console speaks HTTPS.</param>
internal sealed class AccessRules(ConsoleToken? token, bool isHttps)
{
    internal const string Cookie = "ringback-session";

    // Scripts, styles, fonts and what the page talks to come from here and from nowhere else; no page of others may
    // show this one in a frame.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        + "font-src 'self'; connect-src 'self'; media-src 'self'; form-action 'self'; base-uri 'self'; "
        + "frame-ancestors 'none'";

    // What comes before a token: the page that asks for it, what that page is made of, and whether anybody is there.
    private static readonly string[] Open = ["/login", "/assets/", "/health"];

    /// <summary>Answers for a request, or lets it on.</summary>
    internal async Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        Harden(context.Response.Headers);
        if (!IsOurName(context.Request.Host.Host))
        {
            await RefuseAsync(context, StatusCodes.Status421MisdirectedRequest,
                "This is Ringback's console, and that name is not its own. Use its IP address.").ConfigureAwait(false);
        }
        else if (!IsFromOurPage(context.Request))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden,
                "Only Ringback's own pages may do that.").ConfigureAwait(false);
        }
        else if (IsKnown(context.Request))
        {
            await next(context).ConfigureAwait(false);
        }
        else if (HttpMethods.IsGet(context.Request.Method) && WantsPage(context.Request))
        {
            context.Response.Redirect("/login");
        }
        else
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await RefuseAsync(context, StatusCodes.Status401Unauthorized,
                "Say who you are: Authorization: Bearer TOKEN.").ConfigureAwait(false);
        }
    }

    /// <summary>
    /// A page elsewhere can have its own name resolve to this computer and would then be let in by the browser; a
    /// number cannot be made to mean something else.
    /// </summary>
    internal static bool IsOurName(string host)
    {
        string plain = host.Trim('[', ']');
        return IPAddress.TryParse(plain, out _)
            || plain.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || plain.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase)
            || plain.Equals(Environment.MachineName + ".local", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// What changes something, and the connection of a page, must come from a page of ours, or from a program that is
    /// no browser and says nothing of pages.
    /// </summary>
    internal static bool IsFromOurPage(HttpRequest request)
    {
        bool isHarmless = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && !request.Headers.ContainsKey(HeaderNames.Upgrade) && request.Headers.Connection != "Upgrade";
        if (isHarmless) return true;
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none")) return false;
        string origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    private bool IsKnown(HttpRequest request)
    {
        if (token is null) return true;
        if (Open.Any(path => request.Path.StartsWithSegments(path.TrimEnd('/')))) return true;
        string authorization = request.Headers.Authorization.ToString();
        return token.IsSession(request.Cookies[Cookie])
            || (authorization.StartsWith("Bearer ", StringComparison.Ordinal) && token.Is(authorization[7..]));
    }

    internal static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private void Harden(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), usb=()";
        headers.CacheControl = "no-store";
        if (isHttps) headers.StrictTransportSecurity = "max-age=31536000";
    }

    private static async Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(why + "\n", context.RequestAborted).ConfigureAwait(false);
    }
}
