using Ringback.Catalogue.Problems;
using Ringback.Journal.Sqlite;
using Ringback.Workbench.Rights;

namespace Ringback.Workbench.Doctor;

/// <summary>As whom <c>serve</c> would run when it is started like this, and as whom the one that runs does.</summary>
internal static class RunsAsCheck
{
    private const string Advice =
        "Start it with sudo from an account of your own, which it becomes then; or name one with "
        + $"{RightsPlan.Option} NAME.";

    internal static IReadOnlyList<Problem> Run(DoctorOptions options) =>
    [
        Judge(RightsPlan.Make(options.User), RunningRights.Of(Environment.ProcessId)),
        .. SqliteJournal.WriterOf(Path.Combine(options.Data, "journal.db")) is { } process && IsServe(process)
            ? Tell(process, RunningRights.Of(process))
            : (Problem[])[],
    ];

    internal static Problem Judge(RightsPlan plan, RunningRights? own) => plan switch
    {
        BecomeUser become => Checkup.Ok(ProblemCode.RunsAsUser, $"Started like this, serve runs as {become.Account}. "
            + "Of root's rights it keeps low ports, and with --bench or --dhcp also raw frames and the network's "
            + "settings."),
        StayAsIs { Warning: not null } => Checkup.Warning(ProblemCode.RunsAsRoot,
            "Started like this, serve stays root, with every right, for as long as it serves.", Advice),
        NoSuchUser none => Checkup.Error(ProblemCode.RunsAsNobodyKnown, $"serve would not start: {none.Because}",
            $"Name another user with {RightsPlan.Option}."),
        _ => Checkup.Ok(ProblemCode.RunsAsUser, own is null
            ? "serve runs as whoever starts it."
            : $"Started like this, serve runs as {own.Told}"),
    };

    internal static Problem[] Tell(int process, RunningRights? rights) => rights switch
    {
        null => [],
        { User: 0 } => [Checkup.Warning(ProblemCode.ServeRunsAs, $"The serve that runs (process {process}) is root, "
            + "with every right.", Advice)],
        _ => [Checkup.Info(ProblemCode.ServeRunsAs, $"The serve that runs (process {process}) is {rights.Told}")],
    };

    /// <summary>Numbers of processes are used again.</summary>
    private static bool IsServe(int process)
    {
        try
        {
            return OperatingSystem.IsLinux()
                && File.ReadAllText($"/proc/{process}/cmdline").Split('\0').Contains("serve");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
