using System.Net.Sockets;
using System.Text.Json;
using Ringback.Workbench.Contract;

namespace Ringback.Workbench.Control;

/// <summary>Asks a running <c>serve</c> for something.</summary>
public static class ControlCall
{
    /// <summary>Sends an order; the answers as they come.</summary>
    /// <param name="folder">The data folder of that <c>serve</c>.</param>
    /// <param name="order">The order.</param>
    /// <param name="cancel">Ends it, there too.</param>
    /// <exception cref="ControlException">Nobody is there.</exception>
    public static async IAsyncEnumerable<OrderAnswerJson> AskAsync(string folder, OrderJson order,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        string path = Path.Combine(Path.GetFullPath(folder), ControlDoor.FileName);
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await ConnectAsync(socket, path, cancel).ConfigureAwait(false);
        using NetworkStream stream = new(socket);
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(order, OrderJson.Options), (byte)'\n'];
        await stream.WriteAsync(line, cancel).ConfigureAwait(false);
        using StreamReader reader = new(stream);
        while (await ReadAsync(reader, cancel).ConfigureAwait(false) is { } answer)
            yield return JsonSerializer.Deserialize<OrderAnswerJson>(answer, OrderJson.Options)!;
    }

    private static async Task ConnectAsync(Socket socket, string path, CancellationToken cancel)
    {
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ArgumentOutOfRangeException)
        {
            throw new ControlException($"no serve runs with the folder {Path.GetDirectoryName(path)}. Start it, or "
                + "name its folder with --data", e);
        }
    }

    private static async Task<string?> ReadAsync(StreamReader reader, CancellationToken cancel)
    {
        try
        {
            return await reader.ReadLineAsync(cancel).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new ControlException("serve ended meanwhile", e);
        }
    }
}

/// <summary>A running <c>serve</c> could not be asked.</summary>
/// <param name="message">Why, and what to do.</param>
/// <param name="inner">What the system said.</param>
public sealed class ControlException(string message, Exception inner) : Exception(message, inner);
