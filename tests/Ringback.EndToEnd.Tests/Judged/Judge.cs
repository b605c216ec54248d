using System.Text;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>A TFTP client of others, and how it is asked to fetch files one way or another.</summary>
/// <param name="Program">The program.</param>
/// <param name="Package">Where it comes from.</param>
/// <param name="Fetches">The command lines that fetch files into a folder, each under its own name.</param>
/// <param name="Sends">The command lines that send files of a folder, each under its own name.</param>
/// <param name="KeepsNetascii">Whether it keeps netascii as it came, instead of translating it back.</param>
internal sealed record Judge(
    string Program, string Package, Func<Errand, IEnumerable<string[]>> Fetches,
    Func<Errand, IEnumerable<string[]>> Sends, bool KeepsNetascii = false)
{
    /// <summary>
    /// curl asks for tsize, blksize and timeout, unless it is told to leave all options away. A block size of null is
    /// taken as that. It writes netascii to disk as it came.
    /// </summary>
    internal static Judge Curl { get; } = new("curl", "curl", errand => errand.Files.Select(file => (string[])
    [
        // -g, or the brackets of an IPv6 address would be a range.
        "-sS", "-g", .. Asked(errand.Question.BlockSize, size => ["--tftp-blksize", size], ["--tftp-no-options"]),
        "-o", errand.Target(file),
        $"tftp://{errand.UrlHost}:{errand.Port}/{file};mode={errand.Question.Mode}",
    ]), errand => errand.Files.Select(file => (string[])
    [
        "-sS", "-g", .. Asked(errand.Question.BlockSize, size => ["--tftp-blksize", size], ["--tftp-no-options"]),
        "-T", errand.Target(file), $"tftp://{errand.UrlHost}:{errand.Port}/{file};mode={errand.Question.Mode}",
    ]), KeepsNetascii: true);

    /// <summary>tftp-hpa knows no options. What it ends with does not tell how it went; the file does.</summary>
    internal static Judge Hpa { get; } = new("tftp", "tftp-hpa", errand => errand.Files.Select(file => (string[])
    [
        "-m", errand.Question.Mode, errand.Host, $"{errand.Port}", "-c", "get", file, errand.Target(file),
    ]), errand => errand.Files.Select(file => (string[])
    [
        "-m", errand.Question.Mode, errand.Host, $"{errand.Port}", "-c", "put", errand.Target(file), file,
    ]));

    /// <summary>atftp can do everything, and says with --trace what it sent and received.</summary>
    internal static Judge Atftp { get; } = new("atftp", "atftp", errand => errand.Files.Select(file => (string[])
    [
        .. AtftpOptions(errand.Question), "-g", "-r", file, "-l", errand.Target(file), errand.Host, $"{errand.Port}",
    ]), errand => errand.Files.Select(file => (string[])
    [
        .. AtftpOptions(errand.Question), "-p", "-r", file, "-l", errand.Target(file), errand.Host, $"{errand.Port}",
    ]));

    /// <summary>busybox asks for tsize and, when told to, for blksize. It has octet mode only.</summary>
    internal static Judge Busybox { get; } = new("busybox", "busybox", errand => errand.Files.Select(file => (string[])
    [
        "tftp", .. Asked(errand.Question.BlockSize, size => ["-b", size], []), "-g", "-r", file,
        "-l", errand.Target(file), errand.Host, $"{errand.Port}",
    ]), errand => errand.Files.Select(file => (string[])
    [
        "tftp", .. Asked(errand.Question.BlockSize, size => ["-b", size], []), "-p", "-r", file,
        "-l", errand.Target(file), errand.Host, $"{errand.Port}",
    ]));

    /// <summary>
    /// npm's tftp has octet mode only and always asks for blksize, windowsize, timeout, tsize and a rollover of its
    /// own invention. One process fetches all files, because starting it takes longer than they do.
    /// </summary>
    internal static Judge Npm { get; } = new("node", "nodejs npm", errand => [NpmTftp.Arguments("get", errand)],
        errand => [NpmTftp.Arguments("put", errand)]);

    /// <summary>The one of that name.</summary>
    internal static Judge Called(string name) => name switch
    {
        "curl" => Curl,
        "tftp-hpa" => Hpa,
        "atftp" => Atftp,
        "busybox" => Busybox,
        "npm" => Npm,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such client."),
    };

    /// <summary>Runs it once.</summary>
    internal Task<Finished> RunAsync(Place place, IReadOnlyList<string> arguments) =>
        Command.RunAsync(place, Command.Find(Program, Package), arguments);

    /// <summary>
    /// Runs it on a cable that loses packets, and again when it gave up for no good reason: atftp takes a second OACK
    /// for an illegal one, though it only tells that its answer to the first was lost.
    /// </summary>
    internal async Task<Finished> RunThroughLossAsync(Place place, IReadOnlyList<string> arguments)
    {
        Finished run = await RunAsync(place, arguments);
        for (int again = 0; again < 5 && run.Errors.Contains("unexpected OACK", StringComparison.Ordinal); again++)
            run = await RunAsync(place, arguments);
        return run;
    }

    /// <summary>Lets it fetch files of every length and holds every byte against what is served.</summary>
    internal Task BringsAsync(JudgedBench bench, Question question, params string[] serveOptions) =>
        BringsAsync(bench, question, question.Lengths, serveOptions);

    /// <summary>Lets it fetch files of these lengths and holds every byte against what is served.</summary>
    internal async Task BringsAsync(JudgedBench bench, Question question, IEnumerable<int> lengths,
        params string[] serveOptions)
    {
        ServeProcess serve = await bench.ServeAsync(question.Place, serveOptions);
        JudgedFile[] files = [.. lengths.Select(length => bench.File(question, length))];
        using ScratchFolder folder = new();
        Errand errand = new(question, question.Place.Address, serve.TftpPort, folder.FullPath,
            [.. files.Select(f => f.Name)]);

        StringBuilder said = new();
        foreach (string[] arguments in Fetches(errand))
            said.AppendLine((await RunAsync(Place.Loopback, arguments)).Story);

        List<string> faults = [];
        foreach (JudgedFile file in files)
        {
            string expected = question.IsNetascii && KeepsNetascii ? file.WireHash : file.Hash;
            string? fault = await FaultAsync(errand.Target(file.Name), expected);
            if (fault is not null) faults.Add($"{file.Name} {fault}");
        }

        Assert.True(faults.Count == 0, $"{string.Join('\n', faults)}\n{said}");
    }

    private static async Task<string?> FaultAsync(string path, string expected)
    {
        if (!File.Exists(path)) return "did not arrive";
        if (await JudgedContents.HashOfFileAsync(path) == expected) return null;
        return $"arrived as {new FileInfo(path).Length} other bytes";
    }

    private static string[] Asked(int? value, Func<string, string[]> asked, string[] otherwise) =>
        value is { } number ? asked($"{number}") : otherwise;

    internal static string[] AtftpOptions(Question question) =>
    [
        .. question.IsNetascii ? ["--option", "mode netascii"] : Array.Empty<string>(),
        .. Asked(question.BlockSize, size => ["--option", $"blksize {size}"], []),
        .. Asked(question.WindowSize, size => ["--option", $"windowsize {size}"], []),
    ];
}

/// <summary>What a client is sent for.</summary>
/// <param name="Question">How it asks.</param>
/// <param name="Host">The server's address.</param>
/// <param name="Port">The server's port.</param>
/// <param name="Folder">Where it brings the files.</param>
/// <param name="Files">Their names.</param>
internal sealed record Errand(Question Question, string Host, int Port, string Folder, IReadOnlyList<string> Files)
{
    internal string UrlHost => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;

    internal string Target(string file) => Path.Combine(Folder, file);
}
