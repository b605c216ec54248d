using System.Net.Sockets;

namespace Ringback.Workbench.Bench;

/// <summary>A port could not be opened. The message says why and what to do.</summary>
public sealed class DoorException : Exception
{
    private DoorException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Opens something, and turns the system's error into words for a person.</summary>
    internal static T Guard<T>(string service, string option, int port, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (SocketException e)
        {
            string why = e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"port {port} is taken by another program. Stop that program, or "
                    + $"choose another port with {option}",
                SocketError.AccessDenied => $"this user may not open port {port}. Run Ringback as administrator "
                    + $"(sudo), or choose a port above 1023 with {option}; a phone asks port 69 only",
                SocketError.AddressNotAvailable => "this computer does not have that address. Look at its addresses "
                    + "and choose one with --bind",
                _ => e.Message,
            };
            throw new DoorException($"{service} cannot be started: {why}.", e);
        }
    }
}
