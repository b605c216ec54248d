using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ringback.Catalogue;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.Simulation.Desks;

namespace Ringback.EndToEnd.Tests.Calling;

/// <summary>The bench test from another terminal, and the sheet that shows it.</summary>
public sealed partial class BenchTestTests
{
    private const string Mac = "02AB5C00790A";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_phone_is_rung_and_tested_from_another_terminal_and_has_a_sheet_that_a_camera_reads()
    {
        using ScratchFolder folder = new();
        string data = folder["data"], sheet = folder["sheet.html"];
        await using ServeProcess serve = await ServeProcess.StartAsync(data);
        await using SccpDesk phone = new(new DeskOptions
        {
            Server = new IPEndPoint(IPAddress.Loopback, serve.Ports["sccp"]), Address = IPAddress.Loopback,
            Mac = MacAddress.Parse(Mac),
        });
        await phone.UpAsync(Cancel);

        Finished tested = await RingbackProgram.RunAsync("bench-test", Mac, "--data", data, "--json");
        Assert.Equal(6, tested.Expect(0).Json.GetProperty("results").GetArrayLength());
        JsonElement told = await serve.SeesAsync("bench-tested");
        Assert.All(told.GetProperty("parts").EnumerateArray(),
            p => Assert.Equal("passed", p.GetProperty("outcome").GetString()));

        Finished shown = await RingbackProgram.RunAsync("tell", Mac, "show", "--text", "Hello", "--data", data);
        Assert.StartsWith("Done:", shown.Expect(0).Output, StringComparison.Ordinal);
        Finished stranger = await RingbackProgram.RunAsync("tell", "02AB5C00790B", "ring", "--data", data);
        Assert.Contains("not registered here", stranger.Expect(3).Errors, StringComparison.Ordinal);

        (await RingbackProgram.RunAsync("proof", Mac, "--data", data, "--out", sheet)).Expect(0);
        string page = await File.ReadAllTextAsync(sheet, Cancel);
        Assert.Contains("6 of 6 passed", page, StringComparison.Ordinal);
        Assert.Contains("it rang", page, StringComparison.Ordinal);
        Assert.Contains(Mac, await ReadCodeAsync(folder, page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_running_serve_it_is_said_where_one_was_looked_for()
    {
        using ScratchFolder folder = new();
        Finished run = await RingbackProgram.RunAsync("tell", Mac, "ring", "--data", folder.Folder("data"));
        Assert.Contains("no serve runs", run.Expect(2).Errors, StringComparison.Ordinal);
    }

    /// <summary>Draws the code of a page and has zbar read it.</summary>
    private static async Task<string> ReadCodeAsync(ScratchFolder folder, string page)
    {
        const int scale = 6;
        int size = Number(Box().Match(page), 1);
        HashSet<(int X, int Y)> dark = [.. Module().Matches(page).Select(m => (Number(m, 1), Number(m, 2)))];
        StringBuilder picture = new($"P1\n{size * scale} {size * scale}\n");
        for (int y = 0; y < size * scale; y++)
        {
            for (int x = 0; x < size * scale; x++) picture.Append(dark.Contains((x / scale, y / scale)) ? "1 " : "0 ");
            picture.Append('\n');
        }

        await File.WriteAllTextAsync(folder["code.pbm"], picture.ToString(), Cancel);
        string zbar = Command.Find("zbarimg", "zbar-tools");
        return (await Command.RunAsync(zbar, "-q", folder["code.pbm"])).Expect(0).Output;
    }

    private static int Number(Match match, int group) =>
        int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("class=\"qr\" viewBox=\"0 0 (\\d+) ")]
    private static partial Regex Box();

    [GeneratedRegex(@"M(\d+) (\d+)h1v1h-1z")]
    private static partial Regex Module();
}
