using System.Runtime.InteropServices;

namespace Ringback.Bench.Servers.Results;

/// <summary>What must be known of a machine to judge its figures, and nothing that tells whose it is.</summary>
internal sealed record Machine(int Cores, string Processor, string Kernel, string Runtime, string Date)
{
    /// <summary>This machine, today.</summary>
    internal static Machine Here() => new(
        Environment.ProcessorCount,
        ProcessorName(),
        // The rest behind the number may be the name of who built it.
        $"Linux {Environment.OSVersion.Version.ToString(2)} {Architecture()}",
        RuntimeInformation.FrameworkDescription,
        TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd"));

    private static string Architecture() => RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();

    private static string ProcessorName()
    {
        string? line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(
            text => text.StartsWith("model name", StringComparison.Ordinal));
        return line is null ? "unknown processor" : line[(line.IndexOf(':') + 1)..].Trim();
    }
}
