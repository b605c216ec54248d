using System.Globalization;

namespace Ringback.Bench.Servers.Measuring;

/// <summary>One process from <c>/proc/ID/stat</c>; proc(5) numbers the fields.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ParentId">The id of the process that started it.</param>
/// <param name="CpuSeconds">Its own CPU time and that of its children that it waited for.</param>
internal readonly record struct ProcessStat(int Id, int ParentId, double CpuSeconds)
{
    // The kernel shows time in these to every program, whatever its own clock is (sysconf(_SC_CLK_TCK)).
    private const double TicksPerSecond = 100;

    /// <summary>Reads a process; null when it has ended.</summary>
    internal static ProcessStat? Read(int id)
    {
        string text;
        try
        {
            text = File.ReadAllText($"/proc/{id}/stat");
        }
        catch (IOException)
        {
            return null;
        }

        // "17 (name) S 1 …": the name may contain blanks and brackets, so the fields are counted from its end.
        string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
        long ticks = Field(14) + Field(15) + Field(16) + Field(17);
        return new ProcessStat(id, (int)Field(4), ticks / TicksPerSecond);
    }
}
