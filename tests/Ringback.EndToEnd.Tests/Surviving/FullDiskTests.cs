using System.Diagnostics;
using System.Text.Json;
using Ringback.EndToEnd.Tests.Clients;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Surviving;

/// <summary>The disk gets really full: that is told, phones are served, and the story goes on with room.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Disk_that_fills_while_serving_is_told_and_phones_are_served()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync();
        using ScratchFolder folder = await RootAsync();
        await using ServeProcess serve = await StartAsync(disk, folder);
        disk.Fill();

        Assert.Equal("here", (await TftpClient.Curl.FetchAsync(serve.TftpPort, "file.txt")).Text);
        JsonElement stopped = await serve.SeesAsync("keeping-stopped");
        Assert.Contains("Free some space", stopped.GetProperty("because").GetString(), StringComparison.Ordinal);
        Assert.Equal("here", (await TftpClient.Curl.FetchAsync(serve.TftpPort, "file.txt")).Text);
        JsonElement doctor = (await disk.RunAsync("doctor", "--data", disk.Path, "--json")).Json;
        Assert.Contains(doctor.GetProperty("checks").EnumerateArray(),
            c => c.GetProperty("code").GetString() == "disk-full");

        disk.Free();
        await serve.SeesAsync("keeping-resumed");
        await ExpectKeptAsync(disk, serve, openings: 1);
    }

    [Fact]
    public async Task Disk_that_is_full_at_the_start_is_a_sentence_and_phones_are_served()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync();
        using ScratchFolder folder = await RootAsync();
        disk.Fill();
        await using ServeProcess serve = await StartAsync(disk, folder);

        await serve.SeesAsync("keeping-stopped");
        Assert.Equal("here", (await TftpClient.Curl.FetchAsync(serve.TftpPort, "file.txt")).Text);
        Finished phones = await disk.RunAsync("phones", "--data", disk.Path);
        Assert.DoesNotContain("SQLite", Assert.Single(phones.Expect(2).ErrorLines), StringComparison.Ordinal);

        disk.Free();
        await serve.SeesAsync("keeping-resumed");
        await ExpectKeptAsync(disk, serve, openings: 1);
    }

    [Fact]
    public async Task Story_of_a_killed_run_goes_on_from_a_full_disk()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync();
        using ScratchFolder folder = await RootAsync();
        await using (ServeProcess killed = await StartAsync(disk, folder))
        {
            await TftpClient.Curl.FetchAsync(killed.TftpPort, "file.txt");
            await killed.SeesAsync("file-asked");
            Finished known;
            // What is seen is kept a moment later.
            do known = (await disk.RunAsync("phones", "--data", disk.Path, "--json")).Expect(0);
            while (known.Json.GetArrayLength() == 0 && !TestContext.Current.CancellationToken.IsCancellationRequested);
            await killed.KillAsync();
        }

        disk.Fill();
        await using ServeProcess serve = await StartAsync(disk, folder);
        await serve.SeesAsync("keeping-stopped");

        disk.Free();
        await serve.SeesAsync("keeping-resumed");
        await ExpectKeptAsync(disk, serve, openings: 2);
    }

    [Fact]
    public async Task Start_screen_tells_a_full_disk()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync();
        disk.Fill();
        using Process serve = RingbackProgram.Start(disk.Place, [
            "serve", "--bind", "127.0.0.1", "--data", disk.Path, "--tftp-port", "auto", "--sccp-port", "0",
            "--sip-port", "0", "--mgcp-port", "0", "--http-port", "0", "--console-port", "0",
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

            Assert.Contains(lines, l => l.StartsWith("Please note: The disk of the journal", StringComparison.Ordinal));
        }
        finally
        {
            serve.Kill();
        }
    }

    [Fact]
    public async Task Second_serve_on_one_data_folder_is_told_which_process_has_it()
    {
        using ScratchFolder folder = new();
        await using ServeProcess first = await ServeProcess.StartAsync(folder["data"]);

        Finished second = await RingbackProgram.RunAsync("serve", "--bind", "127.0.0.1", "--data", folder["data"],
            "--tftp-port", "auto", "--sccp-port", "0", "--sip-port", "0", "--mgcp-port", "0", "--http-port", "0",
            "--console-port", "0");

        string said = Assert.Single(second.Expect(4).ErrorLines);
        Assert.Contains($"Process {first.Id} (", said, StringComparison.Ordinal);
        Assert.Contains(" serve ", said, StringComparison.Ordinal);
        (await RingbackProgram.RunAsync("phones", "--data", folder["data"])).Expect(0);
        (await RingbackProgram.RunAsync("journal", "--data", folder["data"])).Expect(0);
        await first.StopAsync();
    }

    private static async Task ExpectKeptAsync(SmallDisk disk, ServeProcess serve, int openings)
    {
        await serve.StopAsync();
        IReadOnlyList<JsonElement> kept =
            (await disk.RunAsync("journal", "--data", disk.Path, "--json")).Expect(0).JsonLines;
        string[] kinds = [.. kept.Select(e => e.GetProperty("kind").GetString()!)];
        Assert.Equal(openings, kinds.Count(k => k == "bench-opened"));
        Assert.True(Array.IndexOf(kinds, "keeping-stopped") < Array.IndexOf(kinds, "keeping-resumed"));
        Assert.Contains("file-asked", kinds);
    }

    private static Task<ServeProcess> StartAsync(SmallDisk disk, ScratchFolder folder) => ServeProcess.StartAsync(
        disk.Place, disk.Path, ServeProcess.AnyPorts, "--root", folder.FullPath);

    private static async Task<ScratchFolder> RootAsync()
    {
        ScratchFolder folder = new();
        await File.WriteAllTextAsync(folder["file.txt"], "here", TestContext.Current.CancellationToken);
        return folder;
    }
}
