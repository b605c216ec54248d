using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Cli.Screens.Printing;

namespace Ringback.Cli.Tests.Screens.Printing;

/// <summary>The log goes to the same terminal, and carries the same names.</summary>
public sealed class LogLineTests
{
    [Fact]
    public void Entry_is_one_visible_line()
    {
        using StringWriter written = new(CultureInfo.InvariantCulture);
        InvalidOperationException thrown = new(Hostile.Text, new IOException(Hostile.Text));
        LogEntry<string> entry = new(LogLevel.Warning, "Ringback.Tftp", new EventId(7), Hostile.Text, thrown,
            (state, _) => state);

        new LogLine().Write(entry, null, written);

        string line = written.ToString();
        Assert.StartsWith("warn: Ringback.Tftp[7] a\\x1B[2J", line);
        Assert.Equal(1, line.Count(c => c == '\n'));
        Hostile.Expect(line);
    }
}
