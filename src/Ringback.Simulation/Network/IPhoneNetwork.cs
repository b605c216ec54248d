using System.Net;

namespace Ringback.Simulation.Network;

/// <summary>
/// What a simulated phone hangs on: the sockets of this machine, or a network made of dice in which time is a number.
/// </summary>
public interface IPhoneNetwork
{
    /// <summary>Opens a UDP port of the phone.</summary>
    /// <param name="own">The phone's address; null for whichever this machine takes.</param>
    /// <param name="towards">Whom it will speak to.</param>
    IDatagramPort OpenPort(IPAddress? own, IPEndPoint towards);

    /// <summary>Connects to a TCP port; null when nobody listens there.</summary>
    /// <param name="own">The phone's address; null for whichever this machine takes.</param>
    /// <param name="to">Where to.</param>
    /// <param name="cancel">The phone's plug.</param>
    Task<IByteStream?> ConnectAsync(IPAddress? own, IPEndPoint to, CancellationToken cancel);
}

/// <summary>A UDP port of a phone.</summary>
public interface IDatagramPort : IDisposable
{
    /// <summary>Its address and number.</summary>
    IPEndPoint Local { get; }

    /// <summary>Sends a datagram, which may be lost.</summary>
    Task SendAsync(ReadOnlyMemory<byte> datagram, IPEndPoint to, CancellationToken cancel);

    /// <summary>The next datagram; null when none comes in time.</summary>
    Task<ReceivedDatagram?> ReceiveAsync(TimeSpan atMost, CancellationToken cancel);
}

/// <summary>A TCP connection of a phone.</summary>
public interface IByteStream : IDisposable
{
    /// <summary>The phone's end.</summary>
    IPEndPoint Local { get; }

    /// <summary>Sends all bytes.</summary>
    Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel);

    /// <summary>The bytes that came; none when the other side has closed, or has been silent for too long.</summary>
    Task<ReadOnlyMemory<byte>> ReceiveAsync(TimeSpan atMost, CancellationToken cancel);
}

/// <summary>A datagram that has arrived.</summary>
/// <param name="Content">What is in it.</param>
/// <param name="From">Who sent it.</param>
public sealed record ReceivedDatagram(ReadOnlyMemory<byte> Content, IPEndPoint From);
