using System.Globalization;

namespace Ringback.Bench.Attack.Watching;

/// <summary>What the program takes at one moment, as Linux tells it.</summary>
/// <param name="At">Since the attack began.</param>
/// <param name="Memory">Bytes in memory.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="Files">Its open files and sockets.</param>
/// <param name="Journal">Bytes of the journal with its log.</param>
internal sealed record Sample(TimeSpan At, long Memory, int Threads, int Files, long Journal)
{
    private const int Kibibyte = 1024;

    /// <summary>Looks; null when the process is gone.</summary>
    internal static Sample? Of(int process, string data, TimeSpan at)
    {
        try
        {
            string folder = $"/proc/{process}";
            Dictionary<string, string> said = File.ReadLines($"{folder}/status")
                .Select(l => l.Split(':', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1].Trim());
            if (!said.TryGetValue("VmRSS", out string? memory)) return null;
            return new Sample(at, Number(memory) * Kibibyte, (int)Number(said["Threads"]),
                Directory.GetFileSystemEntries($"{folder}/fd").Length,
                Directory.EnumerateFiles(data, "journal*").Sum(f => new FileInfo(f).Length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{At:hh\\:mm\\:ss} memory {Memory / 1e6:F1} MB, {Threads} threads, {Files} files, journal "
        + $"{Journal / 1e6:F1} MB");

    private static long Number(string text) => long.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);
}
