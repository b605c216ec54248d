using System.Text;
using Ringback.Files.Text;

namespace Ringback.Cli.Screens.Printing;

/// <summary>
/// For those who print by themselves, the parser and the log: their lines end where they end them, and everything else
/// that is not seen is shown.
/// </summary>
internal sealed class VisibleWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        while (buffer.IndexOf('\n') is >= 0 and int end)
        {
            ReadOnlySpan<char> line = buffer[..end];
            inner.Write(VisibleText.Line((line is [.. var before, '\r'] ? before : line).ToString()));
            inner.WriteLine();
            buffer = buffer[(end + 1)..];
        }

        if (!buffer.IsEmpty) inner.Write(VisibleText.Line(buffer.ToString()));
    }

    public override void WriteLine() => inner.WriteLine();

    public override void WriteLine(string? value)
    {
        Write(value.AsSpan());
        inner.WriteLine();
    }

    public override void Flush() => inner.Flush();
}
