namespace Ringback.Observation.Logs.Formats;

/// <summary>Paths on the disk of a server, from which the name has to be found that a phone asked for.</summary>
internal static class FileOnDisk
{
    // Roots that how-tos name; what stands behind one is what was asked for.
    private static readonly byte[][] Roots =
    [
        "/tftpboot/"u8.ToArray(), "/srv/tftp/"u8.ToArray(), "/var/lib/tftpboot/"u8.ToArray(), "/tftp/"u8.ToArray(),
        "/private/tftpboot/"u8.ToArray(), "/var/tftp/"u8.ToArray(), "/TFTP-Root/"u8.ToArray(),
        "/tftp-root/"u8.ToArray(),
    ];

    /// <summary>The name; of a path with an unknown root its last part.</summary>
    internal static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> path)
    {
        foreach (byte[] root in Roots)
        {
            int at = path.IndexOf(root);
            if (at >= 0) return path[(at + root.Length)..];
        }

        bool isPath = path is [(byte)'/', ..] or [_, (byte)':', (byte)'\\' or (byte)'/', ..];
        return isPath ? path[(path.LastIndexOfAny((byte)'/', (byte)'\\') + 1)..] : path;
    }
}
