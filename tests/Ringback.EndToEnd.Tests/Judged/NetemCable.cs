using System.Diagnostics;
using System.Security.Cryptography;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>A pair of veth devices with the kernel's own netem at both ends, and tshark at the workbench's.</summary>
internal sealed class NetemCable : ICable
{
    private const string Device = "cable";
    private readonly TwoNamespaces _namespaces = new();
    private readonly ScratchFolder _folder = new();
    private Process? _tshark;

    private NetemCable()
    {
    }

    /// <inheritdoc/>
    public TwoNamespaces.End Bench => _namespaces.Bench;

    /// <inheritdoc/>
    public TwoNamespaces.End Phones => _namespaces.Phones;

    private string Captured => _folder["passed.pcap"];

    /// <summary>Lays it; skips the test where the kernel has no netem.</summary>
    internal static async Task<ICable> LayAsync(Fortune fortune)
    {
        NetemCable cable = new();
        try
        {
            await cable._namespaces.OpenAsync();
            await cable.LayVethAsync();
            foreach (TwoNamespaces.End end in new[] { cable.Bench, cable.Phones })
            {
                Finished netem = await Command.RunAsync(end.Place, Command.Find("tc", "iproute2"),
                    ["qdisc", "add", "dev", Device, "root", .. fortune.Netem]);
                Assert.SkipUnless(netem.ExitCode == 0, $"This kernel has no netem. tc said: {netem.Errors.Trim()}");
            }

            await cable.BeginCaptureAsync();
            return cable;
        }
        catch
        {
            await cable.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task CaptureAsync(string path)
    {
        await EndCaptureAsync();
        File.Copy(Captured, path);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_tshark is not null) await EndCaptureAsync();
        await _namespaces.DisposeAsync();
        _folder.Dispose();
    }

    private async Task LayVethAsync()
    {
        string name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        (TwoNamespaces.End End, string Name)[] devices = [(Bench, $"{name}b"), (Phones, $"{name}p")];
        await TwoNamespaces.IpAsync("link", "add", devices[0].Name, "type", "veth", "peer", "name", devices[1].Name);
        foreach ((TwoNamespaces.End end, string device) in devices)
        {
            await TwoNamespaces.IpAsync("link", "set", device, "netns", end.Namespace, "name", Device);
            await TwoNamespaces.IpAsync("-n", end.Namespace, "address", "add", $"{end.Address}/24", "dev", Device);
            await TwoNamespaces.IpAsync("-n", end.Namespace, "link", "set", Device, "up");
        }
    }

    /// <summary>Starts tshark and waits until it says that it has begun.</summary>
    private async Task BeginCaptureAsync()
    {
        (string program, IEnumerable<string> arguments) = Bench.Place.CommandLine(Command.Find("tshark", "tshark"),
            ["-q", "-i", Device, "-f", "udp", "-w", Captured]);
        _tshark = Command.Start(program, arguments);
        using CancellationTokenSource bound = Patience.Begin();
        while (await _tshark.StandardError.ReadLineAsync(bound.Token) is { } line)
        {
            if (line.Contains("Capture started", StringComparison.OrdinalIgnoreCase)) return;
        }

        throw new InvalidOperationException("tshark ended before it began to capture.");
    }

    private async Task EndCaptureAsync()
    {
        using Process tshark = _tshark!;
        _tshark = null;
        (await Command.RunAsync("/bin/sh", "-c", $"kill -INT {tshark.Id}")).Expect(0);
        using CancellationTokenSource bound = Patience.Begin();
        await tshark.StandardError.ReadToEndAsync(bound.Token);
        await tshark.WaitForExitAsync(bound.Token);
    }
}
