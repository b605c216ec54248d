using Ringback.Fuzz.Targets;

namespace Ringback.Fuzz;

/// <summary>Every door and every file that the program reads.</summary>
internal static class FuzzTargets
{
    /// <summary>All of them, by their names.</summary>
    internal static IReadOnlyDictionary<string, FuzzTarget> All { get; } = new SortedDictionary<string, FuzzTarget>(
        new[]
        {
            TftpTargets.All, AnswerTargets.All, DhcpTargets.All, RegistrarTargets.All, CallTargets.All,
            SideServiceTargets.All, PageTargets.All,
            FirmwareTargets.All, ArchiveTargets.All, ConfigurationTargets.All, ProfileTargets.All, FleetTargets.All,
            JournalTargets.All, MachineTargets.All, CaptureTargets.All, RescueTargets.All,
            LogTargets.All,
        }.SelectMany(t => t).ToDictionary(t => t.Name), StringComparer.Ordinal);
}
