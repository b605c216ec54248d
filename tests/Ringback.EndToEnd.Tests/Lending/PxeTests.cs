using System.Diagnostics;
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
            "-machine", "accel=kvm:tcg", "-no-reboot", "-boot", "n", "-netdev", $"tap,id=net,ifname={Card},script=no,downscript=no",
            "-device", "virtio-net-pci,netdev=net,mac=52:54:00:00:79:40");
        try
        {
            await bench.Serve.SeesAsync("transfer-ended",
                e => e.GetProperty("name").GetString() == LendingBench.BootFile);
        }
        finally
        {
            qemu.Kill();
        }

        string[][] answers = await tap.ReadAsync("dhcp.option.dhcp == 5 && dhcp.hw.mac_addr == 52:54:00:00:79:40",
            "dhcp.ip.server", "dhcp.file");
        Assert.NotEmpty(answers);
        Assert.All(answers, answer => Assert.Equal([LendingBench.Address, LendingBench.BootFile], answer));
    }
}
