using Microsoft.AspNetCore.Components;

namespace Ringback.Console.Frame;

/// <summary>
/// A part of a page that looks once a second for what it shows: it may be begun on another page, or by the API.
/// </summary>
public abstract class TickingPart : ComponentBase, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private ITimer? _clock;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>Looks, and says when there is something new to show.</summary>
    protected abstract bool Look();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) _clock = Time.CreateTimer(_ => _ = InvokeAsync(Tick), null, Beat, Beat);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Looks no more.</summary>
    protected virtual void Dispose(bool isDisposing)
    {
        if (isDisposing) _clock?.Dispose();
    }

    private void Tick()
    {
        if (Look()) StateHasChanged();
    }
}
