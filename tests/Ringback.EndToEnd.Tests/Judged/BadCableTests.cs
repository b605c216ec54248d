using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>
/// Clients of others fetch over a cable that loses 5 % of the packets, doubles 2 %, lets 10 % overtake and takes 5 ms,
/// each way. Every file arrives whole, and tshark finds no fault in anything that was sent.
/// </summary>
public sealed class BadCableTests
{
    private static readonly Dictionary<string, int> Door = new() { ["tftp"] = 69 };

    // What a phone asks has no options at all. npm's windows do not get over a loss; see Rows.
    private static readonly (string Client, string Mode, int? BlockSize, int? Window)[] Ways =
    [
        ("busybox", "octet", null, null),
        ("atftp", "octet", 1428, 8),
        ("tftp-hpa", "octet", null, null),
        ("atftp", "octet", null, null),
        ("curl", "octet", null, null),
        ("tftp-hpa", "netascii", null, null),
        ("atftp", "netascii", 512, 4),
        ("curl", "octet", 1428, null),
        ("curl", "netascii", 512, null),
        ("busybox", "octet", 1428, null),
        ("npm", "octet", 1428, 1),
    ];

    public static TheoryData<string, string, string, int?, int?> Questions =>
    [
        .. from cable in Depth.IsLong ? new[] { "TUN", "netem" } : ["TUN"]
           from way in Depth.IsLong ? Ways : Ways[..2]
           select new TheoryDataRow<string, string, string, int?, int?>(cable, way.Client, way.Mode, way.BlockSize,
               way.Window),
    ];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Files_arrive_whole(string over, string client, string mode, int? blockSize, int? window)
    {
        Assert.SkipUnless(TwoNamespaces.WhyNot() is null, TwoNamespaces.WhyNot() ?? "");
        using ScratchFolder folder = new();
        Question question = new(mode, blockSize, window, "IPv4");
        // As long as the configuration of a phone, or as its firmware.
        int length = Depth.IsLong ? 350_000 : 20_000;
        byte[] content = mode == "netascii"
            ? JudgedContents.Text(length, question.Block)
            : JudgedContents.Octets(length);
        string stored = Path.Combine(folder.Folder("root"), "wanted.bin");
        await File.WriteAllBytesAsync(stored, content, TestContext.Current.CancellationToken);
        await using ICable cable = over == "netem"
            ? await NetemCable.LayAsync(Fortune.Bad)
            : await BadCable.LayAsync(Fortune.Bad, seed: 20);
        await using ServeProcess serve = await ServeProcess.StartAsync(cable.Bench.Place, folder["data"], Door,
            "--root", folder["root"]);

        Judge judge = Judge.Called(client);
        Errand errand = new(question, cable.Bench.Address, serve.TftpPort, folder.FullPath, ["wanted.bin"]);
        foreach (string[] arguments in judge.Fetches(errand))
        {
            Finished run = await judge.RunThroughLossAsync(cable.Phones.Place, arguments);
            byte[] expected = question.IsNetascii && judge.KeepsNetascii
                ? JudgedContents.ToNetascii(content)
                : content;
            Assert.True(File.Exists(errand.Target("wanted.bin")), run.Story);
            Assert.True(JudgedContents.Hash(expected)
                == await JudgedContents.HashOfFileAsync(errand.Target("wanted.bin")), run.Story);
        }

        await cable.CaptureAsync(folder["sent.pcap"]);
        await Referee.ExpectNoFaultAsync(folder["sent.pcap"]);
    }
}
