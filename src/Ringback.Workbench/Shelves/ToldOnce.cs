namespace Ringback.Workbench.Shelves;

/// <summary>
/// What is wrong at one look after another, so that it is said when it begins and not ten times a second. One look at
/// a time.
/// </summary>
internal sealed class ToldOnce
{
    private HashSet<string> _before = [];
    private HashSet<string> _now = [];

    /// <summary>True when this was not wrong at the look before, and has not been said at this one.</summary>
    internal bool IsNews(string what) => _now.Add(what) && !_before.Contains(what);

    /// <summary>Ends a look; gives what was wrong at the look before and is in order now.</summary>
    internal IReadOnlyList<string> EndLook()
    {
        string[] over = [.. _before.Except(_now)];
        (_before, _now) = (_now, []);
        return over;
    }
}
