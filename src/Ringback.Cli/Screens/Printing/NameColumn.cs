// A column of a progress display, drawn of visible text.
#pragma warning disable RS0030
using Ringback.Files.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ringback.Cli.Screens.Printing;

/// <summary>What a bar stands for; Spectre's own column reads markup in it.</summary>
internal sealed class NameColumn : ProgressColumn
{
    private volatile string _shown = "";

    internal string Shown
    {
        set => _shown = value;
    }

    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(VisibleText.Line(_shown)).Overflow(Overflow.Ellipsis).RightJustified();
}
