using System.Diagnostics;
using System.Globalization;
using System.Net;
using Ringback.Catalogue;
using Ringback.Simulation.Handsets;

namespace Ringback.Bench.Console;

/// <summary>Simulated phones that hang on a running server, each on an address of its own of this computer.</summary>
internal sealed class PhoneFleet(IReadOnlyDictionary<string, int> ports, double speed)
{
    private static readonly (string Model, string Load)[] Kinds =
        [("7940G", "P0M3-07-7-00"), ("7960G", "P0S3-07-5-00"), ("7940", "P0M3-07-7-00")];

    /// <summary>Starts them in a process of their own, which ends when its input does.</summary>
    internal static Process Start(int count, double speed, bool again, IReadOnlyDictionary<string, int> ports)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardInput = true };
        string self = Path.Combine(AppContext.BaseDirectory, "Ringback.Bench.Console.dll");
        string[] words =
        [
            "fleet", Word(count), speed.ToString(CultureInfo.InvariantCulture), again ? "again" : "once",
            .. ports.Select(p => $"{p.Key}={Word(p.Value)}"),
        ];
        foreach (string word in words.Prepend(self)) start.ArgumentList.Add(word);
        return Process.Start(start)!;
    }

    /// <summary>Is that process.</summary>
    internal static async Task<int> ServeAsync(string[] args)
    {
        Dictionary<string, int> ports = args.Skip(4).Select(a => a.Split('='))
            .ToDictionary(p => p[0], p => int.Parse(p[1], CultureInfo.InvariantCulture));
        using CancellationTokenSource plug = new();
        Task fleet = new PhoneFleet(ports, double.Parse(args[2], CultureInfo.InvariantCulture)).RunAsync(
            int.Parse(args[1], CultureInfo.InvariantCulture), args[3] == "again", plug.Token);
        await System.Console.In.ReadToEndAsync();
        await plug.CancelAsync();
        await fleet.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }

    private static string Word(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Leads phones until the plug is pulled: each begins anew when it is done.</summary>
    internal Task RunAsync(int count, bool again, CancellationToken plug) =>
        Task.WhenAll(Enumerable.Range(1, count).Select(n => Task.Run(() => LiveAsync(n, again, plug), plug)));

    private async Task LiveAsync(int number, bool again, CancellationToken plug)
    {
        (string name, string load) = Kinds[number % Kinds.Length];
        PhoneModel model = PhoneCatalogue.BuiltIn.Find(name)!;
        // They are not plugged in all at once.
        await Task.Delay(TimeSpan.FromMilliseconds(number * 150), TimeProvider.System, plug);
        do
        {
            await using Handset phone = new(new HandsetOptions
            {
                Mac = MacAddress.Parse($"02AB5C{0x10000 + (number * 0x2F3):X6}"),
                Model = model,
                Flash = HandsetFlash.Running(model, load),
                Tftp = new IPEndPoint(IPAddress.Loopback, ports["tftp"]),
                Address = IPAddress.Parse($"127.0.{1 + (number / 250)}.{1 + (number % 250)}"),
                SccpPort = ports["sccp"], SipPort = ports["sip"], MgcpPort = ports["mgcp"], Speed = speed,
                Repeat = TimeSpan.FromSeconds(1),
            });
            for (int cycle = 0; cycle < 4; cycle++) await phone.RunAsync(12, plug);
        }
        while (again);
    }
}
