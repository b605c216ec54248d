namespace Ringback.Datagrams;

/// <summary>
/// Whole Ethernet frames at one network interface, whatever addresses it has. One thread receives; any thread sends.
/// </summary>
public interface IFramePort : IDisposable
{
    /// <summary>Sends a frame, from its destination on and without its checksum.</summary>
    /// <returns>False when it was not taken. Networks lose frames: nobody may rely on true either.</returns>
    bool Send(ReadOnlySpan<byte> frame);

    /// <summary>
    /// Waits for a frame of somebody else. What this machine sends is never received. A VLAN tag is mostly gone: the
    /// card or the kernel takes it out.
    /// </summary>
    /// <param name="frame">Where it goes; what is longer is cut off.</param>
    /// <param name="longest">How long to wait; below zero is for ever.</param>
    /// <returns>The length of what was received; 0 when nothing came, after <see cref="Wake"/>, or after an error.
    /// </returns>
    int Receive(Span<byte> frame, TimeSpan longest);

    /// <summary>Ends the wait of now, or the next one. Any thread; also after the port is closed.</summary>
    void Wake();
}
