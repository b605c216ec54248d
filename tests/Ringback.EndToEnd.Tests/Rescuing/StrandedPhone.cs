using System.Net;
using System.Text.Json;
using Ringback.Catalogue;
using Ringback.EndToEnd.Tests.Lending;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Serving;
using Ringback.Simulation.Handsets;
using Ringback.Simulation.Network;

namespace Ringback.EndToEnd.Tests.Rescuing;

/// <summary>
/// A simulated 7940 with an address that was set by hand in another network, on a cable of its own: what it sends goes
/// through the kernel of its network namespace, which asks by ARP as any machine does.
/// </summary>
internal sealed class StrandedPhone : IAsyncDisposable
{
    internal const string Address = "10.9.8.7";
    internal const string Mac = "000E84C060A6";

    // It restarts quickly, and repeats itself nearly as slowly as a real one: a server has to be there in time.
    private const double Speed = 20;
    private const int MostBoots = 60;
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _plug = new();
    private readonly List<string> _log = [];
    private readonly Handset _handset;
    private readonly Task<string?> _running;

    private StrandedPhone(Station station, string tftp, string? second)
    {
        PhoneModel model = PhoneCatalogue.BuiltIn.Find("7940G")!;
        _handset = new Handset(new HandsetOptions
        {
            Mac = MacAddress.Parse(Mac),
            Model = model,
            Flash = HandsetFlash.Running(model, "P0M3-07-7-00"),
            Tftp = new IPEndPoint(IPAddress.Parse(tftp), 69),
            SecondTftp = second is null ? null : new IPEndPoint(IPAddress.Parse(second), 69),
            Address = IPAddress.Parse(Address),
            Speed = Speed,
            Repeat = Repeat,
            Network = new SocketNetwork(NetworkDice.Perfect, TimeProvider.System, station.Open),
            Log = line =>
            {
                lock (_log) _log.Add(line);
            },
        });
        _running = _handset.RunAsync(MostBoots, _plug.Token);
    }

    /// <summary>What it did, for the message of a failure.</summary>
    internal string Log
    {
        get
        {
            lock (_log) return string.Join('\n', _log.TakeLast(40));
        }
    }

    /// <summary>Gives a station the MAC and the settings of the phone, and plugs it in.</summary>
    internal static async Task<StrandedPhone> PlugInAsync(
        Station station, int mask, string? gateway, string tftp, string? second = null)
    {
        await BecomeAsync(station, mask, gateway);
        return new StrandedPhone(station, tftp, second);
    }

    /// <summary>Gives a station the MAC and the settings of the phone.</summary>
    internal static async Task BecomeAsync(Station station, int mask, string? gateway)
    {
        string mac = string.Join(':', Enumerable.Range(0, 6).Select(i => Mac.Substring(2 * i, 2)));
        await station.IpAsync("link", "set", "dev", Station.Device, "address", mac);
        await station.IpAsync("address", "add", $"{Address}/{mask}", "dev", Station.Device);
        if (gateway is not null) await station.IpAsync("route", "add", "default", "via", gateway);
    }

    /// <summary>The load that it registers with at last.</summary>
    internal async Task<string?> RegistersAsync(CancellationToken cancel) => await _running.WaitAsync(cancel);

    /// <summary>Waits until a rescue calls it proved on SCCP.</summary>
    internal async Task ProvedAsync(ServeProcess rescue)
    {
        try
        {
            JsonElement proof = await rescue.SeesAsync("conversion-proved");
            Assert.Equal(Mac, proof.GetProperty("mac").GetString());
            Assert.Equal(PracticeLoads.Sccp, proof.GetProperty("target").GetString());
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException($"{e.Message}\nThe phone:\n{Log}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _plug.CancelAsync();
        await ((Task)_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _handset.DisposeAsync();
        _plug.Dispose();
    }
}
