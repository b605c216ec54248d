using Ringback.Workbench.Library;
using Spectre.Console;

namespace Ringback.Cli.Screens;

/// <summary>Shows how far an import is: a bar on a terminal, nothing elsewhere.</summary>
internal static class ImportScreen
{
    internal static T Follow<T>(bool isShown, Func<IProgress<ImportProgress>?, T> import)
    {
        if (!isShown || !Voice.IsTerminal) return import(null);
        return AnsiConsole.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn())
            .Start(context => import(new Bar(context.AddTask("Looking", maxValue: 1))));
    }

    private sealed class Bar(ProgressTask task) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            task.MaxValue = Math.Max(value.Total, 1);
            task.Value = value.Done;
            task.Description = Markup.Escape(Path.GetFileName(value.Current));
        }
    }
}
