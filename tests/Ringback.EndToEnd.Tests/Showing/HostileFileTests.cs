using System.IO.Compression;
using Ringback.Cli.Tests;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Showing;

/// <summary>Names of files, names in archives and texts in files that would steer the terminal of who looks.</summary>
public sealed class HostileFileTests(HostileFileTests.Folder folder) : IClassFixture<HostileFileTests.Folder>
{
    /// <summary>What a file may be called: no slash, no NUL, 255 bytes.</summary>
    private const string Name = "a\e[2J\e]0;owned\a\u009B2J\n" + Hostile.Forged + "\r\u202Egnp\u2028[red]b";

    [Theory]
    [InlineData("inspect")]
    [InlineData("inspect", "--json")]
    [InlineData("lint")]
    [InlineData("lint", "--json")]
    public async Task Hostile_names_and_texts_are_shown_as_texts(params string[] verb)
    {
        foreach (Finished finished in new[]
        {
            await RingbackProgram.RunAsync([.. verb, folder.Files]),
            await RingbackProgram.RunOnTerminalAsync([.. verb, folder.Files]),
        })
        {
            Assert.Contains("owned", finished.Output);
            Hostile.Expect(finished.Output);
            Hostile.Expect(finished.Errors);
            Assert.InRange(finished.ExitCode, 0, 1);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_tells_hostile_names_as_texts(bool json)
    {
        using ScratchFolder into = new();
        string[] verb = ["library", "add", folder.Files, "--library", into["library"]];
        if (json) verb = [.. verb, "--json"];

        Finished plain = await RingbackProgram.RunAsync(verb);
        Finished shown = await RingbackProgram.RunOnTerminalAsync(verb);

        Assert.Contains("owned", plain.Output);
        Hostile.Expect(plain.Output, isTable: true);
        Assert.Contains("owned", shown.Output);
        Assert.DoesNotContain("\e[2J", shown.Output);
        Assert.DoesNotContain("\e]0;", shown.Output);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("lint")]
    [InlineData("library", "check", "--library")]
    [InlineData("journal", "--data")]
    [InlineData("phone")]
    [InlineData("profile", "show")]
    [InlineData("configure", "--out", "x", "--phones")]
    [InlineData("plan", "--to", "sip", "--phone")]
    [InlineData("rehearse", "--to")]
    [InlineData("serve", "--data", "x", "--phones")]
    [InlineData("")]
    public async Task Complaint_quotes_a_hostile_name_in_one_line(params string[] verb)
    {
        Finished finished = await RingbackProgram.RunAsync([.. verb.Where(w => w.Length > 0), "/nowhere/" + Name]);

        finished.Expect(2);
        Assert.Contains("owned", Assert.Single(finished.ErrorLines));
        Hostile.Expect(finished.Errors);
        Assert.Empty(finished.Output);
    }

    /// <summary>A hostile archive with a hostile name and a hostile configuration.</summary>
    public sealed class Folder : IAsyncLifetime
    {
        private readonly ScratchFolder _scratch = new();

        internal string Files => _scratch["files"];

        public ValueTask InitializeAsync()
        {
            _scratch.Folder("files");
            string inner = Path.Combine(Files, Name + ".zip");
            using (ZipArchive zip = ZipFile.Open(inner, ZipArchiveMode.Create))
            {
                using StreamWriter entry = new(zip.CreateEntry(Name + "inside.cnf").Open());
                entry.Write("image_version: P0S3-8-12-00\n");
            }

            File.WriteAllText(Path.Combine(Files, Name + ".bin"), "no firmware");
            File.WriteAllText(Path.Combine(Files, "SIPDefault.cnf"),
                $"image_version: P0S3{Name}\nowned\e[2J\u202E\u2028no colon\nlin\u009Be1_name: \"a\" {Name}\n");
            File.WriteAllText(Path.Combine(Files, "SEP00AA000000E0.cnf.xml"),
                $"<device><owned\e[2J\u202E><loadInformation>{Name}</loadInformation></other\u009B></device>");
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            _scratch.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
