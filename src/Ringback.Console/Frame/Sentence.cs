using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Ringback.Console.Words;

namespace Ringback.Console.Frame;

/// <summary>A sentence of the product: names of files and loads stand in their own type.</summary>
public sealed class Sentence : ComponentBase
{
    /// <summary>The sentence.</summary>
    [Parameter]
    [EditorRequired]
    public string? Text { get; set; }

    /// <summary>True when it goes on behind other words.</summary>
    [Parameter]
    public bool IsInside { get; set; }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        foreach ((string piece, bool isName) in Told.Pieces(Text, IsInside))
        {
            if (!isName)
            {
                builder.AddContent(0, piece);
                continue;
            }

            builder.OpenElement(1, "code");
            builder.AddAttribute(2, "class", "in");
            builder.AddContent(3, piece);
            builder.CloseElement();
        }
    }
}
