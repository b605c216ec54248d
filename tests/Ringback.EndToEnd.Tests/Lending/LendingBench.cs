using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>
/// A network with a workbench that lends addresses, and two places for phones on it. It is laid, and the workbench
/// started, when the first test asks.
/// </summary>
public sealed class LendingBench : IAsyncLifetime
{
    internal const string Address = "192.0.2.1";

    /// <summary>What it serves by TFTP.</summary>
    internal const string BootFile = "boot.ipxe";

    private readonly ScratchFolder _folder = new();
    private Lan? _lan;
    private ServeProcess? _serve;

    internal ServeProcess Serve => _serve!;

    internal Lan Lan => _lan!;

    internal Station Bench { get; private set; } = null!;

    /// <summary>Where clients run.</summary>
    internal Station Phone { get; private set; } = null!;

    /// <summary>Somebody else.</summary>
    internal Station Stranger { get; private set; } = null!;

    /// <summary>Its folder, for scripts and settings of clients.</summary>
    internal ScratchFolder Folder => _folder;

    /// <summary>Opens it. An address of the range is somebody's already.</summary>
    internal async Task OpenAsync()
    {
        if (_serve is not null) return;
        _lan ??= await Lan.LayAsync();
        Bench = await _lan.AddAsync("bench", $"{Address}/24");
        Phone = await _lan.AddAsync("phone");
        Stranger = await _lan.AddAsync("stranger", "192.0.2.50/24");
        await File.WriteAllTextAsync(Path.Combine(_folder.Folder("root"), BootFile), "#!ipxe\necho The file is here\n");
        // Looks for other servers first, which takes some seconds, so that the others leave it out by force.
        await StartAsync([]);
    }

    /// <summary>Stops the workbench and starts it anew with the same data.</summary>
    internal async Task RestartAsync()
    {
        await Serve.StopAsync();
        await Serve.DisposeAsync();
        await StartAsync(["--force"]);
    }

    /// <summary>A script for a client, which tells what it is called with.</summary>
    internal async Task<string> ScriptAsync(string name, params string[] lines)
    {
        string path = _folder[name];
        await File.WriteAllLinesAsync(path, ["#!/bin/sh", .. lines, "env | sort"]);
        (await Command.RunAsync("/bin/sh", "-c", $"chmod +x {path}")).Expect(0);
        return path;
    }

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_serve is not null) await _serve.DisposeAsync();
        if (_lan is not null) await _lan.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartAsync(string[] more)
    {
        string[] options =
        [
            $"router={Address}", "dns=192.0.2.7", "domain=example.org", $"boot-file={BootFile}",
            // iPXE need not wait for a second server: its option 176 within 175.
            "175=b00101",
        ];
        // Who is let in by force has not asked, and refuses nobody's address unless it is told that it may.
        await File.WriteAllTextAsync(_folder["dhcp.yml"], "authoritative: true\n");
        _serve = await ServeProcess.StartAsync(Bench.Place, _folder["data"],
            new Dictionary<string, int> { ["tftp"] = 69 },
            [
                .. more, "--root", _folder["root"], "--dhcp", "192.0.2.50-192.0.2.199",
                "--dhcp-config", _folder["dhcp.yml"],
                .. options.SelectMany(option => new[] { "--dhcp-option", option }),
            ]);
    }
}
