using System.Globalization;

namespace Ringback.Bench.Servers.Measuring;

/// <summary>
/// A control group of the kernel's (cgroups(7), version 2) for one server: it counts the CPU time of every process that
/// was ever in it, to the microsecond. tftpd-hpa ignores SIGCHLD, so the time of the processes that it makes for its
/// transfers is added to nobody's account when they end, and is to be found here only.
/// </summary>
internal sealed class CpuGroup : IAsyncDisposable
{
    // Processes that were killed are gone within a few milliseconds.
    private const int LooksUntilEmpty = 100;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly string _folder;

    private CpuGroup(string folder) => _folder = folder;

    /// <summary>The file to which a process writes its id to enter.</summary>
    internal string Entrance => Path.Combine(_folder, "cgroup.procs");

    /// <summary>Makes a group; null where there are none or where this user may not.</summary>
    internal static CpuGroup? TryCreate()
    {
        if (Mount() is not { } mount) return null;
        string folder = Path.Combine(mount, $"ringback-bench-{Environment.ProcessId}-{Path.GetRandomFileName()}");
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        return new CpuGroup(folder);
    }

    /// <summary>CPU seconds of all that is and was in the group.</summary>
    internal double CpuSeconds()
    {
        const string key = "usage_usec ";
        string line = File.ReadLines(Path.Combine(_folder, "cpu.stat"))
            .First(text => text.StartsWith(key, StringComparison.Ordinal));
        return long.Parse(line[key.Length..], CultureInfo.InvariantCulture) / 1e6;
    }

    /// <summary>Takes the group away, once the processes in it have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        string events = Path.Combine(_folder, "cgroup.events");
        for (int look = 0; look < LooksUntilEmpty && File.ReadLines(events).Contains("populated 1"); look++)
            await Task.Delay(BetweenLooks, TimeProvider.System).ConfigureAwait(false);
        // The files in it are the kernel's and go with it: only the folder itself can be removed.
        Directory.Delete(_folder);
    }

    private static string? Mount()
    {
        // "cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid …"
        foreach (string line in File.ReadLines("/proc/mounts"))
        {
            string[] fields = line.Split(' ');
            if (fields.Length > 2 && fields[2] == "cgroup2") return fields[1];
        }

        return null;
    }
}
