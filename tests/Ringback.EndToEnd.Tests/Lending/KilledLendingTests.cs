using System.Net;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>
/// The workbench is killed again and again while phones get addresses. Whoever was acknowledged an address has it
/// after each start, and nobody else has.
/// </summary>
public sealed class KilledLendingTests
{
    private const int Kills = 3;
    private const int AtATime = 6;
    private const int FewestBeforeKill = 4;
    private const int MostBeforeKill = 45;
    private const int Seed = 7940;
    private static readonly IPAddress Server = IPAddress.Parse("192.0.2.1");

    private ulong _lastMac = 0x00AA_0000_2000;

    [Fact]
    public async Task No_acknowledged_lease_is_lost()
    {
        await using Lan lan = await Lan.LayAsync();
        Station bench = await lan.AddAsync("bench", $"{Server}/24");
        Station shelf = await lan.AddAsync("shelf");
        using ScratchFolder folder = new();
        await using BarePhones phones = new(shelf);
        using CancellationTokenSource bound = Patience.Begin();
        Random dice = new(Seed);

        for (int kill = 0; kill < Kills; kill++)
        {
            await using ServeProcess serve = await StartAsync(bench, folder);
            await ExpectConfirmedAsync(phones, kill, bound.Token);
            await StreamAsync(phones, dice.Next(FewestBeforeKill, MostBeforeKill), serve.KillAsync, bound.Token);
            Assert.True(phones.Twice is null, $"Seed {Seed}, kill {kill}: {phones.Twice}");
        }

        await using ServeProcess last = await StartAsync(bench, folder);
        await ExpectConfirmedAsync(phones, Kills, bound.Token);
        await ExpectRenewedAsync(phones, shelf, folder, bound.Token);
        Assert.True(phones.Twice is null, $"Seed {Seed}: {phones.Twice}");
        await last.StopAsync();
        TestContext.Current.SendDiagnosticMessage($"{phones.Acknowledged.Count} leases outlived {Kills} kills.");
    }

    /// <summary>Addresses are not probed, because a probe would hide that a lease was lost.</summary>
    private static Task<ServeProcess> StartAsync(Station bench, ScratchFolder folder) => ServeProcess.StartAsync(
        bench.Place, folder["data"], ServeProcess.AnyPorts, "--root", folder.Folder("root"),
        "--dhcp", "192.0.2.20-192.0.2.254", "--dhcp-no-probe", "--force");

    /// <summary>Phones start, some at a time. When so many have an address, something happens.</summary>
    private async Task StreamAsync(BarePhones phones, int leases, Func<Task> happens, CancellationToken cancel)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int acknowledged = 0;
        phones.OnAck = _ =>
        {
            if (Interlocked.Increment(ref acknowledged) == leases) reached.TrySetResult();
        };
        Task[] starting = [.. Enumerable.Range(0, AtATime).Select(_ => StartOnAsync(phones, over.Token))];
        await reached.Task.WaitAsync(cancel);
        await happens();
        phones.OnAck = null;
        await over.CancelAsync();
        await Task.WhenAll(starting);
    }

    private async Task StartOnAsync(BarePhones phones, CancellationToken cancel)
    {
        try
        {
            while (true) await phones.StartAsync(Interlocked.Increment(ref _lastMac), cancel);
        }
        catch (OperationCanceledException)
        {
            // The server is gone, and this phone with it.
        }
    }

    /// <summary>Every phone starts anew and asks for the address that it had.</summary>
    private static async Task ExpectConfirmedAsync(BarePhones phones, int kill, CancellationToken cancel)
    {
        await Task.WhenAll(phones.Acknowledged.ToArray().Select(async lease =>
        {
            Told told = await phones.AskAsync(new Ask(Ask.Request, lease.Value) { Wanted = lease.Key }, cancel);
            Assert.True(told.Type == Told.Ack && told.Given.Equals(lease.Key),
                $"Seed {Seed}, kill {kill}: {lease.Value:X12} asked for its {lease.Key} and was told {told}.");
        }));
    }

    /// <summary>Every phone speaks from its address and asks its server to prolong its lease.</summary>
    private static async Task ExpectRenewedAsync(
        BarePhones phones, Station shelf, ScratchFolder folder, CancellationToken cancel)
    {
        await File.WriteAllLinesAsync(folder["addresses"],
            phones.Acknowledged.Keys.Select(a => $"address add {a}/24 dev {Station.Device}"), cancel);
        await shelf.IpAsync("-batch", folder["addresses"]);
        await Task.WhenAll(phones.Acknowledged.ToArray().Select(async lease =>
        {
            Told told = await phones.AskAsync(
                new Ask(Ask.Request, lease.Value) { Own = lease.Key, ToAll = false }, cancel, to: Server);
            Assert.True(told.Type == Told.Ack && told.Given.Equals(lease.Key),
                $"Seed {Seed}: {lease.Value:X12} wanted to prolong {lease.Key} and was told {told}.");
        }));
    }
}
