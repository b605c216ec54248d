// The one place that may: everybody else gives it text.
#pragma warning disable RS0030
using System.Text;
using Ringback.Files.Text;
using Spectre.Console;

namespace Ringback.Cli.Screens.Printing;

/// <summary>
/// The one place that prints. What phones, networks, files and exceptions say comes out of it as visible text, on a
/// line that only we end: nothing from outside steers the terminal, colours a word or makes up a line.
/// </summary>
/// <param name="output">Standard output.</param>
/// <param name="errors">Standard error.</param>
/// <param name="screen">What draws on <paramref name="output"/>; null when no person sits before it.</param>
internal sealed class Terminal(TextWriter output, TextWriter errors, IAnsiConsole? screen)
{
    private const int BufferedBytes = 64 * 1024;

    private TextWriter _output = output;

    /// <summary>True when a person sits before a terminal.</summary>
    internal bool IsTerminal => screen is not null;

    /// <summary>Columns.</summary>
    internal int Width => screen?.Profile.Width ?? 80;

    /// <summary>Lines.</summary>
    internal int Height => screen?.Profile.Height ?? 24;

    /// <summary>For what others print on standard output, such as the parser's help.</summary>
    internal TextWriter Output { get; } = new VisibleWriter(output);

    /// <summary>For what others print on standard error, such as the log.</summary>
    internal TextWriter Errors { get; } = new VisibleWriter(errors);

    /// <summary>The terminal, or the files and pipes, that this process was started with.</summary>
    internal static Terminal OfThisProcess()
    {
        // Sentences contain ⏎ and dashes: the terminal's default code page on Windows would spoil them.
        System.Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        bool isTerminal = !System.Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
        Terminal terminal = new(System.Console.Out, System.Console.Error, isTerminal ? AnsiConsole.Console : null);
        // The framework's logging takes its writer from here.
        System.Console.SetError(terminal.Errors);
        return terminal;
    }

    /// <summary>What is piped into this process.</summary>
    internal static Stream Piped() => System.Console.OpenStandardInput();

    /// <summary>One line on standard output.</summary>
    internal void Line(string text) => Write(() => _output.WriteLine(VisibleText.Line(text)));

    /// <summary>The cells of a table on one line, with a tab between two: no cell has one of its own.</summary>
    internal void Row(IEnumerable<string> cells) =>
        Write(() => _output.WriteLine(string.Join('\t', cells.Select(VisibleText.Line))));

    /// <summary>A document of ours in many lines, as it is written into a file.</summary>
    internal void Document(string text) => Write(() =>
    {
        foreach (ReadOnlySpan<char> line in text.TrimEnd('\n').AsSpan().EnumerateLines())
            _output.WriteLine(VisibleText.Line(line.ToString()));
    });

    /// <summary>JSON, which stays the same JSON.</summary>
    internal void Json(string json) => Write(() => _output.WriteLine(VisibleText.Json(json)));

    /// <summary>A drawing, where <see cref="IsTerminal"/>.</summary>
    internal void Draw(Drawing drawing) => Write(() => screen!.Write(drawing.Rendered));

    /// <summary>One line on standard error.</summary>
    internal void Error(string text)
    {
        try
        {
            errors.WriteLine(VisibleText.Line(text));
        }
        catch (Exception e) when (IsGone(e))
        {
            // Who closed standard error does not want to be told so.
        }
    }

    /// <summary>
    /// From now on lines are gathered until <see cref="Flush"/>: the framework's own writer goes to the system for
    /// every line.
    /// </summary>
    internal void Gather()
    {
        if (!ReferenceEquals(_output, System.Console.Out)) return;
        _output = Gathering();
    }

    /// <summary>Writes out what was gathered, whole lines only.</summary>
    internal void Flush() => Write(() => _output.Flush());

    /// <summary>Draws again and again over the same place until <paramref name="run"/> ends.</summary>
    internal Task LiveAsync(Drawing first, Func<Action<Drawing>, Task> run) => screen!.Live(first.Rendered)
        .AutoClear(false).StartAsync(live => run(next => live.UpdateTarget(next.Rendered)));

    /// <summary>Shows a bar while something is done; <paramref name="work"/> is given what moves it.</summary>
    internal T Progress<T>(string first, Func<Action<string, double, double>, T> work)
    {
        NameColumn named = new() { Shown = first };
        return screen!.Progress().AutoClear(true)
            .Columns(named, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                // Its own description is not shown: it would be read as markup.
                ProgressTask task = context.AddTask("-", maxValue: 1);
                return work((name, done, total) =>
                {
                    task.MaxValue = Math.Max(total, 1);
                    task.Value = done;
                    named.Shown = name;
                });
            });
    }

    private static StreamWriter Gathering() =>
        new StreamWriter(System.Console.OpenStandardOutput(), System.Console.OutputEncoding, BufferedBytes);

    private static void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (IsGone(e))
        {
            throw new TerminalException($"standard output cannot be written: {e.Message}", e);
        }
    }

    /// <summary>A full disk, a closed file. Of a pipe that nobody reads the framework says nothing.</summary>
    private static bool IsGone(Exception e) =>
        e is IOException or UnauthorizedAccessException or ObjectDisposedException;
}
