using System.Globalization;
using Ringback.Cli.Screens.Printing;
using Spectre.Console;

namespace Ringback.Cli.Tests;

/// <summary>Listens to what the program says, as a file or as a terminal does.</summary>
internal sealed class Overheard : IDisposable
{
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);
    private readonly StringWriter _errors = new(CultureInfo.InvariantCulture);

    private Overheard(bool isTerminal)
    {
        IAnsiConsole? screen = isTerminal
            ? AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.TrueColor,
                Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(_output),
            })
            : null;
        if (screen is not null) (screen.Profile.Width, screen.Profile.Height) = (120, 50);
        Cli.Screens.Printing.Output.Terminal = Terminal = new Terminal(_output, _errors, screen);
    }

    internal Terminal Terminal { get; }

    internal string Output => _output.ToString();

    internal string Errors => _errors.ToString();

    internal string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal static Overheard ByFile() => new(isTerminal: false);

    internal static Overheard ByTerminal() => new(isTerminal: true);

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }
}
