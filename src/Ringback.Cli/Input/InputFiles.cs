using Ringback.Cli.Exits;
using Ringback.Cli.Screens.Printing;
using Ringback.Workbench.Disk;

namespace Ringback.Cli.Input;

/// <summary>
/// Files that are looked at one after another. One that cannot be used is told in a line on standard error, the others
/// go on, and the exit code says at the end that something was missing.
/// </summary>
internal sealed class InputFiles
{
    /// <summary>True when something could not be used, and was told.</summary>
    internal bool IsIncomplete { get; private set; }

    /// <summary>The exit code for what was found, or the one for what could not be used.</summary>
    internal int ExitCodeFor(bool isFaulty) =>
        IsIncomplete ? ExitCode.Unusable : isFaulty ? ExitCode.Found : ExitCode.Done;

    /// <summary>Does something with one file; false when that cannot be used.</summary>
    internal bool Try(string path, Action look)
    {
        string? unusable = null;
        string? complaint = FileComplaint.Of(path, () =>
        {
            try
            {
                look();
            }
            catch (UnusableException e)
            {
                unusable = e.Message;
            }
        });
        if ((unusable ?? complaint) is not { } whyNot) return true;
        Complain(whyNot);
        return false;
    }

    /// <summary>Tells of a folder that cannot be looked into.</summary>
    internal void Unwalked(string folder, Exception e) => Complain(FileComplaint.OfFolder(folder, e));

    internal void Complain(string message)
    {
        IsIncomplete = true;
        Output.Complain(message);
    }
}
