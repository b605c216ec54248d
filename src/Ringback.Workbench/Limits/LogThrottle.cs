namespace Ringback.Workbench.Limits;

/// <summary>
/// Keeps a line that could be written thousands of times a second to one in a while: the first time at once, and then
/// with the sum of what came meanwhile. Not safe for several threads.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class LogThrottle(TimeProvider time)
{
    /// <summary>
    /// A person who reads a log along wants no more, and one who reads it later misses nothing: the line has the sum.
    /// </summary>
    public static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    private long _said;
    private long _saidAt;

    /// <summary>True when the count has grown and it is time to say so.</summary>
    public bool IsDue(long count)
    {
        if (count == _said || (_said > 0 && time.GetElapsedTime(_saidAt) < Between)) return false;
        _said = count;
        _saidAt = time.GetTimestamp();
        return true;
    }
}
