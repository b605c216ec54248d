using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Journal;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Simulation.Handsets;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Shelves;

namespace Ringback.Workbench.Tests.Conversions;

/// <summary>A refurbisher's switch: phones of every kind at once, each from another load to another goal.</summary>
public sealed class ManyPhonesTests
{
    private static readonly (string Model, string From, string Goal)[] Pairs =
    [
        ("7940G", "P00303020214", "P0S3-8-12-00"), ("7960", "P00305000200", "P0M3-07-7-00"),
        ("7940G", "P0S3-07-4-00", "P0S3-8-12-00"), ("7960", "P0M3-07-5-00", "P0S3-06-3-00"),
        ("7940G", "P0S3-03-0-00", "P00303030300"), ("7960", "P00307020200", "P0M3-07-7-00"),
        ("7941G", "SCCP41.8-2-1S", "SIP41.9-4-2SR3-1S"), ("7961G", "SIP41.8-5-3S", "SCCP41.8-5-2S"),
        ("7906G", "SCCP11.8-4-2S", "SIP11.9-4-2SR3-1S"), ("7911G", "SIP11.9-3-1S", "SCCP11.9-4-2SR3-1S"),
        ("7970G", "SCCP70.8-2-1S", "SCCP70.9-4-2SR3-1S"), ("7942G", "SIP42.8-5-3S", "SCCP42.9-4-2SR3-1S"),
        ("7945G", "SCCP45.8-5-3S", "SIP45.8-5-2S"), ("7975G", "SIP75.9-3-1S", "SIP75.9-4-2SR3-1S"),
        ("7931G", "SCCP31.9-3-1S", "SCCP31.8-5-2S"), ("7912G", "CP7912060000SCCP040101A", "CP7912080001SIP060412A"),
        ("7905G", "CP7905060000SIP040101A", "CP7905080003SCCP070409A"),
        ("7902G", "CP7902060000SCCP040101A", "CP7902080002SCCP060817A"),
        ("ATA 188", "ATA030000SCCP060101A", "ATA030204SCCP090202A"),
        ("7912G", "CP7912080000SIP060111A", "CP7912080004SCCP080108A"),
    ];

    private static readonly string[] OnTheWay =
        ["P0S30203", "P0S3-04-4-00", "P0S3-05-3-00", "P0S3-06-3-00", "P00305000300", "SCCP41.8-5-2S", "SIP41.8-5-2S",
            "SCCP70.8-5-2S", "SCCP11.8-5-2S"];

    private const int MostPowerCycles = 10;
    private const int MostBoots = 40;

    [Fact]
    public async Task Twenty_mixed_phones_convert_at_once_and_none_sees_the_files_of_another()
    {
        CancellationToken cancel = Deadline.Token;
        Job[] jobs = [.. Jobs()];
        using ScratchFolder scratch = new();
        PracticeLibrary.WriteFiles(scratch["library"], OnTheWay.Concat(Pairs.Select(p => p.Goal)).Distinct()
            .SelectMany(Files));
        FolderShelf shelf = new(null, scratch["library"], TimeProvider.System, NullLogger.Instance);
        await using MemoryJournal journal = new();
        WorkbenchOptions options = new()
        {
            Addresses = [IPAddress.Loopback],
            Library = scratch["library"],
            TftpPort = 0,
            SccpPort = 0,
            SipPort = 0,
            MgcpPort = 0,
            HttpPort = 0,
            Phones = jobs.ToDictionary(j => j.Mac, j => new PhoneOrder(null, j.Goal)),
        };
        await using RunningWorkbench bench = await RunningWorkbench.StartAsync(
            options, shelf, journal, TimeProvider.System, NullLoggerFactory.Instance, null, cancel);

        string?[] registered = await Task.WhenAll(jobs.Select(j => ConvertAsync(bench, j, cancel)));

        Assert.Equal(jobs.Select(j => j.Pair.Goal), registered);
        Assert.All(jobs, j =>
        {
            ConversionState state = Case(bench, j)!.Conversion!;
            Assert.Equal((ConversionStatus.Proved, j.Pair.Goal), (state.Status, state.Target));
        });
        await foreach (JournalEntry entry in journal.ReadAsync(JournalPlace.Beginning, cancel))
        {
            if (entry.Event is not FileAsked { Outcome: AskOutcome.Served, Address: { } address } asked) continue;
            Job asker = jobs.Single(j => j.Address.Equals(address));
            RequestedFile file = RequestedFile.Recognise(asked.Name);
            Assert.Equal(asker.Mac, file.Mac ?? asker.Mac);
            Assert.True(!file.IsFirmware || file.Family == asker.Model.FirmwareFamily,
                $"{asker.Pair} was given {asked.Name}");
        }
    }

    private static IEnumerable<Job> Jobs() => Pairs.Select((pair, i) =>
    {
        Assert.True(Goal.TryParse(pair.Goal, out Goal? goal));
        return new Job(pair, PhoneCatalogue.BuiltIn.Find(pair.Model)!, goal,
            MacAddress.Parse(FormattableString.Invariant($"02AB5C0001{i:X2}")),
            IPAddress.Parse(FormattableString.Invariant($"127.0.1.{i + 1}")));
    });

    private static IReadOnlyList<PracticeFile> Files(string load) =>
        PracticeFirmware.TryPackageOf(load, out IReadOnlyList<PracticeFile>? files, PracticeSizes.Small)
            ? files
            : throw new InvalidOperationException(load);

    private static PhoneCase? Case(RunningWorkbench bench, Job job) =>
        bench.Desk.Cases.FirstOrDefault(c => c.Mac == job.Mac);

    private static async Task<string?> ConvertAsync(RunningWorkbench bench, Job job, CancellationToken cancel)
    {
        HandsetFlash flash = HandsetFlash.Running(job.Model, job.Pair.From);
        string? registered = null;
        for (int cycle = 0; cycle < MostPowerCycles; cycle++)
        {
            await using Handset phone = new(new HandsetOptions
            {
                Mac = job.Mac,
                Model = job.Model,
                Flash = flash,
                Address = job.Address,
                Tftp = new IPEndPoint(IPAddress.Loopback, Door(bench, "tftp")),
                SccpPort = Door(bench, "sccp"),
                SipPort = Door(bench, "sip"),
                MgcpPort = Door(bench, "mgcp"),
                HttpPort = Door(bench, "http"),
                Speed = 1000,
                Repeat = TimeSpan.FromSeconds(4),
            });
            registered = await phone.RunAsync(MostBoots, cancel);
            flash = phone.Flash;
            if (registered == job.Pair.Goal && Case(bench, job)?.Conversion?.Status is ConversionStatus.Proved) break;
        }

        return registered;
    }

    private static int Door(RunningWorkbench bench, string service) =>
        bench.Listening.First(d => d.Service == service).Port;

    private sealed record Job(
        (string Model, string From, string Goal) Pair, PhoneModel Model, Goal Goal, MacAddress Mac, IPAddress Address);
}
