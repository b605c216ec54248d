using System.Globalization;
using Ringback.EndToEnd.Tests.Lending;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Rights;
using Ringback.EndToEnd.Tests.Serving;

namespace Ringback.EndToEnd.Tests.Rescuing;

/// <summary>A network with a bench and a phone, and what a rescue needs.</summary>
internal sealed class RescueNetwork : IAsyncDisposable
{
    private readonly ScratchFolder _folder = Nobody.OpenFolder();

    private readonly IAsyncDisposable _cable;

    private RescueNetwork(IAsyncDisposable cable, Station bench, Station phone)
    {
        _cable = cable;
        Bench = bench;
        Phone = phone;
        PracticeLoads.Write(_folder, "library", PracticeLoads.Medium, PracticeLoads.Sccp, PracticeLoads.Sip);
    }

    internal Lan Lan => (Lan)_cable;

    internal Station Bench { get; }

    internal Station Phone { get; }

    internal string Data => _folder["data"];

    /// <summary>A folder to serve, with one file of the user's in it.</summary>
    internal string Root(string name, string text)
    {
        string root = _folder.Folder("root");
        File.WriteAllText(Path.Combine(root, name), text);
        return root;
    }

    /// <summary>Lays it; the bench has no address unless one is given.</summary>
    internal static async Task<RescueNetwork> LayAsync(string? bench = null)
    {
        Lan lan = await Lan.LayAsync();
        return new RescueNetwork(lan, await lan.AddAsync("bench", bench), await lan.AddAsync("phone"));
    }

    /// <summary>Lays one on which everything of the phone's has the tag of a VLAN.</summary>
    internal static async Task<RescueNetwork> LayTaggedAsync(ushort vlan)
    {
        TaggedCable cable = await TaggedCable.LayAsync(vlan);
        return new RescueNetwork(cable, cable.Bench, cable.Phone);
    }

    internal Task<ServeProcess> RescueAsync(params IEnumerable<string> more) =>
        ServeProcess.StartRescueAsync(Bench.Place, Data, Arguments(more));

    /// <summary>A bench that serves already, from whose console a rescue can be begun.</summary>
    internal Task<ServeProcess> ServeAsync(int consolePort) => ServeProcess.StartEverywhereAsync(
        Bench.Place, Data, [.. Serving, "--console-port", consolePort.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>Runs it to its end, without events.</summary>
    internal Task<Finished> RunAsync(params IEnumerable<string> more) => RingbackProgram.RunAsync(
        Bench.Place, ["rescue", "--data", Data, "--console-port", "0", .. Arguments(more)]);

    internal string[] Arguments(IEnumerable<string> more) => ["--interface", Station.Device, .. Serving, .. more];

    private string[] Serving => ["--library", _folder["library"], "--to", "sccp", "--practice"];

    /// <summary>Everything that stands on the bench's card: addresses, routes and interfaces.</summary>
    internal async Task<string> StateAsync()
    {
        Finished addresses = await Bench.RunAsync("ip", "iproute2", "-4", "-o", "address", "show");
        Finished routes = await Bench.RunAsync("ip", "iproute2", "-4", "route", "show", "table", "all");
        Finished links = await Bench.RunAsync("ip", "iproute2", "-br", "link");
        return addresses.Expect(0).Output + routes.Expect(0).Output + links.Expect(0).Output;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _cable.DisposeAsync();
        _folder.Dispose();
    }
}
