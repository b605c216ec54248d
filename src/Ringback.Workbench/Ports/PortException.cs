using System.Net.Sockets;

namespace Ringback.Workbench.Ports;

/// <summary>A port could not be opened. The message says why and what to do.</summary>
public sealed class PortException : Exception
{
    private PortException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Opens something, and turns the system's error into words for a person.</summary>
    internal static T Guard<T>(string service, string option, int port, Func<T> open) =>
        Guard(service, open, e => Words(port, option, e));

    /// <summary>The same for what opens its port in a task.</summary>
    internal static async Task<T> GuardAsync<T>(string service, string option, int port, Func<Task<T>> open)
    {
        try
        {
            return await open().ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            throw Of(service, e, Words(port, option, e.SocketErrorCode));
        }
    }

    /// <summary>The same for the DHCP server, whose clients know no other port.</summary>
    internal static T GuardDhcp<T>(int port, Func<T> open) => Guard("DHCP", open, e => e switch
    {
        SocketError.AddressAlreadyInUse => $"port {port} is taken: another DHCP server runs on this computer, such as "
            + "dnsmasq or the one of a virtual machine program. Stop it (ringback doctor names it), or use --dhcp off",
        SocketError.AccessDenied => $"this user may not open port {port}. Run Ringback as administrator (sudo), or use "
            + "--dhcp off",
        _ => null,
    });

    private static string? Words(int port, string option, SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse => $"port {port} is taken by another program. Stop that program, or choose "
            + $"another port with {option}",
        SocketError.AccessDenied => $"this user may not open port {port}. Run Ringback as administrator (sudo), or "
            + $"choose a port above 1023 with {option}; a phone asks port 69 only",
        _ => null,
    };

    private static T Guard<T>(string service, Func<T> open, Func<SocketError, string?> explain)
    {
        try
        {
            return open();
        }
        catch (SocketException e)
        {
            throw Of(service, e, explain(e.SocketErrorCode));
        }
    }

    private static PortException Of(string service, SocketException e, string? words)
    {
        string why = words ?? (e.SocketErrorCode is SocketError.AddressNotAvailable
            ? "this computer does not have that address. Look at its addresses and choose one with --bind"
            : e.Message);
        return new PortException($"{service} cannot be started: {why}.", e);
    }
}
