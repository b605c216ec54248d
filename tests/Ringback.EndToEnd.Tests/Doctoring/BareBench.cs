using System.Security.Cryptography;
using Ringback.EndToEnd.Tests.Judged;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Doctoring;

/// <summary>A network namespace with one cable in it; nothing of the computer's own network is there.</summary>
internal sealed class BareBench : IAsyncDisposable
{
    internal string Namespace { get; } =
        $"ringback-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}-doctor";

    internal static async Task<BareBench> OpenAsync()
    {
        BareBench bench = new();
        await TwoNamespaces.IpAsync("netns", "add", bench.Namespace);
        await bench.IpAsync("link", "set", "lo", "up");
        await bench.IpAsync("link", "add", "bench0", "type", "veth", "peer", "name", "phone0");
        await bench.IpAsync("link", "set", "phone0", "up");
        return bench;
    }

    internal Task IpAsync(params string[] arguments) =>
        TwoNamespaces.IpAsync(["-n", Namespace, .. arguments]);

    internal async Task GiveAddressAsync(string address)
    {
        await IpAsync("address", "add", address, "dev", "bench0");
        await IpAsync("link", "set", "bench0", "up");
    }

    internal Task<Finished> DoctorAsync(params string[] arguments) =>
        RingbackProgram.RunAsync(new Place("", Namespace), ["doctor", .. arguments]);

    internal Task<Finished> RunAsync(string program, params string[] arguments) =>
        Command.RunAsync(new Place("", Namespace), program, arguments);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await TwoNamespaces.IpAsync("netns", "delete", Namespace);
}
