using System.ComponentModel;
using System.Runtime.InteropServices;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Rights;

/// <summary>What of root's power is to be kept, and for what folders.</summary>
/// <param name="Data">The data folder.</param>
/// <param name="LendsAddresses">True when there is to be a DHCP server.</param>
public sealed record RightsNeeded(string Data, bool LendsAddresses);

/// <summary>
/// Becomes an ordinary user for good, before a single port is open: the process executes itself anew as that user, with
/// the same number, terminal and command line, and with the few capabilities that serving takes.
/// </summary>
/// <remarks>
/// A process has its rights thread by thread, and the runtime has started threads of its own long before the first line
/// of ours runs. The C library can give up a user's rights for all of them, but capabilities only one by one; so a
/// process that became a user in its middle would keep its capabilities on whichever thread did it and on those that
/// thread happens to start. What is executed anew has the same rights on every thread, those of its children included:
/// the ambient capabilities, which also let <c>ip</c> take the bench's address away at the end.
/// See docs/decisions/0013-rights.md.
/// </remarks>
public static class RootDrop
{
    private const int LastCapability = 63;

    /// <summary>Becomes the user; returns only by an exception.</summary>
    /// <exception cref="RightsException">It cannot be; the message says why and what to do.</exception>
    public static void Become(BecomeUser plan, RightsNeeded needed)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(needed);
        Account account = plan.Account;
        HandOver.Give(needed.Data, account);
        ForgetDiagnostics();
        string program = Environment.ProcessPath!;
        string?[] arguments = [.. File.ReadAllText("/proc/self/cmdline").Split('\0')[..^1], null];
        string?[] environment = [.. EnvironmentOf(account), null];
        string[] parts = PartsOf(program);
        Shed(account, Needed(needed));
        ExpectReadable(parts, account);
        _ = LinuxCalls.Execute(program, arguments, environment);
        throw Failed($"run {program}", account);
    }

    /// <summary>The capabilities that are to be kept.</summary>
    internal static Capability Needed(RightsNeeded needed)
    {
        bool hasLeftover = Directory.Exists(needed.Data)
            && Directory.EnumerateFiles(needed.Data, BenchRecord.Pattern).Any();
        Capability kept = Capability.LowPorts;
        if (needed.LendsAddresses) kept |= Capability.RawFrames | Capability.Network;
        // An address that an earlier run left on a card is taken away at the start.
        if (hasLeftover) kept |= Capability.Network;
        return kept;
    }

    private static void Shed(Account account, Capability wanted)
    {
        // What a container has not given cannot be kept.
        Capability kept = wanted & (Capability)(RunningRights.Of(Environment.ProcessId)?.Capabilities ?? 0);
        for (int i = 0; i <= LastCapability; i++)
        {
            // Fails for numbers that this kernel does not know, and in containers that may not; it is a second bolt.
            if (((ulong)kept & (1UL << i)) == 0) _ = LinuxCalls.Control(LinuxCalls.DropFromBounds, (nuint)i, 0, 0, 0);
        }

        int groups = account.Name is { } name
            ? LinuxCalls.SetGroupsOf(name, account.Group)
            : LinuxCalls.SetGroups(1, [account.Group]);
        Expect(groups, "take the groups of", account);
        Expect(LinuxCalls.SetGroup(account.Group, account.Group, account.Group), "take the group of", account);
        Expect(LinuxCalls.Control(LinuxCalls.KeepCapabilities, 1, 0, 0, 0), "keep rights as", account);
        Expect(LinuxCalls.SetUser(account.User, account.User, account.User), "become", account);
        CapabilityHeader header = new() { Version = CapabilityHeader.Version3 };
        uint bits = (uint)kept;
        // Effective, permitted, inheritable; then the same for the numbers above 31, of which none is kept.
        Expect(LinuxCalls.SetCapabilities(ref header, [bits, bits, bits, 0, 0, 0]), "keep few rights as", account);
        foreach (Capability one in Enum.GetValues<Capability>().Where(c => c != Capability.None && kept.HasFlag(c)))
        {
            nuint number = (nuint)System.Numerics.BitOperations.Log2((uint)one);
            Expect(LinuxCalls.Control(LinuxCalls.Ambient, LinuxCalls.AmbientRaise, number, 0, 0), "pass rights on as",
                account);
        }

        Expect(LinuxCalls.Control(LinuxCalls.NoNewPrivileges, 1, 0, 0, 0), "renounce new rights as", account);
    }

    private static IEnumerable<string> EnvironmentOf(Account account)
    {
        Dictionary<string, string> changed = new(StringComparer.Ordinal)
        {
            // Else whatever else runs as that user could load code into this process and use its capabilities.
            ["DOTNET_EnableDiagnostics"] = "0",
        };
        if (account.Home is { } home) changed["HOME"] = home;
        if (account.Name is { } name) changed["USER"] = changed["LOGNAME"] = name;
        foreach (System.Collections.DictionaryEntry old in Environment.GetEnvironmentVariables())
            changed.TryAdd((string)old.Key, (string?)old.Value ?? "");
        // Root's, if anybody's; the data folder is in the home.
        if (account.Home is not null) changed.Remove("XDG_DATA_HOME");
        return changed.Select(c => $"{c.Key}={c.Value}");
    }

    /// <summary>
    /// Removes the runtime's sockets for debuggers, which are root's: they carry this process's number, and nobody else
    /// could remove them later.
    /// </summary>
    private static void ForgetDiagnostics()
    {
        string folder = Path.GetTempPath();
        if (!Directory.Exists(folder)) return;
        foreach (string kind in (string[])["dotnet-diagnostic", "clr-debug-pipe"])
        {
            foreach (string path in Directory.EnumerateFiles(folder, $"{kind}-{Environment.ProcessId}-*"))
                TryDelete(path);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays behind, like that of any program that was killed.
        }
    }

    private static string[] PartsOf(string program) =>
    [
        program, .. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll"),
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "System.Private.CoreLib.dll"),
    ];

    /// <summary>Says now what the new program could only say with an error of the runtime.</summary>
    private static void ExpectReadable(string[] parts, Account account)
    {
        foreach (string path in parts)
        {
            // A program in one file has no other ones.
            if (LinuxCalls.Access(path, LinuxCalls.ReadOk) == 0 || IsMissing(Marshal.GetLastPInvokeError())) continue;
            throw new RightsException($"{account} may not read {path}, which is part of this program. Put the program "
                + $"where everybody may read it, such as /opt, or stay root with {RightsPlan.Option} root.");
        }
    }

    private static bool IsMissing(int error) => error == 2;

    private static void Expect(int result, string what, Account account)
    {
        if (result != 0) throw Failed(what, account);
    }

    private static RightsException Failed(string what, Account account)
    {
        string why = new Win32Exception(Marshal.GetLastPInvokeError()).Message;
        return new RightsException($"root cannot {what} {account}: {why}. Stay root with {RightsPlan.Option} root.");
    }
}
