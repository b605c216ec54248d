using System.Text;
using Ringback.Phones.Events;
using Ringback.Wire.Tftp;
using Ringback.Workbench.Disk;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Uploads;

/// <summary>Where files that clients write may go.</summary>
/// <param name="Folder">The one folder.</param>
/// <param name="Overwrites">True when a file that is there may be replaced.</param>
/// <param name="Largest">Bytes of a file at most.</param>
public sealed record UploadOptions(string Folder, bool Overwrites = false, long Largest = UploadOptions.UsualLargest)
{
    /// <summary>Twice the largest image of any family that a phone sends back or a backup holds.</summary>
    public const long UsualLargest = 64L * 1024 * 1024;

    /// <summary>Sixteen of the largest files; whoever collects more empties the folder now and then.</summary>
    public const long UsualAllBytes = 1024L * 1024 * 1024;

    /// <summary>Twice the phones of the largest shelf that was ever tried, with a file of each.</summary>
    public const int UsualMostFiles = 1000;

    /// <summary>Bytes that may lie in the folder, whoever wrote them.</summary>
    public long AllBytes { get; init; } = UsualAllBytes;

    /// <summary>Files that may lie in the folder.</summary>
    public int MostFiles { get; init; } = UsualMostFiles;
}

/// <summary>What becomes of a request to write.</summary>
/// <param name="Verdict">The answer.</param>
/// <param name="Refusal">Why not, for the journal; null when it is taken.</param>
internal sealed record UploadDecision(TftpVerdict Verdict, UploadOutcome? Refusal);

/// <summary>
/// Takes files that clients write: into one folder, under plain names, whole or not at all.
/// </summary>
/// <param name="options">What is taken.</param>
/// <param name="time">The clock.</param>
internal sealed class UploadFolder(UploadOptions options, TimeProvider time)
{
    private readonly UploadQuota _quota = new(options, time);

    /// <summary>Decides about a request to write.</summary>
    internal UploadDecision Decide(TftpRequest request)
    {
        if (UploadName.TryRead(request.FileName) is not { } name)
            return Refused(UploadOutcome.Refused, TftpErrorCode.AccessViolation, "That name may not be written");
        DiskEntry there = DiskEntry.Look(Path.Combine(options.Folder, name));
        // A link, a pipe or a folder of that name is never replaced: somebody put it there for something else.
        if (there.Kind is not (DiskEntryKind.Nothing or DiskEntryKind.File))
            return Refused(UploadOutcome.Refused, TftpErrorCode.AccessViolation, "That name may not be written");
        if (!options.Overwrites && there.Kind == DiskEntryKind.File)
            return Refused(UploadOutcome.Exists, TftpErrorCode.FileExists, "File already exists");
        long? announced = TftpNegotiation.AnnouncedSize(request.Options);
        if (announced > options.Largest)
            return Refused(UploadOutcome.TooLarge, TftpErrorCode.DiskFull, "Larger than what is taken");
        if (announced > FreeBytes())
            return Refused(UploadOutcome.DiskFull, TftpErrorCode.DiskFull, "Disk full");
        long room = _quota.RoomFor(there);
        if (room < (announced ?? 0) || room < 0)
            return Refused(UploadOutcome.QuotaFull, TftpErrorCode.DiskFull, "No more files are taken here");
        Upload upload = new(options, _quota, name, Math.Min(options.Largest, room), request.Mode == TftpMode.Netascii);
        return new UploadDecision(new TftpTake(upload, request.FileName), null);
    }

    private static UploadDecision Refused(UploadOutcome why, TftpErrorCode code, string message) =>
        new(new TftpDeny(code, message), why);

    /// <summary>What the disk has left, as far as it tells.</summary>
    private long FreeBytes()
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(options.Folder)).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A share that does not tell: the write itself will.
            return long.MaxValue;
        }
    }
}

