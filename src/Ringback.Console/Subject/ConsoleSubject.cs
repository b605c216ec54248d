using Ringback.Journal;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Network;

namespace Ringback.Console.Subject;

/// <summary>What the console shows.</summary>
/// <param name="Bench">The servers and the desk.</param>
/// <param name="Options">How they were set up.</param>
/// <param name="Journal">The story.</param>
/// <param name="Rehearse">Runs a rehearsal; null where there are no simulated phones.</param>
public sealed record ConsoleSubject(
    RunningWorkbench Bench, WorkbenchOptions Options, IJournalReader Journal, IRehearsals? Rehearse)
{
    /// <summary>The data folder.</summary>
    public required string Data { get; init; }

    /// <summary>What a rescue asks of the system.</summary>
    public BenchSystem System
    {
        get => field ?? new BenchSystem { Data = Data };
        init;
    }
}
