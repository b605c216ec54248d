using System.Globalization;

namespace Ringback.Workbench.Rights;

/// <summary>
/// As whom the program is to serve: <see cref="StayAsIs"/>, <see cref="BecomeUser"/> or <see cref="NoSuchUser"/>.
/// </summary>
public abstract record RightsPlan
{
    /// <summary>The option of <c>serve</c> that names a user.</summary>
    public const string Option = "--user";

    private const string Root = "root";

    /// <summary>Decides, for this process.</summary>
    /// <param name="wanted">What was given with <see cref="Option"/>; null for nothing.</param>
    public static RightsPlan Make(string? wanted) => OperatingSystem.IsLinux()
        ? Decide(wanted, LinuxCalls.OwnUser(), Environment.GetEnvironmentVariable, Account.Find)
        : Elsewhere(wanted, !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess);

    /// <summary>
    /// Decides. Who started it with sudo is whom it becomes. Root without anybody behind it, as in a container or under
    /// a service manager, stays root, because nobody else is known to have rights to the data; and says so.
    /// </summary>
    internal static RightsPlan Decide(string? wanted, uint self, Func<string, string?> environment,
        Func<string, Account?> find)
    {
        if (wanted is not null)
        {
            if (find(wanted) is not { } named)
                return new NoSuchUser($"there is no user '{wanted}'. {Option} takes a name or a number.");
            if (self == 0) return named.User == 0 ? Stays("you say so") : new BecomeUser(named);
            return named.User == self
                ? new StayAsIs(null)
                : new NoSuchUser($"only root may become another user. Run it with sudo, or leave {Option} out.");
        }

        if (self != 0) return new StayAsIs(null);
        if (Number(environment("SUDO_UID")) is not { } user || user == 0 || find($"{user}") is not { } account)
            return Stays($"nobody is named whom it could become. Name somebody with {Option}");
        return new BecomeUser(account with { Group = Number(environment("SUDO_GID")) ?? account.Group });
    }

    /// <summary>Decides where there is nobody to become.</summary>
    internal static RightsPlan Elsewhere(string? wanted, bool isRoot) => wanted is null
        ? new StayAsIs(isRoot
            ? "Runs as root for as long as it serves; giving that up is possible on Linux only." : null)
        : new NoSuchUser($"{Option} is possible on Linux only. Here it runs as whoever starts it.");

    private static StayAsIs Stays(string because) =>
        new($"Runs as {Root} for as long as it serves, with every right, because {because}.");

    private static uint? Number(string? text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : null;
}

/// <summary>It stays who it is.</summary>
/// <param name="Warning">What is to be told of that; null when it is as it should be.</param>
public sealed record StayAsIs(string? Warning) : RightsPlan;

/// <summary>It is root, and becomes somebody else.</summary>
/// <param name="Account">Who.</param>
public sealed record BecomeUser(Account Account) : RightsPlan;

/// <summary>It cannot be as it was said.</summary>
/// <param name="Because">Why, for people.</param>
public sealed record NoSuchUser(string Because) : RightsPlan;
