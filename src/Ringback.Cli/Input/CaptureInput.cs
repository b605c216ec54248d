using Ringback.Cli.Exits;
using Ringback.Datagrams.Captures;
using Ringback.Workbench.Disk;

namespace Ringback.Cli.Input;

/// <summary>Capture files that the command line names.</summary>
internal static class CaptureInput
{
    /// <summary>Opens a file. A link is followed: whoever names it means what it leads to.</summary>
    internal static FileStream Open(string path)
    {
        try
        {
            string real = ConfinedFolder.RealPath(InputFile.Existing(path));
            // What is no file is not opened: a pipe would wait for ever for somebody to write.
            if (DiskEntry.Look(real) is not { Kind: DiskEntryKind.File })
                throw new UnusableException($"{path} is no file. Copy what comes out of it to a file first.");
            // The reader has a buffer of its own.
            return new FileStream(real, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"{path} cannot be read: {e.Message}");
        }
    }

    /// <summary>A reader of the capture in it.</summary>
    internal static CaptureReader Read(string path, FileStream stream) =>
        CaptureReader.TryOpen(stream, out CaptureReader? reader)
            ? reader
            : throw new UnusableException($"{path} is no capture: pcap and pcapng can be read, also packed with gzip. "
                + "editcap, which comes with Wireshark, makes pcapng of other formats.");
}
