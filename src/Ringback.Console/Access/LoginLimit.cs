using System.Net;

namespace Ringback.Console.Access;

/// <summary>How often somebody may try a token. Safe for several threads.</summary>
/// <param name="time">The clock.</param>
internal sealed class LoginLimit(TimeProvider time)
{
    /// <summary>Tries from one address in a minute.</summary>
    internal const int PerAddress = 5;

    /// <summary>Tries in a minute from everywhere: an attacker has many addresses.</summary>
    internal const int InAll = 60;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _tries = [];
    private DateTimeOffset _since;
    private int _all;

    /// <summary>True when one more try is granted.</summary>
    internal bool Admits(IPAddress from)
    {
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (now - _since >= Minute)
            {
                _since = now;
                _all = 0;
                _tries.Clear();
            }

            int before = _tries.GetValueOrDefault(from);
            if (before >= PerAddress || _all >= InAll) return false;
            _tries[from] = before + 1;
            _all++;
            return true;
        }
    }
}
