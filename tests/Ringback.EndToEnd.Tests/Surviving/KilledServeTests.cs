using System.Net;
using System.Text.Json;
using Ringback.Catalogue;
using Ringback.EndToEnd.Tests.Clients;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Serving;
using Ringback.Simulation.Handsets;

namespace Ringback.EndToEnd.Tests.Surviving;

/// <summary>The workbench is killed in the middle of an application: the phone and its case go on.</summary>
public sealed class KilledServeTests
{
    private const string Mac = "00AA000000F0";
    private const string Application = PracticeLoads.Sccp + ".sb2";

    [Fact]
    public async Task Phone_finishes_and_its_case_continues_after_the_kill()
    {
        using ScratchFolder folder = new();
        string library = PracticeLoads.Write(folder, "library", null, PracticeLoads.Sccp);
        string[] options = ["--library", library, "--to", "sccp"];
        await using ServeProcess first = await ServeProcess.StartAsync(folder["data"], options);
        // The cable is cut so that the kill hits the middle of the transfer on the fastest and the slowest machine.
        await using CableRelay cable = new(first.TftpPort, IsInTheMiddle);
        await using Handset phone = Phone(cable.Port);
        using CancellationTokenSource plug = Patience.Begin();
        Task<string?> running = phone.RunAsync(int.MaxValue, plug.Token);

        await cable.WasCut.WaitAsync(plug.Token);
        await first.SeesAsync("file-asked", e => e.GetProperty("name").GetString() == Application);
        await first.KillAsync();
        // On new ports, for the old ones may be somebody else's by now. The phone sees only the cable; its port stays.
        await using ServeProcess second = await ServeProcess.StartAsync(folder["data"], options);
        cable.Mend(second.TftpPort);

        Assert.Equal(PracticeLoads.Sccp, await running);
        await second.SeesAsync("conversion-proved");
        await second.StopAsync();
        await ExpectOneCaseAsync(folder["data"]);
    }

    private static async Task ExpectOneCaseAsync(string data)
    {
        JsonElement phones = (await RingbackProgram.RunAsync("phones", "--data", data, "--json")).Expect(0).Json;
        JsonElement known = Assert.Single(phones.EnumerateArray());
        Assert.Equal(Mac, known.GetProperty("mac").GetString());
        Assert.Equal("proved", known.GetProperty("conversion").GetProperty("status").GetString());

        IReadOnlyList<JsonElement> journal =
            (await RingbackProgram.RunAsync("journal", "--data", data, "--json")).Expect(0).JsonLines;
        List<JsonElement> openings = [.. journal.Where(e => IsKind(e, "bench-opened"))];
        Assert.Equal(2, openings.Count);
        Assert.Single(journal, e => IsKind(e, "conversion-started"));
        Assert.DoesNotContain(journal, e => IsKind(e, "transfer-ended") && e.GetProperty("at").GetDateTimeOffset()
            < openings[1].GetProperty("at").GetDateTimeOffset() && e.GetProperty("name").GetString() == Application);

        JsonElement phone = (await RingbackProgram.RunAsync("phone", Mac, "--data", data, "--json")).Expect(0).Json;
        List<JsonElement> story = [.. phone.GetProperty("story").EnumerateArray()];
        DateTimeOffset again = openings[1].GetProperty("at").GetDateTimeOffset();
        Assert.Contains(story, l => l.GetProperty("at").GetDateTimeOffset() < again
            && l.GetProperty("text").GetString()!.Contains("asks for CTLSEP"));
        Assert.Contains(story, l => l.GetProperty("at").GetDateTimeOffset() > again
            && l.GetProperty("text").GetString()!.Contains($"has {Application} whole"));
    }

    /// <summary>Block 700, half-way through the application; the loader has 256 blocks.</summary>
    private static bool IsInTheMiddle(byte[] payload) => payload is [0, 3, 700 >> 8, 700 & 0xFF, ..];

    private static Handset Phone(int port) => new(new HandsetOptions
    {
        Mac = MacAddress.Parse(Mac),
        Model = PhoneCatalogue.BuiltIn.Find("7940G")!,
        Flash = HandsetFlash.Running(PhoneCatalogue.BuiltIn.Find("7940G")!, "P0M3-07-7-00"),
        Tftp = new IPEndPoint(IPAddress.Loopback, port),
        Speed = 300,
        // It has three rounds to a boot, and together they last longer than the program takes to begin anew.
        Repeat = TimeSpan.FromSeconds(1.5),
    });

    private static bool IsKind(JsonElement e, string kind) => e.GetProperty("kind").GetString() == kind;
}
