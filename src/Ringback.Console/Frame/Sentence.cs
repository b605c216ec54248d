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

    /// <summary>A name, in which a byte that cannot be seen is.</summary>
    private static RenderFragment<string> Name => name => builder =>
    {
        int from = 0;
        for (int at = 0; at < name.Length; at++)
        {
            if (Told.Odd(name[at]) is not { } called) continue;
            builder.AddContent(0, name[from..at]);
            builder.OpenElement(1, "span");
            builder.AddAttribute(2, "class", "odd");
            builder.AddContent(3, called);
            builder.CloseElement();
            from = at + 1;
        }

        builder.AddContent(4, name[from..]);
    };

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
            builder.AddAttribute(2, "class", piece.StartsWith("--", StringComparison.Ordinal) ? "in nowrap" : "in");
            builder.AddContent(3, Name, piece);
            builder.CloseElement();
        }
    }
}
