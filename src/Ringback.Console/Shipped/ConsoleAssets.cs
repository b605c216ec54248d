using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Ringback.Workbench.Proofs;

namespace Ringback.Console.Shipped;

/// <summary>
/// Styles, scripts, drawings and fonts: all of them lie in the assembly, and none comes from anywhere else.
/// </summary>
internal static class ConsoleAssets
{
    private const string Prefix = "assets/";

    private static readonly Dictionary<string, string> Types = new()
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".woff2"] = "font/woff2",
        [".txt"] = "text/plain; charset=utf-8",
        [".wav"] = "audio/wav",
    };

    private static readonly Assembly Home = typeof(ConsoleAssets).Assembly;
    private static readonly Lazy<Dictionary<string, Asset>> All = new(ReadAll);

    /// <summary>The text of a drawing, to stand inside a page.</summary>
    internal static string Sprite { get; } = System.Text.Encoding.UTF8.GetString(Read(Prefix + "sprite.svg"));

    /// <summary>The address of a file, which changes when its content does.</summary>
    internal static string Path(string name) => $"/assets/{name}?v={All.Value[name].Version}";

    internal static void MapTo(IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{**name}", SendAsync).ExcludeFromDescription();

    private static async Task SendAsync(HttpContext context, string name)
    {
        if (!All.Value.TryGetValue(name, out Asset? asset))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        HttpResponse response = context.Response;
        response.ContentType = asset.Type;
        response.Headers[HeaderNames.ETag] = $"\"{asset.Version}\"";
        response.Headers[HeaderNames.CacheControl] = context.Request.Query.ContainsKey("v")
            ? "public, max-age=31536000, immutable"
            : "no-cache";
        response.Headers[HeaderNames.Vary] = HeaderNames.AcceptEncoding;
        if (context.Request.Headers.IfNoneMatch == $"\"{asset.Version}\"")
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        bool isPacked = asset.Packed is not null
            && context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal);
        byte[] content = isPacked ? asset.Packed! : asset.Content;
        if (isPacked) response.Headers[HeaderNames.ContentEncoding] = "gzip";
        response.ContentLength = content.Length;
        await response.Body.WriteAsync(content, context.RequestAborted).ConfigureAwait(false);
    }

    private static Dictionary<string, Asset> ReadAll() => Home.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => (Name: name[Prefix.Length..].Replace('\\', '/'), Content: Read(name)))
        // A proof sheet looks the same wherever it is shown.
        .Append((Name: "proof.css", Content: System.Text.Encoding.UTF8.GetBytes(ProofLook.Style)))
        .ToDictionary(file => file.Name, file => new Asset(file.Name, file.Content));

    private static byte[] Read(string name)
    {
        using Stream resource = Home.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using MemoryStream bytes = new();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }

    private sealed class Asset
    {
        internal Asset(string name, byte[] content)
        {
            string ending = System.IO.Path.GetExtension(name);
            Content = content;
            Type = Types[ending];
            Version = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
            Packed = ending is ".css" or ".js" or ".svg" ? Pack(content) : null;
        }

        internal byte[] Content { get; }

        internal byte[]? Packed { get; }

        internal string Type { get; }

        internal string Version { get; }

        private static byte[] Pack(byte[] content)
        {
            using MemoryStream packed = new();
            using (GZipStream gzip = new(packed, CompressionLevel.Optimal)) gzip.Write(content);
            return packed.ToArray();
        }
    }
}
