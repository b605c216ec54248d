using Ringback.Cli.Screens.Printing;
using Ringback.Workbench.Library;

namespace Ringback.Cli.Screens;

/// <summary>Shows how far an import is: a bar on a terminal, nothing elsewhere.</summary>
internal static class ImportScreen
{
    internal static T Follow<T>(bool isShown, Func<IProgress<ImportProgress>?, T> import) =>
        isShown && Output.IsTerminal
            ? Output.Terminal.Progress("Looking", move => import(new Bar(move)))
            : import(null);

    private sealed class Bar(Action<string, double, double> move) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) =>
            move(Path.GetFileName(value.Current), value.Done, value.Total);
    }
}
