using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Journal;
using Ringback.Phones.Events;
using Ringback.Simulation.Desks;
using Ringback.Simulation.Handsets;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Registrars;
using Ringback.Workbench.Shelves;

namespace Ringback.Workbench.Tests.Handsets;

/// <summary>
/// Phones of every family, from their boot to a call: each fetches its files, registers with the load in its flash,
/// lives on, passes the bench test and speaks with another.
/// </summary>
public sealed class LivingPhonesTests
{
    private static readonly (string Model, string Load)[] Phones =
    [
        ("7940G", "P0030801SR02"), ("7960", "P0030801SR02"), ("7941G", "SCCP41.8-5-2S"), ("7970G", "SCCP70.8-5-2S"),
        ("7912G", "CP7912080004SCCP080108A"), ("7905G", "CP7905080003SCCP070409A"),
        ("7902G", "CP7902080002SCCP060817A"), ("ATA 188", "ATA030204SCCP090202A"),
        ("7940G", "P0S3-8-12-00"), ("7960", "P0S3-8-12-00"), ("7941G", "SIP41.9-4-2SR3-1S"),
        ("7906G", "SIP11.9-4-2SR1-1S"), ("7912G", "CP7912080001SIP060412A"), ("7912G", "CP7912080001SIP060412A"),
    ];

    [Fact]
    public async Task Phones_of_every_family_register_live_on_pass_the_bench_test_and_call_each_other()
    {
        using ScratchFolder scratch = new();
        Job[] jobs = [.. Phones.Select((phone, i) => new Job(i, phone.Model, phone.Load))];
        PracticeLibrary.WriteFiles(scratch["library"], Phones.Select(p => p.Load).Distinct().SelectMany(Files));
        await using MemoryJournal journal = new();
        await using RunningWorkbench bench = await OpenAsync(scratch, journal, jobs);
        List<Handset> handsets = [];
        try
        {
            handsets.AddRange(await Task.WhenAll(jobs.Select(j => PlugInAsync(bench, j))));
            Assert.All(jobs, j => Assert.Equal((j.Load, HandsetPhase.Up), (handsets[j.Index].Flash.Load,
                handsets[j.Index].Phase)));
            await Task.WhenAll(jobs.Select(j => TestAsync(bench, j, handsets[j.Index].Desk!)));
            await UntilHungUpAsync(journal, jobs);
            await Task.WhenAll(jobs.Where(j => j.Index % 2 == 0)
                .Select(j => CallAsync(handsets[j.Index].Desk!, handsets[j.Index + 1].Desk!)));
        }
        finally
        {
            foreach (Handset phone in handsets) await phone.DisposeAsync();
        }
    }

    private static async Task<Handset> PlugInAsync(RunningWorkbench bench, Job job)
    {
        Handset phone = new(new HandsetOptions
        {
            Mac = job.Mac,
            Model = job.Known,
            Flash = HandsetFlash.Running(job.Known, job.Load),
            Address = job.Address,
            Tftp = Door(bench, "tftp"),
            SccpPort = Door(bench, "sccp").Port,
            SipPort = Door(bench, "sip").Port,
            HttpPort = null,
            Speed = 1000,
            Repeat = TimeSpan.FromSeconds(4),
            StaysUp = true,
        });
        Assert.Equal(job.Load, await phone.RunAsync(6, Deadline.Token));
        return phone;
    }

    private static async Task TestAsync(RunningWorkbench bench, Job job, HandsetDesk desk)
    {
        IReadOnlyList<BenchTestResult> results = [];
        await foreach (BenchTestProgress progress in bench.Hands.TestAsync(job.Mac, "test", Deadline.Token))
        {
            results = progress.Results;
            if (desk.Sip is { } sip && progress.Part is { } part) await DoAsync(sip, part);
        }

        Assert.Equal(6, results.Count);
        Assert.True(results.All(r => r.Outcome is BenchTestOutcome.Passed),
            $"{job.Model} {job.Load}: {string.Join("; ", results)}");
    }

