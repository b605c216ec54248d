using System.Diagnostics;
using System.Text.Json;
using Ringback.EndToEnd.Tests.Clients;
using Ringback.EndToEnd.Tests.Lending;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Rights;

/// <summary><c>serve</c> that was started by root is soon not root any more, on every thread, and serves.</summary>
public sealed class RightsTests
{
    public RightsTests() => Nobody.SkipUnlessPossible();

    [Theory]
    [InlineData("--user", Nobody.Number)]
    [InlineData("SUDO_UID=" + Nobody.Number, "SUDO_GID=" + Nobody.Number)]
    public async Task Named_user_serves_with_low_ports_and_nothing_else_of_roots(string first, string second)
    {
        using ScratchFolder folder = Nobody.OpenFolder();
        string root = await RootAsync(folder);
        bool isSudo = first[0] != '-';
        Place place = Place.Loopback with { Before = isSudo ? ["env", first, second] : null };
        await using ServeProcess serve = await ServeProcess.StartAsync(place, folder["data"], ServeProcess.AnyPorts,
            ["--root", root, .. isSudo ? (string[])[] : [first, second]]);

        Nobody.ExpectOnEveryThread(serve.Id, Nobody.LowPorts);
        Assert.Equal("for all", (await TftpClient.Curl.FetchAsync(serve.TftpPort, "open.txt")).Text);
        Fetched closed = await TftpClient.Curl.FetchAsync(serve.TftpPort, "closed.txt");
        Assert.True(closed is { Content: null, Error: 1 or 2 }, closed.Says);
        Nobody.ExpectOnEveryThread(serve.Id, Nobody.LowPorts);
        Assert.Equal($"{Nobody.Number} 700", await Nobody.OwnerOfAsync(folder["data"]));
        foreach (string file in Directory.GetFiles(folder["data"]))
            Assert.Equal($"{Nobody.Number} 600", await Nobody.OwnerOfAsync(file));
        await serve.StopAsync();
    }

    [Fact]
    public async Task Bench_lends_and_serves_after_root_is_gone_and_takes_its_address_away()
    {
        await using Lan lan = await Lan.LayAsync();
        using ScratchFolder folder = Nobody.OpenFolder();
        Station bench = await lan.AddAsync("bench");
        Station shelf = await lan.AddAsync("shelf");
        string root = await RootAsync(folder);
        await using ServeProcess serve = await ServeProcess.StartBenchAsync(bench.Place, folder["data"], "--interface",
            Station.Device, "--root", root, "--force", "--user", Nobody.Number);

        await using BarePhones phones = new(shelf);
        using CancellationTokenSource bound = Patience.Begin();
        Told offer = await phones.AskAsync(new Ask(Ask.Discover, 0x00AA00005001), bound.Token);
        Told lease = await phones.TakeAsync(offer, bound.Token);

        Assert.Equal("192.168.77.1", $"{lease.Server}");
        Nobody.ExpectOnEveryThread(serve.Id, Nobody.Lending);
        Finished fetched = await bench.RunAsync("curl", "curl", "-sS", "tftp://192.168.77.1/open.txt");
        Assert.Equal("for all", fetched.Expect(0).Output);
        await serve.StopAsync();
        string left = (await bench.RunAsync("ip", "iproute2", "-4", "address", "show", "dev", Station.Device))
            .Expect(0).Output;
        Assert.DoesNotContain("192.168.77.1", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Story_that_root_kept_is_handed_over_and_nothing_else_is()
    {
        using ScratchFolder folder = Nobody.OpenFolder();
        await using (ServeProcess before = await ServeProcess.StartAsync(folder["data"])) await before.StopAsync();
        // Whoever may write there could put these in the way of ours.
        string precious = folder["precious"];
        await File.WriteAllTextAsync(precious, "root's", TestContext.Current.CancellationToken);
        (await Command.RunAsync("ln", precious, Path.Combine(folder["data"], "leases.db"))).Expect(0);
        File.CreateSymbolicLink(Path.Combine(folder["data"], "leases.db-wal"), precious);
        string untouched = await Nobody.OwnerOfAsync(precious);

        await using ServeProcess serve = await ServeProcess.StartAsync(folder["data"], "--user", Nobody.Number);

        Assert.Equal($"{Nobody.Number} 600", await Nobody.OwnerOfAsync(Path.Combine(folder["data"], "journal.db")));
        Assert.Equal(untouched, await Nobody.OwnerOfAsync(precious));
        await serve.StopAsync();
        IReadOnlyList<JsonElement> journal =
            (await RingbackProgram.RunAsync("journal", "--data", folder["data"], "--json")).Expect(0).JsonLines;
        Assert.Equal(2, journal.Count(e => e.GetProperty("kind").GetString() == "bench-opened"));
    }

    [Fact]
    public async Task Folder_of_roots_with_other_things_in_it_is_not_given_away()
    {
        using ScratchFolder folder = Nobody.OpenFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Folder("etc"), "shadow"), "",
            TestContext.Current.CancellationToken);
        string untouched = await Nobody.OwnerOfAsync(folder["etc"]);

        Finished refused = await RingbackProgram.RunAsync("serve", "--data", folder["etc"], "--user", Nobody.Number);

        Assert.Contains("shadow", Assert.Single(refused.Expect(4).ErrorLines), StringComparison.Ordinal);
        Assert.Equal(untouched, await Nobody.OwnerOfAsync(folder["etc"]));
    }

