using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>
/// nmap's tftp-enum guesses names. It finds what is there, unless it asks from a network that is not served.
/// </summary>
public sealed class NmapTests
{
    // tftp-enum listens for an answer only a while after it has asked, and would miss one that comes at once.
    private static readonly Fortune Slow = new(0, 0, 0, TimeSpan.FromMilliseconds(20));

    [Fact]
    public async Task From_a_served_network_it_finds_the_file_that_is_there()
    {
        Assert.SkipUnless(TwoNamespaces.WhyNot() is null, TwoNamespaces.WhyNot() ?? "");
        await using ICable cable = await BadCable.LayAsync(Slow, seed: 1);

        string found = await EnumerateAsync(cable, "192.0.2.0/24");

        Assert.Contains("69/udp open ", found, StringComparison.Ordinal);
        Assert.Contains("cisconet.cfg", found, StringComparison.Ordinal);
        Assert.DoesNotContain("ciscortr.cfg", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_any_other_network_it_hears_nothing()
    {
        Assert.SkipUnless(TwoNamespaces.WhyNot() is null, TwoNamespaces.WhyNot() ?? "");
        using ScratchFolder folder = new();
        await using ICable cable = await BadCable.LayAsync(Slow, seed: 1);

        string found = await EnumerateAsync(cable, "198.51.100.0/24");

        Assert.Contains("69/udp open|filtered", found, StringComparison.Ordinal);
        Assert.DoesNotContain("cisco", found, StringComparison.Ordinal);
        await cable.CaptureAsync(folder["sent.pcap"]);
        Finished answers = await Command.RunAsync(Command.Find("tshark", "tshark"), "-n", "-r", folder["sent.pcap"],
            "-Y", $"udp && ip.src == {cable.Bench.Address}");
        Assert.Equal("", answers.Expect(0).Output);
    }

    private static async Task<string> EnumerateAsync(ICable cable, string served)
    {
        using ScratchFolder folder = new();
        await File.WriteAllTextAsync(Path.Combine(folder.Folder("root"), "cisconet.cfg"), "hostname nobody\n");
        // What nmap looks for among its data it finds here first.
        await File.WriteAllLinesAsync(Path.Combine(folder.Folder("nmap/nselib/data"), "tftplist.txt"),
            ["ciscortr.cfg", "cisconet.cfg", "cisco_util"]);
        await using ServeProcess serve = await ServeProcess.StartAsync(cable.Bench.Place, folder["data"],
            new Dictionary<string, int> { ["tftp"] = 69 }, "--root", folder["root"], "--allow", served);
        // Its own list has 250 names; a few tell the same.
        string[] names = Depth.IsLong ? [] : ["--datadir", folder["nmap"]];
        Finished run = await Command.RunAsync(cable.Phones.Place, Command.Find("nmap", "nmap"),
            ["-n", "-Pn", "-sU", "-p", "69", "--script", "tftp-enum", .. names, cable.Bench.Address]);
        return run.Expect(0).Output;
    }
}
