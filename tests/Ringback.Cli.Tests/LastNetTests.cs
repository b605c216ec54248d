using System.CommandLine;
using Ringback.Cli.Exits;
using Ringback.Cli.Verbs;
using Ringback.Journal;

namespace Ringback.Cli.Tests;

/// <summary>What no verb caught ends as a sentence, exit code 4 and a report.</summary>
public sealed class LastNetTests : IDisposable
{
    private readonly ScratchFolder _reports = new();
    private readonly Overheard _heard = Overheard.ByFile();

    [Fact]
    public async Task Unforeseen_exception_is_a_sentence_exit_code_4_and_a_report()
    {
        int code = await RunAsync(() => throw new InvalidOperationException("boom " + Hostile.Text));

        Assert.Equal(ExitCode.Failed, code);
        string report = Assert.Single(Directory.GetFiles(_reports.Path));
        Assert.Equal(2, _heard.ErrorLines.Length);
        Assert.StartsWith("ringback: burn ended because of a fault in Ringback: InvalidOperationException: boom",
            _heard.ErrorLines[0]);
        Assert.Contains(report, _heard.ErrorLines[1]);
        Hostile.Expect(_heard.Errors);
        string text = await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);
        Hostile.Expect(text);
        Assert.Contains("System.InvalidOperationException: boom", text);
        Assert.Contains(nameof(Unforeseen_exception_is_a_sentence_exit_code_4_and_a_report), text);
    }

    [Fact]
    public async Task Report_names_options_and_tells_no_value()
    {
        await RunAsync(
            () => throw new FormatException("'geheim' of /srv/anna/phones.csv is bad, and so is hunter22"),
            "--key", "hunter22", "--set", "phonePassword=sesame99", "/srv/anna/phones.csv");

        string text = await File.ReadAllTextAsync(
            Assert.Single(Directory.GetFiles(_reports.Path)), TestContext.Current.CancellationToken);
        Assert.Contains("Options:   --key --set; other values: 1", text);
        Assert.Contains("Verb:      burn", text);
        Assert.All(["geheim", "hunter22", "sesame99", "anna", "/srv"], secret => Assert.DoesNotContain(secret, text));
    }

    [Fact]
    public async Task Failures_that_are_foreseen_keep_their_words_and_codes()
    {
        Assert.Equal(ExitCode.Unusable, await RunAsync(() => throw new UnusableException("no such file.")));
        Assert.Equal(ExitCode.Unusable, await RunAsync(() => throw new JournalException("no journal.")));

        Assert.Equal(["ringback: no such file.", "ringback: no journal."], _heard.ErrorLines);
        Assert.Empty(Directory.GetFiles(_reports.Path));
    }

    [Fact]
    public async Task Cancellation_that_nobody_asked_for_is_no_success()
    {
        Assert.Equal(ExitCode.Failed, await RunAsync(() => throw new OperationCanceledException()));

        Assert.Single(Directory.GetFiles(_reports.Path));
    }

    [Fact]
    public async Task Fault_while_the_command_line_is_read_is_caught_too()
    {
        int code = await new LastNet(Reports(_reports.Path)).CatchAsync(() => throw new InvalidOperationException());

        Assert.Equal(ExitCode.Failed, code);
        Assert.StartsWith("ringback: ringback ended because of a fault", _heard.ErrorLines[0]);
    }

    [Fact]
    public void Report_that_cannot_be_kept_is_printed()
    {
        new LastNet(Reports(_reports["missing"])).Tell(new InvalidOperationException("boom " + Hostile.Text));

        Assert.Contains("could not be kept in a file", _heard.ErrorLines[1]);
        Assert.Contains(_heard.ErrorLines, line => line.StartsWith("  System.InvalidOperationException: boom"));
        Hostile.Expect(_heard.Errors);
    }

    [Fact]
    public void Fault_beside_the_verb_is_told_a_few_times_and_broken_lines_never()
    {
        LastNet net = new(Reports(_reports.Path));

        net.NoticeBeside(new AggregateException(new IOException(), new OperationCanceledException()));
        for (int i = 0; i < 10; i++) net.NoticeBeside(new AggregateException(new InvalidOperationException("boom")));

        Assert.Equal(3, Directory.GetFiles(_reports.Path).Length);
        Assert.Equal(6, _heard.ErrorLines.Length);
    }

    [Fact]
    public void Report_is_for_its_user_alone_and_replaces_nothing()
    {
        FaultReports reports = Reports(_reports.Path);
        Assert.True(reports.TryKeep(["one"], out string? first, out _));
        Assert.True(reports.TryKeep(["two"], out string? second, out _));
        Assert.NotEqual(first, second);
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(first));

        string foreign = _reports.Write("foreign", "mine");
        File.CreateSymbolicLink(_reports["link"], foreign);
        File.CreateSymbolicLink(_reports["dangling"], _reports["nowhere"]);
        Assert.Throws<IOException>(() => FaultReports.Write(foreign, ["x"]));
        Assert.Throws<IOException>(() => FaultReports.Write(_reports["link"], ["x"]));
        Assert.Throws<IOException>(() => FaultReports.Write(_reports["dangling"], ["x"]));
        Assert.Equal("mine", File.ReadAllText(foreign));
        Assert.False(File.Exists(_reports["nowhere"]));
    }

    [Fact]
    public void A_file_called_like_a_response_file_is_a_file()
    {
        using ScratchFolder folder = new();
        folder.Write("options", "--fix");

        ParseResult parsed = CommandLine.Read(["lint", "@" + folder["options"]]);

        Assert.Empty(parsed.Errors);
        Assert.DoesNotContain(parsed.Tokens, token => token.Value == "--fix");
    }

    public void Dispose()
    {
        _heard.Dispose();
        _reports.Dispose();
    }

    private Task<int> RunAsync(Func<int> verb, params string[] arguments)
    {
        Command burn = new("burn")
        {
            new Option<string>("--key"), new Option<string>("--set"),
            new Argument<string[]>("PATH") { Arity = ArgumentArity.ZeroOrMore },
        };
        burn.SetAction(_ => verb());
        RootCommand root = new("for a test") { burn };
        return new LastNet(Reports(_reports.Path)).CatchAsync(() => root.Parse(["burn", .. arguments]));
    }

    private static FaultReports Reports(string folder) => new(folder, TimeProvider.System);
}
