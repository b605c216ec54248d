using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>Clients of others send files.</summary>
public sealed class UploadTests(JudgedBench bench)
{
    private static readonly string[] Clients = ["curl", "tftp-hpa", "atftp", "busybox", "npm"];

    public static TheoryData<string> Names => [.. Clients];

    // curl sends netascii as it lies on disk, so it is asked for octet only, like those that know nothing else.
    public static TheoryData<string, string, int?, int?, string> Questions =>
    [
        .. With("curl", Rows.Curl, mode: "octet"), .. With("tftp-hpa", Rows.Hpa), .. With("atftp", Rows.Atftp),
        .. With("busybox", Rows.Busybox), .. With("npm", Rows.Npm),
    ];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Files_of_every_length_arrive(string client, string mode, int? blockSize, int? window,
        string over)
    {
        Question question = new(mode, blockSize, window, over);
        ServeProcess serve = await bench.ServeAsync(question.Place, "--allow-writes", bench.Inbox);
        using ScratchFolder folder = new();
        Dictionary<string, JudgedFile> files = [];
        foreach (int length in question.Lengths)
        {
            JudgedFile file = bench.File(question, length);
            string name = $"{Guid.NewGuid():N}.bin";
            files.Add(name, file);
            File.CreateSymbolicLink(folder[name], bench.PathOf(file));
        }

        Errand errand = new(question, question.Place.Address, serve.TftpPort, folder.FullPath, [.. files.Keys]);
        string said = await SendAsync(client, errand);

        List<string> faults = [];
        foreach ((string name, JudgedFile file) in files)
        {
            string path = Path.Combine(bench.Inbox, name);
            if (!File.Exists(path)) faults.Add($"{file.Name} did not arrive as {name}");
            else if (await JudgedContents.HashOfFileAsync(path) != file.Hash)
                faults.Add($"{file.Name} arrived as {new FileInfo(path).Length} other bytes, in {name}");
            File.Delete(path);
        }

        Assert.True(faults.Count == 0, $"{string.Join('\n', faults)}\n{said}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task File_that_exists_is_kept_and_the_client_told(string client)
    {
        await using Desk desk = await OpenAsync(client, "--allow-writes");
        string there = Path.Combine(desk.Inbox, "file.bin");
        await File.WriteAllTextAsync(there, "kept", TestContext.Current.CancellationToken);

        string said = await SendAsync(client, desk.Errand);

        Assert.Equal("kept", await File.ReadAllTextAsync(there, TestContext.Current.CancellationToken));
        ExpectTold(client, said, curlExit: 73, "already exists");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task File_that_exists_is_replaced_when_that_is_allowed(string client)
    {
        await using Desk desk = await OpenAsync(client, "--overwrite", "--allow-writes");
        string there = Path.Combine(desk.Inbox, "file.bin");
        await File.WriteAllTextAsync(there, "gone", TestContext.Current.CancellationToken);

        string said = await SendAsync(client, desk.Errand);

        Assert.True(desk.Hash == await JudgedContents.HashOfFileAsync(there), said);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task File_that_is_too_large_is_refused_and_leaves_nothing(string client)
    {
        await using Desk desk = await OpenAsync(client, "--largest-upload", "1", "--allow-writes");
        await File.WriteAllBytesAsync(desk.Errand.Target("file.bin"), JudgedContents.Octets((1 << 20) + 1),
            TestContext.Current.CancellationToken);

        string said = await SendAsync(client, desk.Errand);

        Assert.Empty(Directory.EnumerateFileSystemEntries(desk.Inbox));
        ExpectTold(client, said, curlExit: 70, "larger than");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_is_written_where_it_is_not_allowed(string client)
    {
        await using Desk desk = await OpenAsync(client);

        string said = await SendAsync(client, desk.Errand);

        Assert.Equal([desk.Errand.Target("file.bin")],
            Directory.EnumerateFiles(desk.Folder.FullPath, "file.bin", SearchOption.AllDirectories));
        ExpectTold(client, said, curlExit: 69, "takes no files");
    }

    private static async Task<Desk> OpenAsync(string client, params string[] options)
    {
        ScratchFolder folder = new();
        string inbox = folder.Folder("inbox");
        string[] all = options is [.., "--allow-writes"] ? [.. options, inbox] : options;
        ServeProcess serve = await ServeProcess.StartAsync(folder["data"],
            ["--root", folder.Folder("root"), .. all]);
        Question question = new("octet", client == "tftp-hpa" ? null : 1428, null, "IPv4");
        Errand errand = new(question, "127.0.0.1", serve.TftpPort, folder.Folder("outbox"), ["file.bin"]);
        byte[] content = JudgedContents.Octets(5000);
        await File.WriteAllBytesAsync(errand.Target("file.bin"), content, TestContext.Current.CancellationToken);
        return new Desk(folder, serve, inbox, errand, JudgedContents.Hash(content));
    }

    private static async Task<string> SendAsync(string client, Errand errand)
    {
        Judge judge = Judge.Called(client);
        List<string> said = [];
        foreach (string[] arguments in judge.Sends(errand))
            said.Add((await judge.RunAsync(Place.Loopback, arguments)).Story);
        return string.Join('\n', said);
    }

    /// <summary>curl keeps the server's words to itself and has an exit code for each error.</summary>
    private static void ExpectTold(string client, string said, int curlExit, string words)
    {
        bool told = client == "curl"
            ? said.Contains($"ended with {curlExit}.", StringComparison.Ordinal)
            : said.Contains(words, StringComparison.OrdinalIgnoreCase);
        Assert.True(told, said);
    }

    private static IEnumerable<TheoryDataRow<string, string, int?, int?, string>> With(string client,
        TheoryData<string, int?, int?, string> rows, string? mode = null) =>
        from row in rows
        let data = row.Data
        where mode is null || data.Item1 == mode
        // In short: one kind of address, and of each client's block sizes the ones that matter to it.
        where Depth.IsLong || (data.Item4 == "IPv4" && data.Item2 is (null or 8 or 1428) && data.Item3 is not 1)
        select new TheoryDataRow<string, string, int?, int?, string>(client, data.Item1, data.Item2, data.Item3,
            data.Item4);

    /// <summary>A workbench of its own, with a file that waits to be sent.</summary>
    private sealed record Desk(ScratchFolder Folder, ServeProcess Serve, string Inbox, Errand Errand, string Hash)
        : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Serve.DisposeAsync();
            Folder.Dispose();
        }
    }
}
