using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Ringback.Catalogue;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Registrars;

namespace Ringback.Workbench.Control;

/// <summary>
/// How other verbs reach a running <c>serve</c>: a socket in the data folder, which only its owner may open. Each
/// connection brings one line of JSON and gets lines of JSON back; when the asker goes, what it asked for ends.
/// </summary>
public sealed partial class ControlDoor : IAsyncDisposable
{
    /// <summary>The name of the socket in the data folder.</summary>
    public const string FileName = "control.sock";

    /// <summary>The longest path that every system takes for a socket.</summary>
    public const int LongestPath = 100;

    /// <summary>The longest question, bytes.</summary>
    public const int LongestQuestion = 4096;

    // A person asks one thing at a time, and a script a few.
    private const int MostConnections = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket _socket;
    private readonly string _path;
    private readonly PhoneHands _hands;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _places = new(MostConnections);
    private Task _accepting = Task.CompletedTask;

    private ControlDoor(Socket socket, string path, PhoneHands hands, TimeProvider time, ILogger logger)
    {
        _socket = socket;
        _path = path;
        _hands = hands;
        _time = time;
        _logger = logger;
    }

    /// <summary>
    /// Opens it; null where it cannot be, which the log tells: a bench serves phones all the same.
    /// </summary>
    /// <param name="folder">The data folder, of which there is one serve: it holds the journal.</param>
    /// <param name="hands">What is done.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The program's log.</param>
    public static ControlDoor? Open(string folder, PhoneHands hands, TimeProvider time, ILogger logger)
    {
        string path = Path.Combine(Path.GetFullPath(folder), FileName);
        if (Encoding.UTF8.GetByteCount(path) > LongestPath)
        {
            LogTooLong(logger, path, LongestPath);
            return null;
        }

        if (!Socket.OSSupportsUnixDomainSockets)
        {
            LogNotOpened(logger, path, "this system has no sockets in files; Windows 10 has them from version 1803 on");
            return null;
        }

        Socket? socket = null;
        try
        {
            socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            // What a killed program left behind; a plain file of that name is nobody's socket and stays.
            if (File.Exists(path) && new FileInfo(path).Length == 0) File.Delete(path);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen(MostConnections);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            socket?.Dispose();
            LogNotOpened(logger, path, e.Message);
            return null;
        }

        ControlDoor door = new(socket, path, hands, time, logger);
        door._accepting = door.AcceptAsync();
        return door;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        _socket.Dispose();
        File.Delete(_path);
        _places.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _places.WaitAsync(_stop.Token).ConfigureAwait(false);
                Socket asker = await _socket.AcceptAsync(_stop.Token).ConfigureAwait(false);
                connections.RemoveAll(c => c.IsCompleted);
                connections.Add(AnswerAsync(asker));
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (SocketException e)
            {
                LogFailed(e);
                break;
            }
        }

        await Task.WhenAll(connections).ConfigureAwait(false);
    }

    private async Task AnswerAsync(Socket asker)
    {
        using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        try
        {
            using NetworkStream stream = new(asker, ownsSocket: true);
            OrderJson? order = await ReadAsync(stream).ConfigureAwait(false);
            Task watching = WatchAsync(stream, gone);
            await foreach (OrderAnswerJson answer in DoAsync(order, gone.Token).ConfigureAwait(false))
            {
                byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(answer, OrderJson.Options), (byte)'\n'];
                await stream.WriteAsync(line, gone.Token).ConfigureAwait(false);
            }

            asker.Shutdown(SocketShutdown.Send);
            await gone.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            LogGone(e.Message);
        }
        catch (Exception e)
        {
            LogFailed(e);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>The one question; null for what is none.</summary>
    private async Task<OrderJson?> ReadAsync(NetworkStream stream)
    {
        using CancellationTokenSource patience = new(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stop.Token);
        byte[] buffer = new byte[LongestQuestion];
        int length = 0;
        while (length < buffer.Length && !buffer.AsSpan(0, length).Contains((byte)'\n'))
        {
            int more = await stream.ReadAsync(buffer.AsMemory(length), either.Token).ConfigureAwait(false);
            if (more == 0) break;
            length += more;
        }

        return OrderJson.Read(buffer.AsSpan(0, length));
    }

    /// <summary>Notices that the asker has gone.</summary>
    private static async Task WatchAsync(NetworkStream stream, CancellationTokenSource gone)
    {
        try
        {
            byte[] one = new byte[64];
            while (await stream.ReadAsync(one, gone.Token).ConfigureAwait(false) > 0) one[0] = 0;
            await gone.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            await gone.CancelAsync().ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<OrderAnswerJson> DoAsync(
        OrderJson? order, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        if (order is null || !MacAddress.TryParse(order.Mac, null, out MacAddress mac))
        {
            yield return new OrderAnswerJson { Done = false, Because = "that is no order" };
            yield break;
        }

        if (order.Hand is { } hand)
        {
            HandOutcome outcome = _hands.Tell(mac, hand, order.Text, order.By ?? "");
            yield return new OrderAnswerJson { Done = outcome.Done, Because = outcome.Because };
            yield break;
        }

        await foreach (BenchTestProgress progress in _hands.TestAsync(mac, order.By ?? "", cancel)
            .ConfigureAwait(false))
        {
            yield return new OrderAnswerJson
            {
                Done = progress.Because is null ? progress.Part is null : false,
                Because = progress.Because,
                Part = progress.Part,
                Via = progress.Via,
                Results = progress.Results,
            };
        }
    }

    [LoggerMessage(LogLevel.Warning, "the path {Path} is too long for a socket ({Longest} bytes): phones cannot be "
        + "rung or tested from another terminal. Choose a shorter folder with --data")]
    private static partial void LogTooLong(ILogger logger, string path, int longest);

    [LoggerMessage(LogLevel.Warning,
        "the socket {Path} cannot be opened ({Error}): phones cannot be rung or tested from another terminal")]
    private static partial void LogNotOpened(ILogger logger, string path, string error);

    [LoggerMessage(LogLevel.Debug, "an asker at the control socket has gone: {Error}")]
    private partial void LogGone(string error);

    [LoggerMessage(LogLevel.Error, "an order at the control socket could not be worked on")]
    private partial void LogFailed(Exception e);
}
