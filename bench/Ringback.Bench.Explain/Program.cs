using System.Globalization;
using Ringback.Bench.Explain;
using Ringback.Catalogue;
using Ringback.Observation.Explaining;
using Ringback.Observation.Logs;
using Ringback.Observation.Sightings;

const int turns = 5;
const long megabyte = 1_000_000;

if (args is ["write", var made, .. var counts])
{
    using FileStream log = File.Create(made);
    MadeLog.WriteHpa(log, Count(counts, 0, 1_000) * megabyte, Count(counts, 1, 1_000));
    return 0;
}

if (args is ["read", var read, .. var often])
{
    Measure(Path.GetFileName(read), read, Count(often, 0, turns));
    return 0;
}

if (args is ["score", .. var scored]) return ScoreTable.Print(scored);

int size = Count(args, 0, 500);
string scratch = Directory.CreateTempSubdirectory("ringback-bench-explain-").FullName;
try
{
    Console.Out.WriteLine($"Logs of {size} MB in the page cache, one thread, {turns} turns: median (least–most). A "
        + "second is one of the program's own processor time.");
    Console.Out.WriteLine();
    Console.Out.WriteLine("| what | MB/s | reading alone, MB/s | million lines/s | largest heap, MB |");
    Console.Out.WriteLine("| --- | --- | --- | --- | --- |");
    foreach (int phones in new[] { 10, 1_000, 10_000 })
    {
        string path = Path.Combine(scratch, string.Create(CultureInfo.InvariantCulture, $"hpa-{phones}.log"));
        using (FileStream log = File.Create(path)) MadeLog.WriteHpa(log, size * megabyte, phones);
        Measure($"tftp-hpa, {phones:N0} phones", path, turns);
        File.Delete(path);
    }

    return 0;
}
finally
{
    Directory.Delete(scratch, recursive: true);
}

static void Measure(string what, string path, int turns)
{
    double bytes = new FileInfo(path).Length;
    List<double> seconds = [], reading = [];
    long lines = 0, heap = 0;
    for (int turn = 0; turn <= turns; turn++)
    {
        TimeSpan begin = Environment.CpuUsage.UserTime;
        SightingBook book = new();
        using FileStream log = File.OpenRead(path);
        lines = LogReading.Read(log, book, new LogOptions("log")).Lines;
        TimeSpan read = Environment.CpuUsage.UserTime;
        // As the verb does it: its story is told from the case, and no teller is asked for each event.
        _ = Explainer.Explain(book, PhoneCatalogue.BuiltIn).Phones.Count;
        // The first turn warms up.
        if (turn > 0) reading.Add((read - begin).TotalSeconds);
        if (turn > 0) seconds.Add((Environment.CpuUsage.UserTime - begin).TotalSeconds);
        heap = Math.Max(heap, GC.GetTotalMemory(forceFullCollection: false));
    }

    seconds.Sort();
    reading.Sort();
    Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {what} | {bytes / 1e6 / seconds[turns / 2]:f0} ")
        + string.Create(CultureInfo.InvariantCulture,
            $"({bytes / 1e6 / seconds[^1]:f0}–{bytes / 1e6 / seconds[0]:f0}) | ")
        + string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6 / reading[turns / 2]:f0} | ")
        + string.Create(CultureInfo.InvariantCulture, $"{lines / 1e6 / seconds[turns / 2]:f2} | {heap / 1e6:f0} |"));
}

static int Count(string[] given, int which, int usual) =>
    given.Length > which ? int.Parse(given[which], CultureInfo.InvariantCulture) : usual;
