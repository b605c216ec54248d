using System.Globalization;

namespace Ringback.Workbench.Rights;

/// <summary>As whom a process runs, and what it has of root's rights. Linux only.</summary>
/// <param name="User">The user's number.</param>
/// <param name="Capabilities">The rights of root's that it has, by the numbers of Linux.</param>
/// <param name="CanGainNone">True when it can never get more, whatever it executes.</param>
internal sealed record RunningRights(uint User, ulong Capabilities, bool CanGainNone)
{
    /// <summary>In a sentence, for people.</summary>
    internal string Told
    {
        get
        {
            Account account = Account.Find(User) ?? new Account(User, User, null, null);
            if (User == 0) return "root, with every right.";
            IReadOnlyList<string> kept = CapabilityWords.Of(Capabilities);
            return $"{account}, with " + (kept.Count == 0
                ? "no right of root's."
                : $"these rights of root's and no others: {string.Join(", ", kept)}.");
        }
    }

    /// <summary>Of a process; null when it is gone, or this is no Linux.</summary>
    internal static RunningRights? Of(int process)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            return Read(File.ReadAllText($"/proc/{process}/status"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads what the kernel says of a process or a thread; null when it cannot be read.</summary>
    internal static RunningRights? Read(string status)
    {
        string? user = Value(status, "Uid:")?.Split('\t') is [_, var effective, ..] ? effective : null;
        return uint.TryParse(user, CultureInfo.InvariantCulture, out uint number)
            && ulong.TryParse(Value(status, "CapEff:"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                out ulong held)
            ? new RunningRights(number, held, Value(status, "NoNewPrivs:") == "1")
            : null;
    }

    private static string? Value(string status, string name) => status.Split('\n')
        .FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim();
}
