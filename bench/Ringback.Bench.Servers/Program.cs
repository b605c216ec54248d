using System.CommandLine;
using Ringback.Bench.Servers;

Option<string> repository = new("--repository") { Required = true, Hidden = true };
Option<int?> runs = new("--runs") { Description = "Turns of each server. Default: 5, with --quick 2.", HelpName = "N" };
Option<string[]> scenarios = List("--scenarios", "Only these, by name or first word: fleet, stream-512x1, boot.");
Option<string[]> servers = List("--servers", "Only these: ringback, hpa, atftpd, dnsmasq, pin, reference.");
Option<bool> quick = new("--quick") { Description = "Only what is over soon; the page is left alone." };
Option<bool> report = new("--report") { Description = "Measure nothing: write the page from the kept results." };
Option<bool> noPage = new("--no-page") { Description = "Leave docs/performance.md alone." };
Option<string?> ringback = Program("--ringback", "The Ringback to measure, instead of this working copy's.");
Option<string?> generator = Program("--generator", "The Ringback whose storm makes the load.");

RootCommand root = new("Measures Ringback beside the TFTP servers that people use.")
{
    repository, runs, scenarios, servers, quick, report, noPage, ringback, generator,
};
root.SetAction((given, cancel) =>
{
    string here = given.GetValue(repository)!;
    string built = Path.Combine(here, "src", "Ringback.Cli", "bin", "Release", "net10.0", "ringback.dll");
    return Bench.RunAsync(
        new BenchOptions
        {
            Repository = here,
            Runs = given.GetValue(runs) ?? (given.GetValue(quick) ? 2 : 5),
            Scenarios = given.GetValue(scenarios) ?? [],
            Servers = given.GetValue(servers) ?? [],
            Quick = given.GetValue(quick),
            ReportOnly = given.GetValue(report),
            WritesPage = !given.GetValue(noPage) && !given.GetValue(quick),
            Ringback = given.GetValue(ringback) ?? built,
            Generator = given.GetValue(generator) ?? built,
        },
        cancel);
});
// Ctrl-C must leave time to end thousands of processes.
InvocationConfiguration patient = new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
return await root.Parse(args).InvokeAsync(patient).ConfigureAwait(false);

static Option<string[]> List(string name, string description) => new(name)
{
    Description = description, HelpName = "NAME,…",
    CustomParser = result =>
        [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))],
};

static Option<string?> Program(string name, string description) => new(name)
{
    Description = description, HelpName = "PATH",
};
