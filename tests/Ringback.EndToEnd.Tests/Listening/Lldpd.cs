using System.Diagnostics;
using Ringback.EndToEnd.Tests.Lending;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Listening;

/// <summary>
/// lldpd, which speaks CDP and LLDP as switches and computers do. It wants a user of its own and a folder in /run: it
/// gets both in a mount namespace, and nothing of the machine is changed.
/// </summary>
internal static class Lldpd
{
    /// <summary>Starts it at a station; it announces itself at once and every second.</summary>
    internal static async Task<Process> StartAsync(Station station, ScratchFolder folder)
    {
        string lldpd = Command.Find("lldpd", "lldpd"), lldpcli = Command.Find("lldpcli", "lldpd");
        string users = folder["passwd"], groups = folder["group"], socket = folder["lldpd.socket"];
        await File.WriteAllTextAsync(users, await File.ReadAllTextAsync("/etc/passwd")
            + "_lldpd:x:64999:64999::/:/usr/sbin/nologin\n");
        await File.WriteAllTextAsync(groups, await File.ReadAllTextAsync("/etc/group") + "_lldpd:x:64999:\n");
        return station.Start("unshare", "util-linux", "--mount", "/bin/sh", "-c",
            $"mount --bind {users} /etc/passwd && mount --bind {groups} /etc/group && mount -t tmpfs none /run "
            + $"&& mkdir /run/lldpd && export LD_LIBRARY_PATH={Path.GetDirectoryName(lldpcli)} "
            + $"&& {{ {lldpd} -cc -d -I {Station.Device} -u /run/lldpd.socket -L {lldpcli} & }} "
            + $"&& while ! {lldpcli} -u /run/lldpd.socket resume > /dev/null 2>&1; do sleep 0.2; done "
            + $"&& {lldpcli} -u /run/lldpd.socket configure lldp tx-interval 1 "
            + $"&& {lldpcli} -u /run/lldpd.socket update "
            + $"&& while :; do {lldpcli} -u /run/lldpd.socket -f json show neighbors > {socket}.new "
            + $"&& mv {socket}.new {socket}; sleep 0.5; done");
    }

    /// <summary>What it says of its neighbours, as soon as it says a word.</summary>
    internal static async Task<string> SeesAsync(ScratchFolder folder, string word)
    {
        string told = folder["lldpd.socket"];
        using CancellationTokenSource bound = Patience.Begin();
        using PeriodicTimer again = new(TimeSpan.FromMilliseconds(200));
        while (await again.WaitForNextTickAsync(bound.Token))
        {
            string said = File.Exists(told) ? await File.ReadAllTextAsync(told, bound.Token) : "";
            if (said.Contains(word, StringComparison.Ordinal)) return said;
        }

        throw new TimeoutException($"lldpd never saw {word}.");
    }
}
