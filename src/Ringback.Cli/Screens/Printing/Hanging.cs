// A renderable of ours around one of Spectre's.
#pragma warning disable RS0030
using Spectre.Console.Rendering;

namespace Ringback.Cli.Screens.Printing;

/// <summary>
/// A line that goes on indented where it is too long for the terminal: else a long name could be made to break just
/// before what looks like a line of its own.
/// </summary>
internal sealed class Hanging(IRenderable inner) : IRenderable
{
    private const string Indent = "  ";

    public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        List<SegmentLine> lines = Lines(options, maxWidth);
        // What fits needs no room for an indent.
        if (lines.Count > 1) lines = Lines(options, Math.Max(maxWidth - Indent.Length, 1));
        for (int i = 0; i < lines.Count; i++)
        {
            if (i > 0) yield return new Segment(Indent);
            foreach (Segment segment in lines[i]) yield return segment;
            yield return Segment.LineBreak;
        }
    }

    private List<SegmentLine> Lines(RenderOptions options, int width) =>
        Segment.SplitLines(inner.Render(options, width));
}
