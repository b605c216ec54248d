using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Ringback.Files.Text;

namespace Ringback.Cli.Screens.Printing;

/// <summary>
/// How the log is written: an entry is one line of visible text, because messages and exceptions carry names that
/// others chose.
/// </summary>
internal sealed class LogLine() : ConsoleFormatter(FormatName)
{
    internal const string FormatName = "ringback";

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        string level = logEntry.LogLevel switch
        {
            LogLevel.Trace => "trce",
            LogLevel.Debug => "dbug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            _ => "crit",
        };
        string message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        string line = string.Create(CultureInfo.InvariantCulture,
            $"{level}: {logEntry.Category}[{logEntry.EventId.Id}] {message}");
        // The lines of a stack are the framework's own.
        if (logEntry.Exception is { } e) line += " " + e.ToString().ReplaceLineEndings(" ");
        textWriter.WriteLine(VisibleText.Line(line));
    }
}
