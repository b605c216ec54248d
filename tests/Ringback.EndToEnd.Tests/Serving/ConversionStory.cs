using System.Security.Cryptography;
using System.Text.Json;
using Ringback.Catalogue.Loads;
using Ringback.EndToEnd.Tests.Clients;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.Simulation.Practice;

namespace Ringback.EndToEnd.Tests.Serving;

/// <summary>A workbench with a goal and the files that a phone fetches from it, in the phone's order.</summary>
/// <param name="goal">The goal.</param>
/// <param name="load">What the files name to a phone of which nothing is known yet.</param>
/// <param name="isBridge">True when of that load only its loader is wanted.</param>
public sealed class ConversionStory(string goal, string load, bool isBridge = false) : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new();
    private ServeProcess? _serve;

    // SCCP packages have a loader of the load's own name, SIP packages one of the same version (P003-8-12-00).
    private string Loader => PracticeFirmware.LoaderOf(Load.Parse(load));

    private string Library => _folder["library"];

    internal async Task OpenAsync()
    {
        PracticeLoads.Write(_folder, "library", null, PracticeLoads.Sccp, PracticeLoads.Sip);
        _serve = await ServeProcess.StartAsync(_folder["data"], "--library", Library, "--root", _folder.Folder("root"),
            "--to", goal);
    }

    /// <summary>Lets a client fetch everything and looks at every byte of it.</summary>
    internal async Task TellAsync(TftpClient client)
    {
        ServeProcess serve = _serve!;
        string mac = $"00AA000000{client.Number:X2}";
        Task<Fetched> Fetch(string name) => client.FetchAsync(serve.TftpPort, name);

        Assert.Equal(1, (await Fetch($"CTLSEP{mac}.tlv")).Error);
        // A Java phone begins in the same way, so its own XML waits until it has shown what it is.
        Assert.Equal(1, (await Fetch($"SEP{mac}.cnf.xml")).Error);
        Assert.Contains($"image_version: \"{load}\"", (await Fetch($"SIP{mac}.cnf")).Text);
        Assert.Contains($"image_version: \"{load}\"", (await Fetch($"MGC{mac}.cnf")).Text);
        Assert.Contains($"<loadInformation>{load}</loadInformation>", (await Fetch($"SEP{mac}.cnf.xml")).Text);
        string anyModel = (await Fetch("XMLDefault.cnf.xml")).Text;
        Assert.Contains($"<loadInformation7>{load}</loadInformation7>", anyModel);
        Assert.Contains($"<loadInformation8>{load}</loadInformation8>", anyModel);
        Assert.Contains($"image_version: \"{load}\"", (await Fetch("SIPDefault.cnf")).Text);
        Assert.Contains($"image_version: \"{load}\"", (await Fetch("MGCDefault.cnf")).Text);
        // Who asks for this file has old code, and old code takes the loader first. No byte may follow the name.
        Assert.Equal(Loader, (await Fetch("OS79XX.TXT")).Text);
        string[] set = isBridge
            ? [$"{load}.loads", $"{Loader}.sbn"]
            : [$"{load}.loads", $"{Loader}.sbn", $"{load}.sb2", $"{Loader}.bin"];
        foreach (string name in set)
        {
            byte[] content = (await Fetch(name)).Bytes;
            byte[] stored = await File.ReadAllBytesAsync(Path.Combine(Library, name),
                TestContext.Current.CancellationToken);
            Assert.True(Hash(stored) == Hash(content),
                $"{name} is {content.Length} bytes with {Hash(content)}, not {stored.Length} with {Hash(stored)}.");
        }

        await ExpectOptionsAsync(client, mac);
    }

    /// <summary>Holds the list of clients against what they really send.</summary>
    private async Task ExpectOptionsAsync(TftpClient client, string mac)
    {
        JsonElement asked = await _serve!.SeesAsync("file-asked", e => e.GetProperty("mac").GetString() == mac);
        Assert.Equal("not-here", asked.GetProperty("outcome").GetString());
        Assert.Equal(client.Options.Order(),
            asked.GetProperty("options").EnumerateArray().Select(o => o.GetString()!.Split('=')[0]).Order());
    }

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_serve is not null)
        {
            await _serve.StopAsync();
            await _serve.DisposeAsync();
        }

        _folder.Dispose();
    }
}
