using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Ringback.Console.Frame;

/// <summary>Words in a drawing: a page cannot write the element of that name itself.</summary>
public sealed class SvgText : ComponentBase
{
    /// <summary>The words.</summary>
    [Parameter]
    [EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>The class of their colour; empty for none.</summary>
    [Parameter]
    public string Tone { get; set; } = "";

    /// <summary>Where they are, from the left.</summary>
    [Parameter]
    public string X { get; set; } = "0";

    /// <summary>Where their foot is, from the top.</summary>
    [Parameter]
    public string Y { get; set; } = "0";

    /// <summary>What of them is there: <c>start</c>, <c>middle</c> or <c>end</c>.</summary>
    [Parameter]
    public string Anchor { get; set; } = "start";

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", Tone);
        builder.AddAttribute(2, "x", X);
        builder.AddAttribute(3, "y", Y);
        builder.AddAttribute(4, "text-anchor", Anchor);
        builder.AddContent(5, Text);
        builder.CloseElement();
    }
}
