using System.Globalization;
using System.Net;
using Ringback.Catalogue;
using Ringback.Simulation.Handsets;

namespace Ringback.Bench.Attack.Phones;

/// <summary>
/// Phones that do nothing wrong, one after the other for as long as the attack lasts: one of each protocol that boots,
/// reads its files and registers, and two clients that fetch a file and look whether it is right.
/// </summary>
internal sealed class HealthyPhones
{
    private const int Fetchers = 2;
    private const int MostBoots = 4;
    private const int FaultsKept = 10;
    private const int Hurry = 200;

    // A phone that has not come up by then stands on somebody's desk and shows "Registering".
    private static readonly TimeSpan LongestBoot = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly AttackOptions _options;
    private readonly IReadOnlyDictionary<string, int> _ports;
    private readonly Provisions _provisions;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly List<string> _faults = [];
    private readonly SortedDictionary<string, (int Served, int All)> _served = [];

    internal HealthyPhones(
        AttackOptions options, IReadOnlyDictionary<string, int> ports, Provisions provisions, TimeProvider time)
    {
        (_options, _ports, _provisions, _time) = (options, ports, provisions, time);
    }

    /// <summary>How many were served of how many, by what they wanted.</summary>
    internal IReadOnlyList<(string What, int Served, int All)> Served
    {
        get
        {
            lock (_lock) return [.. _served.Select(s => (s.Key, s.Value.Served, s.Value.All))];
        }
    }

    /// <summary>The first that were not served, and why.</summary>
    internal IReadOnlyList<string> Faults
    {
        get
        {
            lock (_lock) return [.. _faults];
        }
    }

    /// <summary>Goes on until the end; who is under way then is let come to its own.</summary>
    internal async Task RunAsync(CancellationToken end)
    {
        List<Task> all = [];
        for (int i = 0; i < Provisions.Loads.Length; i++)
        {
            int number = i;
            string load = Provisions.Loads[i];
            all.Add(RepeatAsync($"boot and register, {load}", bound => BootAsync(number, load, bound), end));
        }

        for (int i = 0; i < Fetchers; i++)
        {
            IPAddress own = _options.Source(1, 101 + i);
            all.Add(RepeatAsync("fetch a file", bound => FetchAsync(own, bound), end));
        }

        await Task.WhenAll(all).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"phones served {Served.Sum(s => s.Served)} of {Served.Sum(s => s.All)}");

    private async Task RepeatAsync(string what, Func<CancellationToken, Task<string?>> serve, CancellationToken end)
    {
        using PeriodicTimer pause = new(Pause, _time);
        while (!end.IsCancellationRequested)
        {
            using CancellationTokenSource bound = new(LongestBoot, _time);
            string? fault;
            try
            {
                fault = await serve(bound.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                fault = $"nothing came of it in {LongestBoot.TotalSeconds} s";
            }

            // What the end of the program cuts off is told elsewhere.
            if (fault is not null && end.IsCancellationRequested) return;
            Note(what, fault);
            try
            {
                await pause.WaitForNextTickAsync(end).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<string?> BootAsync(int number, string load, CancellationToken bound)
    {
        PhoneModel model = PhoneCatalogue.BuiltIn.Find("7960G")!;
        List<string> said = [];
        await using Handset phone = new(new HandsetOptions
        {
            Mac = MacAddress.Parse(Provisions.Mac(number)),
            Model = model,
            Flash = HandsetFlash.Running(model, load),
            Tftp = new IPEndPoint(_options.Server, _ports["tftp"]),
            Address = _options.Source(1, 1 + number),
            SccpPort = _ports["sccp"],
            SipPort = _ports["sip"],
            MgcpPort = _ports["mgcp"],
            Speed = Hurry,
            Repeat = TimeSpan.FromSeconds(1),
            Log = said.Add,
        });
        string? registered = await phone.RunAsync(MostBoots, bound).ConfigureAwait(false);
        return registered == load ? null : $"it registered with {registered ?? "nothing"}: {string.Join("; ", said)}";
    }

    private Task<string?> FetchAsync(IPAddress own, CancellationToken bound) => PlainFetch.RunAsync(
        own, new IPEndPoint(_options.Server, _ports["tftp"]), Provisions.FileName, _provisions.Content, bound);

    private void Note(string what, string? fault)
    {
        lock (_lock)
        {
            (int served, int all) = _served.GetValueOrDefault(what);
            _served[what] = (served + (fault is null ? 1 : 0), all + 1);
            if (fault is not null && _faults.Count < FaultsKept) _faults.Add($"{what}: {fault}");
        }
    }
}
