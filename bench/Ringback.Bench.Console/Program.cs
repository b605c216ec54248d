using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using Ringback.Bench.Console;
using Ringback.Catalogue.Loads;
using Ringback.Console;
using Ringback.Console.Subject;
using Ringback.Journal;
using Ringback.Phones.Cases;
using Ringback.Phones.Findings;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Shelves;

// bench/console [PHONES] [PAGES] [hold]: how fast pages of the console are while many phones are led, and what they
// cost. With hold it only serves, until its input ends. The phones are another process, as on a bench: what is measured
// here is the server, and nothing that a phone costs. They are twice as fast as real ones and never rest.
if (args is ["fleet", ..]) return await PhoneFleet.ServeAsync(args);
int phones = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
int pages = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10;
bool holds = args.Contains("hold");
DirectoryInfo folder = Directory.CreateTempSubdirectory("ringback-bench-console-");
string library = folder.CreateSubdirectory("library").FullName;
foreach (string load in (string[])["P0030801SR02", "P0S3-8-12-00", "P0M3-07-7-00"])
    if (PracticeFirmware.TryPackageOf(load, out IReadOnlyList<PracticeFile>? files))
        PracticeLibrary.WriteFiles(library, files);
FolderShelf shelf = new(null, library, TimeProvider.System, NullLogger.Instance);
WorkbenchOptions options = new()
{
    Addresses = [IPAddress.Loopback], Library = library, TftpPort = 0, HttpPort = 0, SccpPort = 0, SipPort = 0,
    MgcpPort = 0, Goal = Goal.Of(PhoneProtocol.Sccp),
};
await using MemoryJournal journal = new();
await using RunningWorkbench bench = await RunningWorkbench.StartAsync(
    options, shelf, journal, TimeProvider.System, NullLoggerFactory.Instance, null, default);
await using ConsoleServer console = await ConsoleServer.StartAsync(
    new ConsoleOptions { Port = holds ? 18079 : 0, Data = folder.FullName },
    new ConsoleSubject(bench, options, journal, null) { Data = folder.FullName }, TimeProvider.System,
    NullLoggerFactory.Instance, default);
Dictionary<string, int> ports = bench.Listening.DistinctBy(l => l.Service).ToDictionary(l => l.Service, l => l.Port);
using Process fleet = PhoneFleet.Start(phones, holds ? 3 : 2, !holds, ports);
TextWriter told = System.Console.Out;
told.WriteLine(console.EndPoints[0]);
if (holds)
{
    await System.Console.In.ReadToEndAsync();
    fleet.StandardInput.Close();
    await fleet.WaitForExitAsync();
    return 0;
}

using IPlaywright playwright = await Playwright.CreateAsync();
await using IBrowser browser = await playwright.Chromium.LaunchAsync(
    new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"] });
await Task.Delay(TimeSpan.FromSeconds(phones * 0.15), TimeProvider.System);
using Process self = Process.GetCurrentProcess();
told.WriteLine($"processor with no page       {await BusyAsync(self):P0} of one core");
PageMeasure measure = new(browser, console.EndPoints[0]);
await measure.OpenAsync();
told.WriteLine($"processor with one page      {await BusyAsync(self):P0} of one core");
long before = GC.GetTotalMemory(forceFullCollection: true);
if (File.Exists("/proc/loadavg"))
    told.WriteLine($"load of this computer        {await File.ReadAllTextAsync("/proc/loadavg")}".TrimEnd());
told.WriteLine($"phones on the bench          {bench.Desk.Cases.Count}");
IReadOnlyList<PhoneCase> cases = bench.Desk.Cases;
Stopwatch judged = Stopwatch.StartNew();
for (int i = 0; i < 5; i++)
    foreach (PhoneCase phone in cases) PhoneFindings.Of(phone, TimeProvider.System.GetUtcNow());
told.WriteLine($"findings of all of them      {judged.ElapsedMilliseconds / 5.0:0.0} ms");
told.WriteLine($"first paint, median of 10    {await measure.FirstPaintAsync(10):0} ms");
(double median, double p95) = await measure.InteractionAsync(60);
told.WriteLine($"a click until it shows       {median:0} ms median, {p95:0} ms at the 95th percentile");
List<IPage> open = [];
for (int i = 1; i < pages; i++) open.Add(await measure.OpenAsync());
double busy = await BusyAsync(self);
(median, p95) = await measure.InteractionAsync(60);
told.WriteLine($"the same with {pages} pages open   {median:0} ms median, {p95:0} ms at the 95th percentile");
self.Refresh();
told.WriteLine($"processor with {pages} pages      {busy:P0} of one core");
told.WriteLine($"memory of the server         {self.WorkingSet64 / 1e6:0} MB; managed {before / 1e6:0} MB with one "
    + $"page, {GC.GetTotalMemory(forceFullCollection: true) / 1e6:0} MB with {pages}");
fleet.StandardInput.Close();
await fleet.WaitForExitAsync();
return 0;

// What the server and its phones' transfers cost, as a part of one core: also true while others use the computer.
static async Task<double> BusyAsync(Process self)
{
    self.Refresh();
    TimeSpan used = self.TotalProcessorTime;
    Stopwatch watch = Stopwatch.StartNew();
    await Task.Delay(TimeSpan.FromSeconds(15), TimeProvider.System);
    self.Refresh();
    return (self.TotalProcessorTime - used) / watch.Elapsed;
}