    /// <summary>What the person does whom a terminal tells the next part.</summary>
    private static async Task DoAsync(SipDesk phone, BenchTestPart part)
    {
        switch (part)
        {
            case BenchTestPart.Handset or BenchTestPart.Speaker:
                int before = phone.Heard;
                await UntilAsync(() => phone.Heard > before + 10);
                await phone.PressAsync("1");
                break;
            case BenchTestPart.Display:
                await phone.PressAsync(phone.Caller!.Split(' ')[^1]);
                break;
            case BenchTestPart.Keys:
                await phone.PressAsync("123456789*0#");
                break;
            case BenchTestPart.Lamps:
                await phone.PressAsync("1");
                break;
        }
    }

    /// <summary>A registrar knows later than the phone that a call is over, and until then the phone is busy.</summary>
    private static async Task UntilHungUpAsync(MemoryJournal journal, Job[] jobs)
    {
        HashSet<MacAddress> speaking = [.. jobs.Select(j => j.Mac)];
        await foreach (JournalEntry entry in journal.FollowAsync(JournalPlace.Beginning, Deadline.Token))
        {
            if (entry.Event is not PhoneCalled { Mac: { } mac } call) continue;
            if (call.Stage is PhoneCallStage.Ended) speaking.Remove(mac);
            else speaking.Add(mac);
            if (speaking.Count == 0) return;
        }
    }

    private static async Task CallAsync(HandsetDesk caller, HandsetDesk called)
    {
        Func<int> heardHere, heardThere;
        if (caller.Sccp is { } from && called.Sccp is { } to)
        {
            await UntilAsync(() => !from.IsOffHook && !to.IsOffHook);
            await from.DialAsync(await to.UpAsync(Deadline.Token));
            (heardHere, heardThere) = (() => from.Heard, () => to.Heard);
        }
        else
        {
            await UntilAsync(() => !caller.Sip!.IsTalking && !called.Sip!.IsTalking);
            await caller.Sip!.DialAsync(called.Sip!.Line);
            (heardHere, heardThere) = (() => caller.Sip.Heard, () => called.Sip.Heard);
        }

        (int here, int there) = (heardHere(), heardThere());
        await UntilAsync(() => heardHere() > here + 10 && heardThere() > there + 10);
        await (caller.Sccp?.HangUpAsync() ?? caller.Sip!.HangUpAsync());
    }

    private static async Task<RunningWorkbench> OpenAsync(ScratchFolder scratch, MemoryJournal journal, Job[] jobs)
    {
        WorkbenchOptions options = new()
        {
            Addresses = [IPAddress.Loopback],
            Library = scratch["library"],
            TftpPort = 0,
            SccpPort = 0,
            SipPort = 0,
            Phones = jobs.ToDictionary(j => j.Mac, j => new PhoneOrder(null, j.Goal)),
        };
        FolderShelf shelf = new(null, scratch["library"], TimeProvider.System, NullLogger.Instance);
        return await RunningWorkbench.StartAsync(
            options, shelf, journal, TimeProvider.System, NullLoggerFactory.Instance, null, Deadline.Token);
    }

    private static IReadOnlyList<PracticeFile> Files(string load) =>
        PracticeFirmware.TryPackageOf(load, out IReadOnlyList<PracticeFile>? files, PracticeSizes.Small)
            ? files
            : throw new InvalidOperationException(load);

    private static IPEndPoint Door(RunningWorkbench bench, string service)
    {
        Listening door = bench.Listening.First(d => d.Service == service);
        return new IPEndPoint(door.Address, door.Port);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        CancellationToken deadline = Deadline.Token;
        using PeriodicTimer beat = new(TimeSpan.FromMilliseconds(10));
        while (!holds()) await beat.WaitForNextTickAsync(deadline);
    }

    private sealed record Job(int Index, string Model, string Load)
    {
        internal PhoneModel Known => PhoneCatalogue.BuiltIn.Find(Model)!;

        internal MacAddress Mac => MacAddress.Parse(FormattableString.Invariant($"02AB5C0009{Index:X2}"));

        internal IPAddress Address => IPAddress.Parse(FormattableString.Invariant($"127.0.2.{Index + 1}"));

        internal Goal Goal => Catalogue.Loads.Goal.TryParse(Load, out Goal? goal)
            ? goal
            : throw new InvalidOperationException(Load);
    }
}
