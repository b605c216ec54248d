using System.Globalization;

namespace Ringback.Bench.Servers.Measuring;

/// <summary>A process and all that it started, as <c>/proc</c> shows them. Processes may end while we look.</summary>
/// <param name="RootId">The process at the root.</param>
internal readonly record struct ProcessTree(int RootId)
{
    // proc(5): a mask in hexadecimal, bit n-1 for signal n. SIGCHLD is 17 on x86 and ARM.
    private const ulong ChildSignal = 1UL << (17 - 1);

    /// <summary>
    /// Seconds of CPU that the tree has used: of those that live, and of those that ended and were waited for, which
    /// the kernel adds to their parent (<c>cutime</c>, <c>cstime</c>; proc(5)). Null when the root lets its children
    /// end without waiting for them, because then their time is lost.
    /// </summary>
    internal double? CpuSeconds()
    {
        if (IgnoresItsChildren()) return null;
        double seconds = 0;
        foreach (ProcessStat process in Members()) seconds += process.CpuSeconds;
        return seconds;
    }

    /// <summary>What the tree holds in memory now.</summary>
    internal MemoryUse Memory()
    {
        long resident = 0, proportional = 0;
        int processes = 0;
        foreach (ProcessStat process in Members())
        {
            if (ReadKilobytes(process.Id) is not { } use) continue;
            resident += use.Resident;
            proportional += use.Proportional;
            processes++;
        }

        return new MemoryUse(resident * 1024, proportional * 1024, processes);
    }

    private bool IgnoresItsChildren()
    {
        const string key = "SigIgn:";
        try
        {
            string? line = File.ReadLines($"/proc/{RootId}/status").FirstOrDefault(
                text => text.StartsWith(key, StringComparison.Ordinal));
            return line is not null && (ulong.Parse(line.AsSpan(key.Length).Trim(), NumberStyles.HexNumber,
                CultureInfo.InvariantCulture) & ChildSignal) != 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private List<ProcessStat> Members()
    {
        List<ProcessStat> all = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                && ProcessStat.Read(id) is { } stat)
            {
                all.Add(stat);
            }
        }

        ILookup<int, ProcessStat> children = all.ToLookup(process => process.ParentId);
        int root = RootId;
        List<ProcessStat> members = [.. all.Where(process => process.Id == root)];
        for (int i = 0; i < members.Count; i++) members.AddRange(children[members[i].Id]);
        return members;
    }

    private static (long Resident, long Proportional)? ReadKilobytes(int id)
    {
        try
        {
            long resident = 0, proportional = 0;
            foreach (string line in File.ReadLines($"/proc/{id}/smaps_rollup"))
            {
                if (line.StartsWith("Rss:", StringComparison.Ordinal)) resident = Kilobytes(line);
                if (line.StartsWith("Pss:", StringComparison.Ordinal)) proportional = Kilobytes(line);
            }

            return (resident, proportional);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // "Rss:                1234 kB"
    private static long Kilobytes(string line) =>
        long.Parse(line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1, line.Length - line.IndexOf(':') - 3),
            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
}
