namespace Ringback.Datagrams.Captures;

/// <summary>What a capture file may hold.</summary>
public static class CaptureLimits
{
    /// <summary>
    /// Bytes of a frame. It is what tcpdump and Wireshark capture at most; a file that says more is damaged.
    /// </summary>
    public const int LongestFrame = 256 * 1024;

    /// <summary>Bytes of a block with a frame: the frame, its head and its options.</summary>
    public const int LongestBlock = LongestFrame + (64 * 1024);

    /// <summary>
    /// Interfaces of a section. A laptop has some ten, a mirror port of a data centre some hundreds; what comes from
    /// later ones is left out.
    /// </summary>
    public const int MostInterfaces = 4096;
}
