using System.Collections.Concurrent;
using Ringback.EndToEnd.Tests.Judged;
using Ringback.EndToEnd.Tests.Programs;

[assembly: AssemblyFixture(typeof(JudgedBench))]

namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>
/// One folder, served over IPv4 and over IPv6, for all judges. It is laid out, and a server is started, when the first
/// of them asks.
/// </summary>
public sealed class JudgedBench : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<ServeProcess>>> _serving = new();
    private readonly Lazy<Dictionary<(string, int, int), JudgedFile>> _files;

    /// <summary>Makes it; nothing happens yet.</summary>
    public JudgedBench() => _files = new(LayOut);

    private string Root => _folder.Folder("root");

    /// <summary>Where the clients may send files to.</summary>
    internal string Inbox => _folder.Folder("inbox");

    /// <summary>Where a served file lies.</summary>
    internal string PathOf(JudgedFile file) => Path.Combine(Root, file.Name);

    /// <summary>The server of that address; with options, one of its own.</summary>
    internal Task<ServeProcess> ServeAsync(Place place, params string[] more) =>
        _serving.GetOrAdd(string.Join(' ', more.Prepend(place.Address)), _ => new(() => StartAsync(place, more))).Value;

    /// <summary>The file whose wire form has that length.</summary>
    internal JudgedFile File(Question question, int length) => _files.Value[KeyOf(question, length)];

    private Task<ServeProcess> StartAsync(Place place, string[] more)
    {
        // The folder is full before the server looks into it.
        Assert.NotEmpty(_files.Value);
        return ServeProcess.StartAsync(place, _folder[$"data-{Guid.NewGuid():N}"], ServeProcess.AnyPorts,
            [.. more, "--root", Root]);
    }

    private Dictionary<(string, int, int), JudgedFile> LayOut()
    {
        Dictionary<(string Mode, int Block, int Length), JudgedFile> files = [];
        foreach ((Question question, int length) in Rows.All)
        {
            var key = KeyOf(question, length);
            if (!files.ContainsKey(key)) files[key] = Make(key.Mode, key.Block, length);
        }

        return files;
    }

    // Octets do not depend on the block size, so one file does for all.
    private static (string Mode, int Block, int Length) KeyOf(Question question, int length) =>
        (question.Mode, question.IsNetascii ? question.Block : 0, length);

    private JudgedFile Make(string mode, int block, int length)
    {
        bool netascii = mode == "netascii";
        byte[] content = netascii ? JudgedContents.Text(length, block) : JudgedContents.Octets(length);
        byte[] wire = netascii ? JudgedContents.ToNetascii(content) : content;
        Assert.Equal(length, wire.Length);
        string name = netascii ? $"text-for-{block}-{length}.txt" : $"octets-{length}.bin";
        System.IO.File.WriteAllBytes(Path.Combine(Root, name), content);
        return new JudgedFile(name, JudgedContents.Hash(content), JudgedContents.Hash(wire));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (Lazy<Task<ServeProcess>> serving in _serving.Values)
        {
            if (serving.Value.IsCompletedSuccessfully) await (await serving.Value).DisposeAsync();
        }

        _folder.Dispose();
    }
}

/// <summary>A file that is served.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hash">The hash of what is on disk.</param>
/// <param name="WireHash">The hash of what is on the wire.</param>
internal sealed record JudgedFile(string Name, string Hash, string WireHash);
