using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Journal;
using Ringback.Phones.Answers;
using Ringback.Phones.Events;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Shelves;

namespace Ringback.Workbench.Tests.Bench;

/// <summary>Desks over one library of practice packages, one journal and one clock.</summary>
internal sealed class PracticeBench : IDisposable
{
    internal const string Trust = "CTLSEP000E84C060A6.tlv";
    internal const string Sep = "SEP000E84C060A6.cnf.xml";
    /// <summary>What a 7940 or 7960 asks for next, and no other phone.</summary>
    internal const string Own = "SIP000E84C060A6.cnf";

    internal const string Sccp = "P0030801SR02";
    internal const string Sip = "P0S3-8-12-00";

    internal static readonly MacAddress Mac = MacAddress.Parse("000E84C060A6");
    internal static readonly IPEndPoint Simulated = new(IPAddress.Loopback, 51_000);
    internal static readonly IPEndPoint Real = new(IPAddress.Parse("192.0.2.40"), 51_000);

    internal PracticeBench()
    {
        Scratch.Folder("root");
        PracticeLibrary.Write(Library, PracticeSizes.Small,
            Load.Parse(Sccp), Load.Parse(Sip), Load.Parse("P0M3-07-7-00"));
    }

    internal ScratchFolder Scratch { get; } = new();

    internal HandClock Clock { get; } = new();

    internal MemoryJournal Journal { get; } = new();

    internal string Library => Scratch["library"];

    public void Dispose() => Scratch.Dispose();

    internal WorkbenchOptions Options(string? goal) => new()
    {
        Addresses = [IPAddress.Loopback],
        Library = Library,
        Root = Scratch["root"],
        Goal = Goal.TryParse(goal, out Goal? read) ? read : null,
        TftpPort = 0,
        SccpPort = 0,
        SipPort = 0,
        MgcpPort = 0,
    };

    internal CaseDesk Desk(string? goal)
    {
        WorkbenchOptions options = Options(goal) with { SccpPort = 12_000, SipPort = 15_060 };
        return new CaseDesk(options.Desk, Shelf(Clock), Journal, Clock, NullLogger.Instance);
    }

    internal FolderShelf Shelf(TimeProvider time) => new(Scratch["root"], Library, time, NullLogger.Instance);

    /// <summary>Another desk after a restart of the program.</summary>
    internal async Task<CaseDesk> RestartedAsync(string? goal)
    {
        CaseDesk desk = Desk(goal);
        await desk.ReplayAsync(Deadline.Token);
        return desk;
    }

    internal async Task<IReadOnlyList<PhoneEvent>> EventsAsync()
    {
        List<PhoneEvent> events = [];
        await foreach (JournalEntry entry in Journal.ReadAsync(default, Deadline.Token))
            events.Add(entry.Event);
        return events;
    }

    internal async Task<IReadOnlyList<T>> EventsAsync<T>()
        where T : PhoneEvent => [.. (await EventsAsync()).OfType<T>()];

    internal static string Json(CaseDesk desk) => JsonSerializer.Serialize(desk.Cases, EventJson.Options);

    internal static string Text(FileAnswer answer) =>
        answer is Serve { Content: MadeContent made }
            ? Encoding.Latin1.GetString(made.Bytes.Span)
            : throw new Xunit.Sdk.XunitException($"{answer.GetType().Name}: {answer.Because}");
}

/// <summary>What a phone does at a desk, in short.</summary>
internal static class PhoneAtDesk
{
    internal static FileAnswer Ask(this CaseDesk desk, IPEndPoint phone, string name) =>
        desk.Ask(phone, IPAddress.Loopback, name, []);

    /// <summary>Asks for a file and takes all of it.</summary>
    internal static void Take(this CaseDesk desk, IPEndPoint phone, string name)
    {
        Serve served = Assert.IsType<Serve>(desk.Ask(phone, name));
        desk.Record(new TransferEnded
        {
            At = default, Address = phone.Address, Name = served.Name, Outcome = TransferOutcome.Delivered,
            Bytes = 2_000, Length = 2_000, Blocks = 4, Retransmissions = 0, Seconds = 0.5,
        });
    }

    internal static void Register(this CaseDesk desk, IPEndPoint phone, ProofKind via, string? load = null) =>
        desk.Record(new PhoneRegistered
        {
            At = default, Address = phone.Address, Mac = PracticeBench.Mac, Via = via, DeviceName = "phone",
            Load = load,
        });
}
