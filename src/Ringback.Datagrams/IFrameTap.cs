namespace Ringback.Datagrams;

/// <summary>
/// All frames at one network interface, for whomever they are, with their VLAN tags. It has no way to send. One thread
/// receives.
/// </summary>
public interface IFrameTap : IDisposable
{
    /// <summary>What stands before a packet, by the numbers of capture files; 1 is Ethernet.</summary>
    int LinkType { get; }

    /// <summary>What it cannot see, in a sentence for people; null when it sees everything.</summary>
    string? Blind { get; }

    /// <summary>Frames that were lost because nobody took them in time, as far as the system counts them.</summary>
    long Lost { get; }

    /// <summary>Waits for a frame.</summary>
    /// <param name="frame">Where it goes; what is longer is cut off.</param>
    /// <param name="longest">How long to wait; below zero is for ever.</param>
    /// <returns>The length of what was received; 0 when nothing came, after <see cref="Wake"/>, or after an error.
    /// </returns>
    int Receive(Span<byte> frame, TimeSpan longest);

    /// <summary>Ends the wait of now, or the next one. Any thread; also after the tap is closed.</summary>
    void Wake();
}
