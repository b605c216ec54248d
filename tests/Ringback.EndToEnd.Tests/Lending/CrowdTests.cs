using System.Net;
using System.Text.RegularExpressions;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>
/// Many phones at once, with the look whether an address is in use. The addresses are those for benchmarks (RFC 2544),
/// because no network for examples is large enough.
/// </summary>
[Collection(CrowdCollection.Name)]
public sealed partial class CrowdTests(CrowdTests.Hall hall) : IClassFixture<CrowdTests.Hall>
{
    private const int Phones = 200;
    private const int Exchanges = 300;
    private const ulong FirstMac = 0x00AA_0000_4000;

    [Fact]
    public async Task Two_hundred_phones_that_get_power_at_once_all_get_their_address()
    {
        await hall.OpenAsync();
        await using BarePhones phones = new(hall.Shelf);

        using CancellationTokenSource bound = Patience.Begin();
        // Once one phone has its offer, the workbench has looked around.
        await phones.StartAsync(FirstMac, bound.Token);
        await StartTogetherAsync(phones, FirstMac + 1);
        // These come before it has looked further.
        await StartTogetherAsync(phones, FirstMac + 1 + Phones);

        Assert.Equal(1 + (2 * Phones), phones.Acknowledged.Count);
        Assert.Null(phones.Twice);
    }

    private static async Task StartTogetherAsync(BarePhones phones, ulong first)
    {
        using CancellationTokenSource bound = Patience.Begin();
        long began = TimeProvider.System.GetTimestamp();
        (Told Offer, TimeSpan After)[] offers = await Task.WhenAll(Enumerable.Range(0, Phones).Select(async n =>
        {
            Told offer = await phones.AskAsync(new Ask(Ask.Discover, first + (ulong)n), bound.Token);
            return (offer, TimeProvider.System.GetElapsedTime(began));
        }));
        Told[] leases = await Task.WhenAll(offers.Select(o => phones.TakeAsync(o.Offer, bound.Token)));
        TimeSpan taken = TimeProvider.System.GetElapsedTime(began);

        Assert.Equal(Phones, leases.Select(l => l.Given).Distinct().Count());
        Assert.Equal(offers.Select(o => o.Offer.Given), leases.Select(l => l.Given));
        IPAddress own = IPAddress.Parse(Hall.Address);
        Assert.All(leases, lease =>
        {
            Assert.Equal((Told.Ack, own, Hall.Address), (lease.Type, lease.NextServer, lease.ServerName));
            Assert.Equal(own, new IPAddress(lease.Options[150]));
            Assert.Equal(Hall.Address, System.Text.Encoding.ASCII.GetString(lease.Options[66]));
            Assert.Equal(IPAddress.Parse("255.255.0.0"), new IPAddress(lease.Options[1]));
        });
        TimeSpan[] waits = [.. offers.Select(o => o.After).Order()];
        TestContext.Current.TestOutputHelper?.WriteLine($"OFFER to {Phones} phones at once: the median after "
            + $"{waits[Phones / 2].TotalMilliseconds:0.0} ms, the last after {waits[^1].TotalMilliseconds:0.0} ms; "
            + $"all leases after {taken.TotalMilliseconds:0.0} ms.");
    }

    [Fact]
    public async Task Perfdhcp_loses_nothing_and_gets_no_address_twice()
    {
        await hall.OpenAsync();
        string phone = Convert.ToHexStringLower([.. Ask.Phone.Select(c => (byte)c)]);

        // Nothing is judged by its speed, so it waits long before it takes an answer for lost.
        Finished run = await hall.Load.RunAsync("perfdhcp", "kea-admin", "-4", "-l", Station.Device, "-r", "200",
            "-R", "250", "-n", $"{Exchanges}", "-d", "30", "-W", "2000000", "-o", $"60,{phone}");

        run.Expect(0);
        Assert.Equal([$"{Exchanges}", $"{Exchanges}"], Figures(SentLine(), run.Output));
        Assert.Equal([$"{Exchanges}", $"{Exchanges}"], Figures(ReceivedLine(), run.Output));
        foreach (string fault in new[] { "drops", "orphans", "rejected leases", "non unique addresses" })
            Assert.Equal(2, Regex.Count(run.Output, $"^{fault}: 0$", RegexOptions.Multiline));
        Assert.Contains("Malformed packets: 0", run.Output, StringComparison.Ordinal);
    }

    private static string[] Figures(Regex line, string output) =>
        [.. line.Matches(output).Select(m => m.Groups[1].Value)];

    [GeneratedRegex("^sent packets: ([0-9]+)", RegexOptions.Multiline)]
    private static partial Regex SentLine();

    [GeneratedRegex("^received packets: ([0-9]+)", RegexOptions.Multiline)]
    private static partial Regex ReceivedLine();

    /// <summary>A large network with a workbench.</summary>
    public sealed class Hall : IAsyncLifetime
    {
        internal const string Address = "198.18.0.1";

        private readonly ScratchFolder _folder = new();
        private Lan? _lan;
        private ServeProcess? _serve;

        internal Station Shelf { get; private set; } = null!;

        internal Station Load { get; private set; } = null!;

        internal async Task OpenAsync()
        {
            if (_serve is not null) return;
            _lan = await Lan.LayAsync();
            Station bench = await _lan.AddAsync("bench", $"{Address}/16");
            Shelf = await _lan.AddAsync("shelf");
            Load = await _lan.AddAsync("load", "198.18.0.2/16");
            _serve = await ServeProcess.StartAsync(bench.Place, _folder["data"], ServeProcess.AnyPorts,
                "--root", _folder.Folder("root"), "--dhcp", "198.18.1.0-198.18.8.255", "--force");
        }

        /// <inheritdoc/>
        public ValueTask InitializeAsync() => ValueTask.CompletedTask;

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            if (_serve is not null) await _serve.DisposeAsync();
            if (_lan is not null) await _lan.DisposeAsync();
            _folder.Dispose();
        }
    }
}
