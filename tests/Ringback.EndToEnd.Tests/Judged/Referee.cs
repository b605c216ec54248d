using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>tshark, which reads what was sent.</summary>
internal static class Referee
{
    /// <summary>No packet is malformed or worth an expert's "error", and there is TFTP among them.</summary>
    internal static async Task ExpectNoFaultAsync(string capture)
    {
        Assert.NotEqual("", (await ReadAsync(capture, "tftp.opcode == 3")).Output);
        Finished faults = await ReadAsync(capture, "_ws.malformed || _ws.expert.severity == \"Error\"");
        Assert.True(faults.Output == "", faults.Story);
    }

    private static async Task<Finished> ReadAsync(string capture, string filter) =>
        (await Command.RunAsync(Command.Find("tshark", "tshark"), "-n", "-r", capture, "-Y", filter)).Expect(0);
}
