using Ringback.Workbench.Bench;

namespace Ringback.Workbench.Rights;

/// <summary>What <c>serve</c> says at its start of whom it runs as, and what that keeps it from.</summary>
public static class ServingRights
{
    private const int MostNamed = 3;
    private const uint OthersNothing = 0x3F;

    /// <summary>From now on, what this process makes is for its user alone.</summary>
    public static void CloseToOthers()
    {
        if (!OperatingSystem.IsWindows()) _ = LinuxCalls.SetMask(OthersNothing);
    }

    /// <summary>The lines.</summary>
    /// <param name="plan">What was decided at the start.</param>
    /// <param name="options">What is served.</param>
    public static IEnumerable<string> Tell(RightsPlan plan, WorkbenchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (plan is StayAsIs { Warning: { } warning }) yield return $"Please note: {warning}";
        else if (RunningRights.Of(Environment.ProcessId) is { } rights) yield return $"Runs as {rights.Told}";
        foreach (string? folder in (string?[])[options.Root, options.Library])
        {
            if (folder is not null && TellUnreadable(folder) is { } told) yield return told;
        }

        if (options.Uploads is { Folder: var uploads } && !UnreadableFiles.MayWrite(uploads))
            yield return $"Please note: this user may not write into {uploads}, so that nothing can be uploaded.";
    }

    private static string? TellUnreadable(string folder)
    {
        IReadOnlyList<string> closed = UnreadableFiles.In(folder);
        if (closed.Count == 0) return null;
        string more = closed.Count > MostNamed ? $" and {closed.Count - MostNamed} more" : "";
        return $"Please note: this user may not read {string.Join(", ", closed.Take(MostNamed))}{more}. Phones do not "
            + "get that either.";
    }
}