/// <summary>One file that is being written.</summary>
internal sealed class Upload(UploadOptions options, UploadQuota quota, string name, long limit, bool isText)
    : ITftpUpload
{
    public long Limit => limit;

    public TftpDeny? Keep(IReadOnlyList<ReadOnlyMemory<byte>> content)
    {
        string target = Path.Combine(options.Folder, name);
        DiskEntry there = DiskEntry.Look(target);
        if (there.Kind is not (DiskEntryKind.Nothing or DiskEntryKind.File))
            return new TftpDeny(TftpErrorCode.AccessViolation, "That name may not be written");
        // Somebody else was faster.
        if (!options.Overwrites && there.Kind == DiskEntryKind.File) return Exists();
        long bytes = content.Sum(piece => (long)piece.Length);
        if (!quota.TryReserve(there, bytes))
            return new TftpDeny(TftpErrorCode.DiskFull, "No more files are taken here");
        TftpDeny? why = Keep(target, content);
        quota.End(there, bytes, isThere: why is null);
        return why;
    }

    private TftpDeny? Keep(string target, IReadOnlyList<ReadOnlyMemory<byte>> content)
    {
        try
        {
            // Under a name that nobody asks for until it is whole and on the disk: the client is told "it is here"
            // after this, and a phone's only log may be what was in it.
            WholeFile.Write(target, stream => Write(stream, content), options.Overwrites);
            return null;
        }
        catch (IOException) when (!options.Overwrites && DiskEntry.Look(target).Kind != DiskEntryKind.Nothing)
        {
            return Exists();
        }
        catch (IOException e)
        {
            return IsDiskFull(e)
                ? new TftpDeny(TftpErrorCode.DiskFull, "Disk full")
                : new TftpDeny(TftpErrorCode.NotDefined, "The file could not be written");
        }
        catch (UnauthorizedAccessException)
        {
            return new TftpDeny(TftpErrorCode.AccessViolation, "The folder may not be written to");
        }
    }

    private static TftpDeny Exists() => new(TftpErrorCode.FileExists, "File already exists");

    private void Write(Stream file, IReadOnlyList<ReadOnlyMemory<byte>> content)
    {
        NetasciiDecoder decoder = default;
        foreach (ReadOnlyMemory<byte> piece in content)
        {
            if (!isText)
            {
                file.Write(piece.Span);
                continue;
            }

            byte[] local = new byte[NetasciiDecoder.LongestOutput(piece.Length)];
            file.Write(local, 0, decoder.Decode(piece.Span, local));
        }

        Span<byte> rest = stackalloc byte[NetasciiDecoder.LongestOutput(0)];
        file.Write(rest[..decoder.Finish(rest)]);
    }

    private static bool IsDiskFull(IOException e)
    {
        // ENOSPC and EDQUOT, which is 122 on Linux and 69 on macOS; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.
        int code = e.HResult & 0xFFFF;
        return OperatingSystem.IsWindows() ? code is 39 or 112 : code is 28 or 122 or 69;
    }
}

/// <summary>Which names may be written: those of plain files on every platform.</summary>
internal static class UploadName
{
    // What file systems allow.
    private const int Longest = 255;

    private static readonly string[] Devices =
    [
        "CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"COM{i}", $"LPT{i}" }),
    ];

    /// <summary>The name on disk of a name that came one character to a byte; null when it may not be.</summary>
    internal static string? TryRead(string asked)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(asked);
        if (bytes.Length is 0 or > Longest || !System.Text.Unicode.Utf8.IsValid(bytes)) return null;
        string name = Encoding.UTF8.GetString(bytes);
        if (name[0] is '.' or ' ' || name[^1] is '.' or ' ') return null;
        if (name.Any(c => char.IsControl(c) || c is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|'))
            return null;
        string stem = name.Split('.')[0].TrimEnd(' ');
        return Devices.Contains(stem, StringComparer.OrdinalIgnoreCase) ? null : name;
    }
}