    [Theory]
    [InlineData("--user", Nobody.Number, "Runs as nobody (user 65534), with these rights of root's and no others: low "
        + "ports.")]
    [InlineData("--user", "root", "Please note: Runs as root for as long as it serves, with every right, because you "
        + "say so.")]
    public async Task Start_screen_says_as_whom_it_runs_and_what_is_not_served(string option, string user, string said)
    {
        using ScratchFolder folder = Nobody.OpenFolder();
        string root = await RootAsync(folder);
        using Process serve = RingbackProgram.Start(Place.Loopback, [
            "serve", "--bind", "127.0.0.1", "--data", folder["data"], "--root", root, option, user, "--tftp-port",
            "auto", "--sccp-port", "0", "--sip-port", "0", "--mgcp-port", "0", "--http-port", "0",
            "--console-port", "0",
        ]);
        try
        {
            using CancellationTokenSource bound = Patience.Begin();
            List<string> lines = [];
            while (await serve.StandardOutput.ReadLineAsync(bound.Token) is { } line)
            {
                lines.Add(line);
                if (line.StartsWith("Plug a phone", StringComparison.Ordinal)) break;
            }

            Assert.Contains(said, lines);
            string closed = $"may not read {Path.Combine(root, "closed.txt")}";
            Assert.Equal(user != "root", lines.Exists(l => l.Contains(closed, StringComparison.Ordinal)));
        }
        finally
        {
            serve.Kill();
        }
    }

    [Theory]
    [InlineData("no-such-user-here", "there is no user")]
    [InlineData("4294967295", "there is no user")]
    public async Task User_that_is_not_there_is_refused_in_one_line(string user, string said)
    {
        using ScratchFolder folder = new();
        Finished refused = await RingbackProgram.RunAsync("serve", "--data", folder["data"], "--user", user);
        Assert.Contains(said, Assert.Single(refused.Expect(2).ErrorLines), StringComparison.Ordinal);
    }

    private static async Task<string> RootAsync(ScratchFolder folder)
    {
        string root = folder.Folder("root");
        await File.WriteAllTextAsync(Path.Combine(root, "open.txt"), "for all");
        string closed = Path.Combine(root, "closed.txt");
        await File.WriteAllTextAsync(closed, "for root");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(closed, UnixFileMode.UserRead);
        return root;
    }
}
