using Ringback.EndToEnd.Tests.Clients;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Serving;

/// <summary>tshark judges what passed between a client and the workbench.</summary>
public sealed class DissectedTests
{
    private const string Name = PracticeLoads.Sccp + ".sb2";

    [Theory]
    [InlineData("curl", "6")]
    [InlineData("tftp-hpa", "3")]
    public async Task Every_packet_of_a_fetch_is_well_formed_tftp(string client, string firstAnswer)
    {
        using ScratchFolder folder = new();
        string library = PracticeLoads.Write(folder, "library", PracticeLoads.Medium, PracticeLoads.Sccp);
        await using ServeProcess serve = await ServeProcess.StartAsync(folder["data"], "--library", library);
        await using CableRelay cable = new(serve.TftpPort);
        Fetched fetched = await TftpClient.Called(client).FetchAsync(cable.Port, Name);
        Fetched missing = await TftpClient.Called(client).FetchAsync(cable.Port, "RINGLIST.DAT");
        Assert.Equal(File.ReadAllBytes(Path.Combine(library, Name)), fetched.Bytes);
        Assert.Equal(1, missing.Error);

        IReadOnlyList<Passed> datagrams = cable.Datagrams;
        Capture.Write(folder["fetch.pcap"], datagrams);

        Assert.Empty(await DissectAsync(folder, cable.Port, "-Y", "_ws.malformed || !tftp"));
        string[] opcodes = await DissectAsync(folder, cable.Port, "-T", "fields", "-e", "tftp.opcode");
        Assert.Equal(datagrams.Count, opcodes.Length);
        Assert.Equal(["1", firstAnswer], opcodes[..2]);
        Assert.Contains("5", opcodes);
        string[] asked = await DissectAsync(folder, cable.Port, "-Y", "tftp.opcode == 1", "-T", "fields",
            "-e", "tftp.source_file");
        Assert.Equal([Name, "RINGLIST.DAT"], asked);
    }

    private static async Task<string[]> DissectAsync(ScratchFolder folder, int port, params string[] more)
    {
        string tshark = Command.Find("tshark", "tshark");
        Finished run = (await Command.RunAsync(tshark,
            ["-r", folder["fetch.pcap"], "-d", $"udp.port=={port},tftp", .. more])).Expect(0);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
