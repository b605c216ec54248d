using System.IO.Enumeration;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Uploads;

/// <summary>
/// What may lie in the folder that clients write to, in all: whoever may write may write for ever, and a full disk
/// takes the journal with it. What lies there already counts, so that a restart gives nobody a new share. Safe for
/// several threads.
/// </summary>
internal sealed class UploadQuota(UploadOptions options, TimeProvider time)
{
    // Somebody who takes files out is noticed so soon, and somebody who asks without end costs a walk a second.
    private static readonly TimeSpan CountAgainAfter = TimeSpan.FromSeconds(1);

    private static readonly EnumerationOptions ThisFolder = new()
    {
        IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None,
    };

    private readonly Lock _lock = new();
    private long _bytes;
    private long _files;
    private long _reservedBytes;
    private long _reservedFiles;
    private long? _countedAt;

    /// <summary>Bytes that a file may have; negative when there may be no more files.</summary>
    /// <param name="replaced">What lies there under its name.</param>
    internal long RoomFor(DiskEntry replaced)
    {
        lock (_lock)
        {
            Count();
            if (_files + _reservedFiles + Added(replaced) > options.MostFiles) return -1;
            return Math.Max(options.AllBytes - _bytes - _reservedBytes + replaced.Length, -1);
        }
    }

    /// <summary>Takes a share for a file that is about to be written; false when there is none.</summary>
    internal bool TryReserve(DiskEntry replaced, long bytes)
    {
        lock (_lock)
        {
            if (RoomFor(replaced) < bytes) return false;
            _reservedBytes += bytes - replaced.Length;
            _reservedFiles += Added(replaced);
            return true;
        }
    }

    /// <summary>The file is there now, or was not written and needs no share.</summary>
    internal void End(DiskEntry replaced, long bytes, bool isThere)
    {
        lock (_lock)
        {
            long more = bytes - replaced.Length;
            _reservedBytes -= more;
            _reservedFiles -= Added(replaced);
            if (!isThere) return;
            _bytes += more;
            _files += Added(replaced);
        }
    }

    private static int Added(DiskEntry replaced) => replaced.Kind == DiskEntryKind.Nothing ? 1 : 0;

    /// <summary>Counts what lies there, besides what is being written at this moment.</summary>
    private void Count()
    {
        if (_countedAt is { } at && time.GetElapsedTime(at) < CountAgainAfter) return;
        try
        {
            FileSystemEnumerable<long> lengths = new(options.Folder, (ref FileSystemEntry e) => e.Length, ThisFolder)
            {
                // Halves are counted by what was reserved for them.
                ShouldIncludePredicate = (ref FileSystemEntry e) =>
                    !e.IsDirectory && !WholeFile.IsHalf(e.FileName.ToString()),
            };
            (long bytes, long files) = (0, 0);
            foreach (long length in lengths)
            {
                bytes += length;
                // Beyond the quota it does not matter by how much.
                if (++files > options.MostFiles) break;
            }

            (_bytes, _files) = (bytes, files);
        }
        catch (IOException)
        {
            // A folder that is gone holds nothing, and the write itself will say so.
            (_bytes, _files) = (0, 0);
        }

        _countedAt = time.GetTimestamp();
    }
}
