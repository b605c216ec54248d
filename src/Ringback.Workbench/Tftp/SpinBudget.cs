namespace Ringback.Workbench.Tftp;

/// <summary>
/// Whether a loop that finds nothing to do should look again for some microseconds before it sleeps. It pays only when
/// an answer is about to come: few transfers, each waiting for the very next packet. With many, sleeping gathers a
/// batch; with slow phones, looking would only burn a core.
/// </summary>
/// <remarks>
/// Learned from what looking brought: an answer that came in time earns looks, one in vain costs one, and without any
/// left it is tried once in a while.
/// </remarks>
internal sealed class SpinBudget
{
    /// <summary>Transfers up to which looking pays: a core serves about this many round trips at a time.</summary>
    internal const int MostTransfers = 8;

    private const int MostLooks = 32;
    private const int EarnedByAnswer = 4;
    private const int SleepsBetweenTrials = 64;

    private int _looks = EarnedByAnswer;
    private int _sleeps;

    /// <summary>True when the loop should look; tell the result with <see cref="Learn"/>.</summary>
    internal bool ShouldLook(int transfers)
    {
        if (transfers is 0 or > MostTransfers) return false;
        if (_looks > 0) return true;
        if (++_sleeps < SleepsBetweenTrials) return false;
        _sleeps = 0;
        return true;
    }

    /// <summary>Looking was over; <paramref name="found"/> when something came meanwhile.</summary>
    internal void Learn(bool found) =>
        _looks = found ? Math.Min(_looks + EarnedByAnswer, MostLooks) : Math.Max(_looks - 1, 0);
}
