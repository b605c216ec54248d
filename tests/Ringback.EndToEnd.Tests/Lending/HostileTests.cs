using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>A program that takes all addresses, and garbage, do not harm a phone that has one.</summary>
[Collection(CrowdCollection.Name)]
public sealed class HostileTests
{
    private const int Seed = 150;
    private const int Datagrams = 4000;
    private const ulong Mac = 0x00AA_0000_5000;
    private const long MostMemory = 400L << 20;
    private const int MostLogLines = 60;
    private static readonly IPAddress Server = IPAddress.Parse("192.0.2.1");

    [Fact]
    public async Task Phone_keeps_its_address_through_starvation_and_garbage()
    {
        await using Lan lan = await Lan.LayAsync();
        Station bench = await lan.AddAsync("bench", $"{Server}/24");
        Station shelf = await lan.AddAsync("shelf");
        Station foe = await lan.AddAsync("foe", "192.0.2.3/24");
        using ScratchFolder folder = new();
        await using ServeProcess serve = await ServeProcess.StartAsync(bench.Place, folder["data"],
            ServeProcess.AnyPorts, "--root", folder.Folder("root"), "--dhcp", "192.0.2.50-192.0.2.99", "--force");
        using CancellationTokenSource bound = Patience.Begin();
        await using BarePhones phones = new(shelf);
        Told lease = await phones.StartAsync(Mac, bound.Token);
        await shelf.IpAsync("address", "add", $"{lease.Given}/24", "dev", Station.Device);

        int renewals = 0;
        int taken = await StarveAsync(foe);
        await ExpectRenewedAsync(phones, lease, bound.Token);
        await SendGarbageAsync(foe, bound.Token);
        await ExpectRenewedAsync(phones, lease, bound.Token);

        // What is told of that is told when this is.
        await serve.SeesAsync("address-asked", e => e.GetProperty("ask").GetString() == "renew" && renewals++ == 1);
        long memory = await MemoryAsync(bench);
        Assert.True(memory < MostMemory, $"{memory >> 20} MiB are in use.");
        await serve.StopAsync();
        string log = await serve.ErrorsAsync();
        Assert.True(log.Count(c => c == '\n') < MostLogLines, log);
        TestContext.Current.TestOutputHelper?.WriteLine($"{taken} addresses were taken by dhcpstarv; "
            + $"{memory >> 20} MiB are in use; {log.Count(c => c == '\n')} lines of log.");
    }

    /// <summary>Runs dhcpstarv until it has taken all that it can get, or two seconds.</summary>
    private static async Task<int> StarveAsync(Station foe)
    {
        Finished run = await foe.RunAsync("timeout", "coreutils", "2", Command.Find("dhcpstarv", "dhcpstarv"), "-v",
            "-i", Station.Device);
        return (run.Output + run.Errors).Split('\n').Count(
            line => line.Contains("got address", StringComparison.Ordinal));
    }

    private static async Task ExpectRenewedAsync(BarePhones phones, Told lease, CancellationToken cancel)
    {
        Told told = await phones.AskAsync(
            new Ask(Ask.Request, Mac) { Own = lease.Given, ToAll = false }, cancel, to: Server);
        Assert.Equal((Told.Ack, lease.Given), (told.Type, told.Given));
    }

    /// <summary>Messages of phones with some of their bytes changed, cut or lengthened.</summary>
    private static async Task SendGarbageAsync(Station foe, CancellationToken cancel)
    {
        using Socket socket = foe.Open(
            () => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        Random dice = new(Seed);
        byte[][] good =
        [
            .. new[] { Ask.Discover, Ask.Request, Ask.Decline, Ask.Release, Ask.Inform }.Select(type =>
                new Ask(type, Mac + 1) { Wanted = IPAddress.Parse("192.0.2.60"), Server = Server }.ToBytes()),
        ];
        for (int i = 0; i < Datagrams; i++)
        {
            byte[] bytes = [.. good[dice.Next(good.Length)]];
            for (int change = dice.Next(1, 8); change > 0; change--)
            {
                // Mostly in the options, where it is hardest to read.
                int at = dice.Next(4) == 0 ? dice.Next(bytes.Length) : dice.Next(236, bytes.Length);
                bytes[at] = (byte)dice.Next(256);
            }

            int length = dice.Next(3) == 0 ? dice.Next(bytes.Length + 1) : bytes.Length;
            await socket.SendToAsync(bytes.AsMemory(0, length), SocketFlags.None, new IPEndPoint(Server, 67), cancel);
        }
    }

    private static async Task<long> MemoryAsync(Station bench)
    {
        Finished ids = await Command.RunAsync(Command.Find("ip", "iproute2"), "netns", "pids", bench.Namespace);
        using Process process = Process.GetProcessById(int.Parse(ids.Expect(0).Output.Split('\n')[0]));
        return process.WorkingSet64;
    }
}
