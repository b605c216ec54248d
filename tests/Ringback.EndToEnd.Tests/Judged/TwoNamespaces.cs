using System.Security.Cryptography;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>
/// Two network namespaces, one for the workbench and one for the phones, with addresses that nobody has (RFC 5737).
/// What lies between them is for others to lay.
/// </summary>
internal sealed class TwoNamespaces : IAsyncDisposable
{
    private readonly string _name = $"ringback-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";

    /// <summary>The end of the cable at the workbench.</summary>
    internal End Bench => new($"{_name}-bench", "192.0.2.1");

    /// <summary>The end of the cable at the phones.</summary>
    internal End Phones => new($"{_name}-phones", "192.0.2.2");

    /// <summary>Why there can be none here; null when there can.</summary>
    internal static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux()) return "Network namespaces are Linux's.";
        if (!Environment.IsPrivilegedProcess) return "Only root may make network namespaces.";
        return File.Exists("/dev/net/tun") ? null : "This kernel has no /dev/net/tun.";
    }

    internal async Task OpenAsync()
    {
        foreach (End end in new[] { Bench, Phones })
        {
            await IpAsync("netns", "add", end.Namespace);
            await IpAsync("-n", end.Namespace, "link", "set", "lo", "up");
        }
    }

    /// <summary>Brings a device into its namespace and gives it its address.</summary>
    internal static async Task AttachAsync(End end, string device)
    {
        await IpAsync("link", "set", device, "netns", end.Namespace);
        await IpAsync("-n", end.Namespace, "address", "add", $"{end.Address}/24", "dev", device);
        await IpAsync("-n", end.Namespace, "link", "set", device, "up");
    }

    internal static async Task IpAsync(params string[] arguments) =>
        (await Command.RunAsync(Command.Find("ip", "iproute2"), arguments)).Expect(0);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await IpAsync("netns", "delete", Bench.Namespace);
        await IpAsync("netns", "delete", Phones.Namespace);
    }

    /// <summary>One end.</summary>
    internal sealed record End(string Namespace, string Address)
    {
        internal Place Place => new(Address, Namespace);
    }
}
