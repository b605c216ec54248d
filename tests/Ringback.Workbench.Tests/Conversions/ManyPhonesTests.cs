using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Journal;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Simulation.Handsets;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Desk;

namespace Ringback.Workbench.Tests.Conversions;

/// <summary>A refurbisher's switch: all phones at once, each from another load to another goal.</summary>
public sealed class ManyPhonesTests(CollectedLibrary library) : IClassFixture<CollectedLibrary>
{
    private const int Phones = 48;
    private const int MostPowerCycles = 10;
    private const int MostBoots = 40;

    [Fact]
    public async Task Forty_eight_mixed_phones_convert_at_once_and_none_sees_the_files_of_another()
    {
        CancellationToken cancel = Deadline.Token;
        Job[] jobs = [.. Jobs(Phones)];
        await using MemoryJournal journal = new();
        WorkbenchOptions options = new()
        {
            Addresses = [IPAddress.Loopback],
            Library = library.Folder,
            TftpPort = 0,
            SccpPort = 0,
            SipPort = 0,
            MgcpPort = 0,
            Phones = jobs.ToDictionary(j => j.Mac, j => new PhoneOrder(null, j.Goal)),
        };
        await using RunningWorkbench bench = await RunningWorkbench.StartAsync(
            options, library.Shelf, journal, TimeProvider.System, NullLoggerFactory.Instance, null, cancel);

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

    /// <summary>Every eleventh possible pair or so, so that all families and directions are among them.</summary>
    private IEnumerable<Job> Jobs(int count)
    {
        ConversionPair[] pairs =
        [
            .. ConversionPair.Starts.SelectMany(s => ConversionPair.GoalsOf(s.Model)
                .Select(g => new ConversionPair(s.Model, s.From, g))).Where(p => p.IsPossible(library.Packages)),
        ];
        for (int i = 0; i < count; i++)
        {
            ConversionPair pair = pairs[i * pairs.Length / count];
            Assert.True(Goal.TryParse(pair.Goal, out Goal? goal));
            yield return new Job(pair, PhoneCatalogue.BuiltIn.Find(pair.Model)!, goal,
                MacAddress.Parse(FormattableString.Invariant($"02AB5C0001{i:X2}")),
                IPAddress.Parse(FormattableString.Invariant($"127.0.1.{i + 1}")));
        }
    }

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
        ConversionPair Pair, PhoneModel Model, Goal Goal, MacAddress Mac, IPAddress Address);
}
