using System.Diagnostics;
using System.Text;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>The boot ROM of a machine under QEMU, which is no phone, gets its address and its file here.</summary>
[Collection(LendingCollection.Name)]
public sealed class PxeTests(LendingBench bench)
{
    private const string Program = "qemu-system-x86_64";
    private const string Card = "tap";
    private const string Bridge = "lan";

    [Fact]
    public async Task Boot_rom_fetches_its_boot_file()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        Assert.SkipUnless(folders.Any(f => File.Exists(Path.Combine(f, Program))),
            $"{Program} is not installed: apt-get install qemu-system-x86 ipxe-qemu.");
        await bench.OpenAsync();
        Station machine = await bench.Lan.AddAsync("machine");
        await machine.IpAsync("tuntap", "add", "dev", Card, "mode", "tap");
        await machine.IpAsync("link", "add", Bridge, "type", "bridge");
        foreach (string device in new[] { Card, Station.Device })
            await machine.IpAsync("link", "set", device, "master", Bridge);
        foreach (string device in new[] { Card, Bridge }) await machine.IpAsync("link", "set", device, "up");
        using Tap tap = new(bench.Bench);

        using Process qemu = machine.Start(Program, "qemu-system-x86 ipxe-qemu", "-nographic", "-m", "64",
            "-no-reboot", "-boot", "n", "-netdev", $"tap,id=net,ifname={Card},script=no,downscript=no",
            "-device", "virtio-net-pci,netdev=net,mac=52:54:00:00:79:40");
        using CancellationTokenSource bound = Patience.Begin();
        Task<string> console = AtConsoleAsync(qemu, bound.Token);
        Task fetched = bench.Serve.SeesAsync("transfer-ended",
            e => e.GetProperty("name").GetString() == LendingBench.BootFile);
        bool ended = await Task.WhenAny(fetched, console) == console;
        qemu.Kill();
        string said = await console;
        Assert.False(ended, said);
        await fetched;

        string[][] answers = await tap.ReadAsync("dhcp.option.dhcp == 5 && dhcp.hw.mac_addr == 52:54:00:00:79:40",
            "dhcp.ip.server", "dhcp.file");
        Assert.NotEmpty(answers);
        Assert.All(answers, answer => Assert.Equal([LendingBench.Address, LendingBench.BootFile], answer));
    }

    /// <summary>
    /// By itself the ROM also looks for IPv6 routers, for many seconds. At its console it does what it is told to. A
    /// console that is missed costs these seconds and no more. Its line takes 16 characters at a time.
    /// </summary>
    private static async Task<string> AtConsoleAsync(Process qemu, CancellationToken cancel)
    {
        (string Prompt, string Answer)[] steps =
        [
            ("Ctrl-B for the iPXE command line", "\u0002"),
            ("iPXE>", "ifconf -cdhcp\r"),
            ("iPXE>", "chain ${67}\r"),
        ];
        StringBuilder said = new();
        char[] buffer = new char[256];
        int step = 0, answered = 0;
        while (await qemu.StandardOutput.ReadAsync(buffer, cancel) is > 0 and int length)
        {
            said.Append(buffer, 0, length);
            if (step == steps.Length) continue;
            string fresh = said.ToString(answered, said.Length - answered);
            if (!fresh.Contains(steps[step].Prompt, StringComparison.Ordinal)) continue;
            answered = said.Length;
            await qemu.StandardInput.WriteAsync(steps[step++].Answer);
            await qemu.StandardInput.FlushAsync(cancel);
        }

        return said.ToString();
    }
}
