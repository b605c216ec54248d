using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Showing;

/// <summary>How the program ends when nobody listens, and when something happens that nobody foresaw.</summary>
public sealed class EndingTests(EndingTests.Past past) : IClassFixture<EndingTests.Past>
{
    private const long MoreThanItsMemory = 1L << 30;

    [Fact]
    public async Task Pipe_that_nobody_reads_ends_it_quietly()
    {
        Finished piped = await ShellAsync($"set -o pipefail; {Journal} --json | head -n 1");

        piped.Expect(0);
        Assert.Single(piped.JsonLines);
        Assert.Empty(piped.Errors);
    }

    [Fact]
    public async Task Full_disk_under_the_output_is_one_sentence()
    {
        Finished full = await ShellAsync($"{Journal} > /dev/full");

        full.Expect(4);
        Assert.StartsWith("ringback: standard output cannot be written: ", Assert.Single(full.ErrorLines));
    }

    // Memory is what no verb foresees: the framework is told to have less of it than the file that is named.
    [Fact]
    public async Task What_nobody_foresaw_is_a_sentence_and_a_report()
    {
        using ScratchFolder folder = new();
        string big = folder["anna-secret.bin"], temporary = folder.Folder("tmp");
        await using (FileStream file = File.Create(big)) file.SetLength(MoreThanItsMemory);

        Finished fallen = await ShellAsync($"DOTNET_GCHeapHardLimit=0x4000000 TMPDIR='{temporary}' {Ringback} storm "
            + $"--server 127.0.0.1:9 --file a --verify '{big}'");

        fallen.Expect(4);
        Assert.StartsWith("ringback: storm ended because of a fault in Ringback: OutOfMemoryException",
            fallen.ErrorLines[0]);
        string report = Assert.Single(Directory.GetFiles(temporary, "ringback-fault-*"));
        Assert.Contains(report, fallen.ErrorLines[1]);
        Assert.Equal("600\n", (await Command.RunAsync("stat", "-c", "%a", report)).Output);
        string text = await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);
        Assert.Contains("Options:   --server --file --verify", text);
        Assert.DoesNotContain("anna", text);
        Assert.DoesNotContain(RingbackProgram.Root, text);
    }

    private static string Ringback => $"dotnet '{RingbackProgram.FullPath}'";

    private string Journal => $"{Ringback} journal --data '{past.Data}'";

    private static Task<Finished> ShellAsync(string script) => Command.RunAsync("/bin/bash", "-c", script);

    /// <summary>A workbench that was opened once.</summary>
    public sealed class Past : IAsyncLifetime
    {
        private readonly ScratchFolder _folder = new();

        internal string Data => _folder["data"];

        public async ValueTask InitializeAsync()
        {
            await using ServeProcess serve = await ServeProcess.StartAsync(Data);
            await serve.StopAsync();
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
