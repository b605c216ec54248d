using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ringback.Cli.Exits;

namespace Ringback.Cli.Input;

/// <summary>Which server a storm is for, and what it should serve.</summary>
internal static class StormServer
{
    private const int WellKnownPort = 69;

    /// <summary>From <c>--server</c> to an address.</summary>
    internal static async Task<IPEndPoint> FindAsync(string? text, CancellationToken cancel)
    {
        if (text is null)
        {
            throw new UnusableException("which server? Name one of yours: --server 127.0.0.1:69. To try it out, start "
                + "one first: ringback serve --bind 127.0.0.1 --tftp-port 6969 --root DIR");
        }

        // One colon is a port; more are an IPv6 address, with a port only behind brackets.
        int colon = text.LastIndexOf(':');
        bool hasPort = colon >= 0 && (text.IndexOf(':') == colon || text[colon - 1] == ']');
        string host = (hasPort ? text[..colon] : text).Trim('[', ']');
        int port = WellKnownPort;
        if (host.Length == 0 || (hasPort && (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None,
            CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)))
        {
            throw new UnusableException($"'{text}' is no server. --server takes HOST:PORT, such as 127.0.0.1:69.");
        }

        if (IPAddress.TryParse(host, out IPAddress? address)) return new IPEndPoint(address, port);
        try
        {
            IPAddress[] found = await Dns.GetHostAddressesAsync(host, cancel).ConfigureAwait(false);
            // Phones speak IPv4; a name with both is meant so.
            return new IPEndPoint(Array.Find(found, a => a.AddressFamily == AddressFamily.InterNetwork) ?? found[0],
                port);
        }
        catch (SocketException e)
        {
            throw new UnusableException($"there is no host '{host}': {e.Message}. Name the server's address.");
        }
    }

    /// <summary>
    /// True for this computer and for private networks: RFC 1918, RFC 3927, RFC 4193 and link-local IPv6.
    /// </summary>
    internal static bool IsNear(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal) return true;
        if (address.AddressFamily != AddressFamily.InterNetwork) return false;
        byte[] octets = address.GetAddressBytes();
        return octets[0] == 10
            || (octets[0] == 172 && octets[1] is >= 16 and < 32)
            || (octets[0] == 192 && octets[1] == 168)
            || (octets[0] == 169 && octets[1] == 254);
    }

    /// <summary>The file of <c>--verify</c>.</summary>
    internal static async Task<ReadOnlyMemory<byte>?> ContentAsync(string? path, CancellationToken cancel)
    {
        if (path is null) return null;
        try
        {
            return await File.ReadAllBytesAsync(path, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"{path} of --verify cannot be read: {e.Message}");
        }
    }
}
