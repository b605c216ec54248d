using Ringback.EndToEnd.Tests.Clients;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Serving;

/// <summary>No name leads out of the served folder.</summary>
public sealed class ConfinementTests(ConfinementTests.Bench bench) : IClassFixture<ConfinementTests.Bench>
{
    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("%2e%2e/secret.txt")]
    [InlineData("..%5Csecret.txt")]
    [InlineData("inner/../../secret.txt")]
    [InlineData("../tftp-private/secret.txt")]
    [InlineData("-private/secret.txt")]
    [InlineData("link.txt")]
    [InlineData("linked/secret.txt")]
    [InlineData("%2e%2e%0a/secret.txt")]
    [InlineData("..%20/secret.txt")]
    public async Task Name_that_leads_out_of_the_folder_brings_nothing(string asked)
    {
        Fetched fetched = await TftpClient.Curl.FetchAsync(bench.Serve.TftpPort, asked);

        Assert.True(fetched is { Content: null, Error: 1 or 2 }, fetched.Says);
    }

    [Fact]
    public async Task Absolute_path_outside_brings_nothing()
    {
        Fetched fetched = await BareTftpClient.FetchAsync(bench.Serve.TftpPort, bench.Folder["secret.txt"]);

        Assert.True(fetched is { Content: null, Error: 1 or 2 }, fetched.Says);
    }

    [Theory]
    [InlineData("inner/own.txt")]
    [InlineData("near.txt")]
    public async Task File_and_link_inside_the_folder_are_served(string asked)
    {
        Fetched fetched = await TftpClient.Curl.FetchAsync(bench.Serve.TftpPort, asked);

        Assert.Equal("mine", fetched.Text);
    }

    /// <summary>A folder, a sibling of the same prefix, and links between them.</summary>
    public sealed class Bench : IAsyncLifetime
    {
        private ServeProcess? _serve;

        internal ScratchFolder Folder { get; } = new();

        internal ServeProcess Serve => _serve!;

        public async ValueTask InitializeAsync()
        {
            string root = Folder.Folder("tftp");
            string sibling = Folder.Folder("tftp-private");
            Directory.CreateDirectory(Path.Combine(root, "inner"));
            await File.WriteAllTextAsync(Folder["secret.txt"], "secret");
            await File.WriteAllTextAsync(Path.Combine(sibling, "secret.txt"), "secret");
            await File.WriteAllTextAsync(Path.Combine(root, "inner", "own.txt"), "mine");
            File.CreateSymbolicLink(Path.Combine(root, "link.txt"), Path.Combine(sibling, "secret.txt"));
            File.CreateSymbolicLink(Path.Combine(root, "near.txt"), "inner/own.txt");
            Directory.CreateSymbolicLink(Path.Combine(root, "linked"), sibling);
            _serve = await ServeProcess.StartAsync(Folder["data"], "--root", root);
        }

        public async ValueTask DisposeAsync()
        {
            if (_serve is not null) await _serve.DisposeAsync();
            Folder.Dispose();
        }
    }
}
