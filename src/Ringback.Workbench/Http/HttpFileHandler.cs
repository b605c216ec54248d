using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Ringback.Observation;
using Ringback.Phones.Answers;
using Ringback.Phones.Events;
using Ringback.Workbench.Contents;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Http;

/// <summary>
/// One request for a file: the same question to the desk as by TFTP, and its answer in HTTP's words (RFC 9110). GET and
/// HEAD, and one range; always with a length, as a phone wants it, and never in chunks.
/// </summary>
/// <param name="desk">Answers.</param>
/// <param name="contents">The bytes behind an answer.</param>
/// <param name="time">The clock.</param>
internal sealed class HttpFileHandler(CaseDesk desk, ContentStore contents, TimeProvider time)
    : IHttpApplication<HttpContext>
{
    private const int PieceLength = 64 * 1024;

    /// <summary>As long as a phone waits for the rest of a file by TFTP.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(16);

    private volatile bool _isStopping;

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    /// <summary>From now on what breaks off does so because the workbench stops.</summary>
    internal void Stop() => _isStopping = true;

    public async Task ProcessRequestAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        bool isHead = HttpMethods.IsHead(request.Method);
        if (!isHead && !HttpMethods.IsGet(request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            await RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "Only GET and HEAD")
                .ConfigureAwait(false);
            return;
        }

        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (RequestTarget.NameIn(target) is not { Length: > 0 } name)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "No file is named").ConfigureAwait(false);
            return;
        }

        Exchange exchange = new(context, name, time.GetTimestamp());
        FileAnswer answer = desk.Ask(exchange.Phone, exchange.Local, name,
            isHead ? ["method=HEAD"] : [], Transport.Http);
        switch (answer)
        {
            case Serve serve when contents.Open(serve.Content) is { } content:
                await ServeAsync(exchange, serve.Name, content, isHead).ConfigureAwait(false);
                break;
            case Refused:
                await RefuseAsync(context, StatusCodes.Status403Forbidden, "Not for this phone").ConfigureAwait(false);
                break;
            default:
                await RefuseAsync(context, StatusCodes.Status404NotFound, "File not found").ConfigureAwait(false);
                break;
        }
    }

    private static async Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain";
        context.Response.ContentLength = why.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.WriteAsync(why, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task ServeAsync(Exchange exchange, string name, ITftpContent content, bool isHead)
    {
        HttpResponse response = exchange.Context.Response;
        // There is no validator to compare with, so an If-Range never holds (RFC 9110 §13.1.5).
        string? wanted = exchange.Context.Request.Headers.IfRange.Count == 0
            ? exchange.Context.Request.Headers.Range.ToString()
            : null;
        ByteRange? part = ByteRange.Read(wanted, content.Length, out bool isUnsatisfiable);
        response.Headers.AcceptRanges = "bytes";
        response.ContentType = name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
            ? "text/xml"
            : "application/octet-stream";
        if (isUnsatisfiable)
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            response.Headers.ContentRange = $"bytes */{content.Length}";
            response.ContentLength = 0;
            return;
        }

        if (part is { } range)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange =
                $"bytes {range.First}-{range.First + range.Length - 1}/{content.Length}";
        }

        ByteRange sent = part ?? new ByteRange(0, content.Length);
        response.ContentLength = sent.Length;
        if (isHead) return;
        (TransferOutcome outcome, long bytes) = await SendAsync(exchange, content, sent).ConfigureAwait(false);
        desk.Record(HttpObservation.Ended(exchange.Phone, exchange.Name, name, outcome, bytes, content.Length,
            time.GetElapsedTime(exchange.Began), time.GetUtcNow()));
    }

    private async Task<(TransferOutcome Outcome, long Bytes)> SendAsync(
        Exchange exchange, ITftpContent content, ByteRange range)
    {
        HttpResponse response = exchange.Context.Response;
        CancellationToken gone = exchange.Context.RequestAborted;
        long bytes = 0;
        using SentBytes? watch = SentBytes.Watch(exchange.Socket);
        try
        {
            while (bytes < range.Length)
            {
                int piece = (int)Math.Min(PieceLength, range.Length - bytes);
                int read = content.Read(range.First + bytes, response.BodyWriter.GetMemory(piece).Span[..piece]);
                if (read == 0)
                {
                    // It became shorter under way. A length was promised, so only the end of the connection is honest.
                    exchange.Context.Abort();
                    return (TransferOutcome.FileChanged, bytes);
                }

                response.BodyWriter.Advance(read);
                bytes += read;
                if ((await response.BodyWriter.FlushAsync(gone).ConfigureAwait(false)).IsCompleted) break;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The phone went, or we do. It may have gone because it has everything.
        }

        bool isWhole = bytes == range.Length;
        if (isWhole && watch is not null
            && await watch.HaveArrivedAsync(bytes, Patience, time, gone).ConfigureAwait(false))
        {
            return (TransferOutcome.Delivered, bytes);
        }

        return (_isStopping ? TransferOutcome.Stopped
            : isWhole ? TransferOutcome.Unconfirmed
            : bytes == 0 ? TransferOutcome.NeverAnswered
            : TransferOutcome.Stalled, bytes);
    }

    /// <summary>One request under way.</summary>
    private sealed record Exchange(HttpContext Context, string Name, long Began)
    {
        internal IPEndPoint Phone { get; } = new(
            Plain(Context.Connection.RemoteIpAddress), Context.Connection.RemotePort);

        internal IPAddress Local { get; } = Plain(Context.Connection.LocalIpAddress);

        internal Socket? Socket { get; } = Context.Features.Get<IConnectionSocketFeature>()?.Socket;

        private static IPAddress Plain(IPAddress? address) =>
            address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address ?? IPAddress.None;
    }
}
