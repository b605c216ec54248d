using System.Text;
using System.Text.Json;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Journal;
using Ringback.Journal.Sqlite;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Findings;
using Ringback.Workbench.Library;

namespace Ringback.Fuzz.Targets;

/// <summary>What was written by another version, or damaged: events, the journal's file, the library's index.</summary>
internal static class JournalTargets
{
    private static readonly DateTimeOffset At = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    internal static IEnumerable<FuzzTarget> All { get; } =
    [
        new("event", Event, () => Events().Select(e => Encoding.UTF8.GetBytes(EventJson.Write(e))))
        {
            SmokeRuns = 10_000, LongestInput = 32 * 1024, Memory = (1024 * 1024, 512),
            Words = ["\"kind\":", "\"address\":", "\"mac\":null", "\"at\":", "\\u0000", "\\ud800",
                "9999-12-31T23:59:59.9999999+14:00", "0001-01-01T00:00:00Z", "[[[["],
        },
        new("journal", File, Files)
        {
            SmokeRuns = 120, LongestInput = 256 * 1024, Memory = (16 * 1024 * 1024, 1_024),
            Words = ["SQLite format 3\0"],
        },
        new("library-index", Index, Indexes)
        {
            SmokeRuns = 250, Memory = (1024 * 1024, 512), Words = ["../../", "ab/"],
        },
    ];

    private static void Event(FuzzRun run)
    {
        PhoneEvent e;
        try
        {
            e = EventJson.Read(Encoding.UTF8.GetString(run.Input));
        }
        catch (JsonException)
        {
            // What the method says it throws: an event of a newer version, or none.
            return;
        }

        run.Saw(e.GetType().Name.Length);
        string written = EventJson.Write(e);
        FuzzRun.Hold(EventJson.Write(EventJson.Read(written)) == written, "an event is read as written");
        CaseBook book = new(PhoneCatalogue.BuiltIn);
        for (int i = 0; i < 3; i++)
        {
            if (book.Apply(i == 1 ? e with { Mac = MacAddress.Parse("000E84C060A6") } : e) is { } phone)
                run.Saw(PhoneFindings.Of(phone, phone.LastSeen).Count);
        }

        run.Saw(book.All.Count);
    }

    private static void File(FuzzRun run)
    {
        using ScratchFolder scratch = new();
        string path = Path.Combine(scratch.FullPath, "journal.db");
        System.IO.File.WriteAllBytes(path, run.Input);
        try
        {
            IJournalReader reader = SqliteJournal.OpenForReading(path);
            run.Saw(CountAsync(reader).AsTask().GetAwaiter().GetResult());
        }
        catch (JournalException e)
        {
            run.Saw(e.Message.Length % 16);
        }
    }

    private static async ValueTask<int> CountAsync(IJournalReader reader)
    {
        int count = 0;
        await foreach (JournalEntry entry in reader.ReadAsync(default).ConfigureAwait(false))
        {
            FuzzRun.Hold(entry.Event is not null, "an entry has an event");
            count++;
        }

        return count;
    }

    private static void Index(FuzzRun run)
    {
        using ScratchFolder scratch = new();
        string library = scratch.Folder("library"), store = scratch.Folder("library/.ringback");
        System.IO.File.WriteAllBytes(Path.Combine(store, "index.json"), run.Input);
        LibraryStore read = new(library);
        IReadOnlyList<LibraryEntry> entries = read.Read(out IReadOnlyList<Problem> faults);
        run.Saw(entries.Count);
        foreach (LibraryEntry entry in entries)
        {
            FuzzRun.Hold(Path.GetFullPath(read.PathOf(entry)).StartsWith(store + Path.DirectorySeparatorChar,
                StringComparison.Ordinal), "a content lies in the store");
        }

        run.Saw(faults.Count);
        run.Saw(read.Examine(deep: true).Count());
        string[] left = [.. Directory.EnumerateFiles(store).Select(f => Path.GetFileName(f))];
        FuzzRun.Hold(left is ["index.json"], "looking changes nothing");
    }

    private static IEnumerable<PhoneEvent> Events()
    {
        System.Net.IPAddress address = System.Net.IPAddress.Parse("192.0.2.40");
        MacAddress mac = MacAddress.Parse("000E84C060A6");
        yield return new BenchOpened
        {
            At = At, Version = "0.1.0", Goal = "sip", Listening = [new Listening("tftp", System.Net.IPAddress.Any, 69)],
        };
        yield return new FileAsked
        {
            At = At, Address = address, Name = "OS79XX.TXT", Outcome = AskOutcome.NotHere, Served = "OS79XX.TXT",
            Length = 13, NamesLoad = "P0S3-8-12-00", Port = 51000, Because = "It's the first question.",
            Options = ["blksize=1428"],
        };
        yield return new AddressAsked
        {
            At = At, Address = address, Mac = mac, Ask = AddressAsk.Rebind, HostName = "SEP000E84C060A6",
            VendorClass = "Cisco Systems, Inc. IP Phone CP-7940G", Wants = [1, 66, 150], Wanted = address,
        };
        yield return new PhoneRegistered
        {
            At = At, Address = address, Mac = mac, Via = ProofKind.SccpRegister, DeviceName = "SEP000E84C060A6",
            Load = "P0030801SR02", Model = "7960G",
        };
        yield return new AlarmReceived
        {
            At = At, Address = address, Mac = mac, Text = "22: Name=SEP000E84C060A6 Load=7.2(2.0)", Load = "7.2(2.0)",
        };
        yield return new SilenceNoticed { At = At, Address = address, Mac = mac, LeasedAt = At, Seconds = 60.5 };
    }

    private static IEnumerable<byte[]> Files()
    {
        using ScratchFolder scratch = new();
        string path = Path.Combine(scratch.FullPath, "journal.db");
        WriteAsync(path).AsTask().GetAwaiter().GetResult();
        yield return System.IO.File.ReadAllBytes(path);
    }

    private static async ValueTask WriteAsync(string path)
    {
        await using SqliteJournal journal = SqliteJournal.Open(path);
        foreach (PhoneEvent e in Events()) await journal.AppendAsync(e).ConfigureAwait(false);
    }

    private static IEnumerable<byte[]> Indexes()
    {
        string sum = new('a', 64);
        yield return Encoding.UTF8.GetBytes($$"""
            { "version": 1, "files": [ { "name": "P0S3-8-12-00.sb2", "sha256": "{{sum}}", "length": 12,
              "from": "a.zip", "added": "2026-03-14T09:26:53+00:00" } ] }
            """);
        yield return Encoding.UTF8.GetBytes("""{ "version": 2, "files": [] }""");
    }
}
