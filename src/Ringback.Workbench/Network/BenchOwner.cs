using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Ringback.Workbench.Network;

/// <summary>The process that set an address, told apart from a later one with the same number.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Started">When it started, in the system's own measure.</param>
/// <param name="Boot">Which run of the system it was; null where the system does not say.</param>
/// <param name="Namespace">Which network namespace it was in; null where there are none.</param>
internal sealed record BenchOwner(int Pid, string? Started, string? Boot, string? Namespace)
{
    internal static BenchOwner Self()
    {
        int pid = Environment.ProcessId;
        return new BenchOwner(pid, StartOf(pid), ReadBoot(), ReadNamespace());
    }

    /// <summary>True while it runs.</summary>
    internal bool IsRunning => StartOf(Pid) is { } started && started == Started;

    private static string? StartOf(int pid)
    {
        if (OperatingSystem.IsLinux())
        {
            // The 22nd field is the start in ticks since the system started; the second may hold spaces and brackets.
            string? stat = Text($"/proc/{pid}/stat");
            string[] fields = stat is null ? [] : stat[(stat.LastIndexOf(')') + 1)..].Trim().Split(' ');
            // A process that has ended and that nobody has asked after is a zombie.
            return fields.Length > 19 && fields[0] is not ("Z" or "X") ? fields[19] : null;
        }

        try
        {
            using Process process = Process.GetProcessById(pid);
            return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    private static string? ReadBoot() =>
        OperatingSystem.IsLinux() ? Text("/proc/sys/kernel/random/boot_id")?.Trim() : null;

    private static string? ReadNamespace() =>
        OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/net").LinkTarget : null;

    private static string? Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
