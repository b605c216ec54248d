using System.Diagnostics;
using System.Globalization;
using Ringback.Bench.Captures;
using Ringback.Catalogue;
using Ringback.Datagrams.Captures;
using Ringback.Observation.Captures;
using Ringback.Workbench.Hearing;

const int turns = 5;
long size = (args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 512) * 1024 * 1024;
string scratch = Directory.CreateTempSubdirectory("ringback-bench-captures-").FullName;
try
{
    Console.Out.WriteLine($"Captures of {size / 1e6:f0} MB, {turns} turns each, one thread, files in the page cache. A "
        + "second is one of the program's own processor time.");
    Console.Out.WriteLine();
    Console.Out.WriteLine("| capture | what | MB/s | frames/s | peak MB |");
    Console.Out.WriteLine("| --- | --- | --- | --- | --- |");
    foreach (MadeCapture kind in MadeCapture.All)
    {
        string file = Path.Combine(scratch, kind.Name + ".pcap");
        long frames = kind.Write(file, size);
        Measure(kind.Name, "read frames", frames, () => Read(file, static (in CapturedFrame f) => f.Bytes.Length));
        FrameObserver? observer = null;
        Measure(kind.Name, "frames to events", frames, () =>
        {
            observer = new FrameObserver(kind.Name, PhoneCatalogue.BuiltIn);
            return Read(file, (in CapturedFrame f) => observer.Observe(f).Count);
        });
        Measure(kind.Name, "listen: events to cases", frames, () =>
        {
            HeardPhones phones = new(kind.Name, PhoneCatalogue.BuiltIn);
            long read = Read(file, (in CapturedFrame f) =>
            {
                phones.Take(f);
                return 0;
            });
            phones.Finish();
            return read + phones.Look().Phones.Count;
        });
        File.Delete(file);
    }

    return 0;
}
finally
{
    Directory.Delete(scratch, recursive: true);
}

void Measure(string name, string what, long frames, Func<long> work)
{
    work();
    List<double> seconds = [];
    for (int turn = 0; turn < turns; turn++)
    {
        TimeSpan begun = Environment.CpuUsage.UserTime;
        work();
        seconds.Add((Environment.CpuUsage.UserTime - begun).TotalSeconds);
    }

    seconds.Sort();
    using Process self = Process.GetCurrentProcess();
    double rate = size / seconds[turns / 2] / 1e6, least = size / seconds[^1] / 1e6, most = size / seconds[0] / 1e6;
    Console.Out.WriteLine($"| {name} | {what} | {rate:f0} ({least:f0}–{most:f0}) "
        + $"| {frames / seconds[turns / 2] / 1e3:f0} k | {self.PeakWorkingSet64 / 1e6:f0} |");
}

static long Read(string file, Taking take)
{
    using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
    if (!CaptureReader.TryOpen(stream, out CaptureReader? reader)) throw new InvalidOperationException("no capture");
    long sum = 0;
    using (reader)
    {
        while (reader.TryRead(out CapturedFrame frame)) sum += take(frame);
    }

    return sum;
}

internal delegate long Taking(in CapturedFrame frame);
