using Ringback.Catalogue.Problems;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Doctor;

/// <summary>Whether the clock is right: the story of every phone carries its time.</summary>
internal static class ClockCheck
{
    /// <summary>
    /// A file that was written when this program was built: the part with this code, or the whole program where it
    /// was published as one file. A program that is run with <c>dotnet</c> has the runtime's age as its process.
    /// </summary>
    internal static string ProgramFile
    {
        get
        {
            string part = Path.Combine(AppContext.BaseDirectory, typeof(ClockCheck).Assembly.GetName().Name + ".dll");
            return File.Exists(part) ? part : Environment.ProcessPath ?? part;
        }
    }

    internal static async Task<IReadOnlyList<Problem>> RunAsync(DoctorOptions options, CancellationToken cancel)
    {
        DateTimeOffset built = File.GetLastWriteTimeUtc(ProgramFile);
        Problem sane = Judge(options.Time.GetUtcNow(), built);
        if (!OperatingSystem.IsLinux()) return [sane];
        ToolOutcome told = await options.Run(
            new ToolCommand("timedatectl", "show", "--property=NTPSynchronized", "--value"), cancel)
            .ConfigureAwait(false);
        return [sane, JudgeSynchronisation(told)];
    }

    internal static Problem Judge(DateTimeOffset now, DateTimeOffset built) => now < built.AddDays(-1)
        ? Checkup.Error(ProblemCode.ClockBeforeBuild, $"The clock says {now:yyyy-MM-dd}, which is before this program "
            + "was made.", "Set the clock; a board without a battery has the wrong time until it is told.",
            $"made {built:yyyy-MM-dd}")
        : Checkup.Ok(ProblemCode.ClockSane, $"The clock says {now:yyyy-MM-dd HH:mm} UTC.");

    internal static Problem JudgeSynchronisation(ToolOutcome told) => (told.IsDone, told.Output.Trim()) switch
    {
        (true, "yes") => Checkup.Ok(ProblemCode.ClockSynchronised, "The clock is kept right by a time server."),
        (true, "no") => Checkup.Info(ProblemCode.ClockNotSynchronised, "The clock is not kept right by a time server.",
            "Without the internet that is usual; compare it with a watch."),
        _ => Checkup.Unknown(ProblemCode.ClockUnknown, "Whether a time server keeps the clock right is not known."),
    };
}
