using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Ringback.Bench.Library;
using Ringback.Files.Firmware;
using Ringback.Workbench.Library;

if (args is ["journal", var made, .. var counts])
{
    await MadeJournal.WriteAsync(made, Count(0, 1_000_000), Count(1, 1_000)).ConfigureAwait(false);
    Console.Out.WriteLine($"{made}: {new FileInfo(made).Length / 1e6:f0} MB; a phone of it is {MadeJournal.Name(7)}.");
    return 0;

    int Count(int which, int usual) =>
        counts.Length > which ? int.Parse(counts[which], CultureInfo.InvariantCulture) : usual;
}

const int turns = 5;
string scratch = Directory.CreateTempSubdirectory("ringback-bench-library-").FullName;
try
{
    string files = Path.Combine(scratch, "files");
    long bytes = Collection.Write(files);
    string zip = Path.Combine(scratch, "files.zip");
    ZipFile.CreateFromDirectory(files, zip, CompressionLevel.NoCompression, includeBaseDirectory: false);
    Console.Out.WriteLine($"{Directory.GetFiles(files).Length} files, {bytes / 1e6:f0} MB, {turns} turns each, "
        + "one thread, files in the page cache.");
    Console.Out.WriteLine();
    Console.Out.WriteLine("| what | MB/s | CPU s/GB |");
    Console.Out.WriteLine("| --- | --- | --- |");
    string library = Path.Combine(scratch, "library");
    Measure("sha256sum of every file, for comparison", () => Run("sha256sum", Directory.GetFiles(files)));
    Measure("copy the folder, each file flushed to the disk, for comparison", () => Copy(files, library), Empty);
    Measure("inspect every file", () => Inspect(files));
    Measure("import the folder", () => Import(files), Empty);
    Measure("import the folder again: everything is there", () => Import(files));
    Measure("import a zip of it", () => Import(zip), Empty);
    return 0;

    void Measure(string what, Action work, Action? before = null)
    {
        List<(double Rate, double Cpu)> results = [];
        before?.Invoke();
        work();
        for (int turn = 0; turn < turns; turn++)
        {
            before?.Invoke();
            using Process self = Process.GetCurrentProcess();
            TimeSpan cpu = self.TotalProcessorTime;
            long begun = Stopwatch.GetTimestamp();
            work();
            double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            self.Refresh();
            results.Add((bytes / seconds / 1e6, (self.TotalProcessorTime - cpu).TotalSeconds / bytes * 1e9));
        }

        double[] rates = [.. results.Select(r => r.Rate).Order()];
        Console.Out.WriteLine($"| {what} | {rates[turns / 2]:f0} ({rates[0]:f0}–{rates[^1]:f0}) | "
            + $"{results.Select(r => r.Cpu).Order().ElementAt(turns / 2):f2} |");
    }

    void Empty()
    {
        if (Directory.Exists(library)) Directory.Delete(library, recursive: true);
        Directory.CreateDirectory(library);
    }

    void Import(string path)
    {
        LibraryStore store = new(library);
        IReadOnlyList<LibraryImportResult> results = LibraryImport.Add(store, [path], TimeProvider.System);
        if (results.Any(r => r.Outcome is not (ImportOutcome.Added or ImportOutcome.Present)))
            throw new InvalidOperationException(results.First(r => r.Outcome is ImportOutcome.Refused).Message);
    }
}
finally
{
    Directory.Delete(scratch, recursive: true);
}

static void Inspect(string folder)
{
    foreach (string path in Directory.GetFiles(folder))
    {
        FirmwareFile file = FirmwareFile.Inspect(Path.GetFileName(path), File.ReadAllBytes(path));
        if (file.Whole == false) throw new InvalidOperationException($"{path} is not whole.");
    }
}

static void Copy(string from, string to)
{
    foreach (string path in Directory.GetFiles(from))
    {
        using FileStream file = new(Path.Combine(to, Path.GetFileName(path)), FileMode.Create);
        file.Write(File.ReadAllBytes(path));
        file.Flush(flushToDisk: true);
    }
}

static void Run(string program, string[] arguments)
{
    using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
    process.StandardOutput.ReadToEnd();
    process.WaitForExit();
}
