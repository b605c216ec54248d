using Microsoft.AspNetCore.Components;
using Ringback.Console.Board;
using Ringback.Console.Words;

namespace Ringback.Console.Frame;

/// <summary>Something that shows the bench as it is, and goes on showing it.</summary>
public abstract class BoardPart : ComponentBase, IDisposable
{
    private IDisposable? _following;

    /// <summary>The bench.</summary>
    [Inject] protected BenchBoard Board { get; set; } = default!;

    /// <summary>Every text.</summary>
    [Inject] protected Texts T { get; set; } = default!;

    /// <summary>Who looks.</summary>
    [CascadingParameter] protected PageVisitor Visitor { get; set; } = default!;

    /// <summary>The bench at this moment.</summary>
    protected BenchView View { get; private set; } = default!;

    /// <inheritdoc/>
    protected override void OnInitialized() => View = Board.Now;

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        // Not while a page is only written once for its first paint: nobody would ever end that.
        if (firstRender) _following = Board.Follow(view => _ = InvokeAsync(() => Take(view)), Visitor.Page);
    }

    /// <summary>Something changed; true when that is to be shown here.</summary>
    protected virtual bool Changed(BenchView before, BenchView now) => true;

    /// <summary>Ends the following.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the following.</summary>
    protected virtual void Dispose(bool disposing) => _following?.Dispose();

    private void Take(BenchView view)
    {
        BenchView before = View;
        View = view;
        if (Changed(before, view)) StateHasChanged();
    }
}
