using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Observation;
using Ringback.Phones.Answers;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Simulation.Network;
using Ringback.Simulation.Tests.Lan;

namespace Ringback.Simulation.Tests.Conversions;

/// <summary>
/// The product in one process and without a socket: its delivery, its answers, its case book, and a journal in memory
/// out of which the case book is made anew when the program begins again.
/// </summary>
internal sealed class AnsweringBench
{
    private readonly SimulatedClock _clock;
    private readonly LibraryShelf _shelf;
    private readonly Goal _goal;
    private readonly Action<string>? _tell;
    private readonly List<PhoneEvent> _journal = [];
    private readonly DeliveryServer _server;
    private CaseBook _book = new(PhoneCatalogue.BuiltIn);

    internal AnsweringBench(SimulatedClock clock, SimulatedLan lan, LibraryShelf shelf, string goal, bool hasHttp,
        Action<string>? tell)
    {
        _clock = clock;
        _shelf = shelf;
        _tell = tell;
        Assert.True(Goal.TryParse(goal, out Goal? wanted), goal);
        _goal = wanted;
        IPAddress address = IPAddress.Parse("192.0.2.1");
        if (hasHttp) _ = new LanHttp(lan, address, AnswerByHttp);
        _server = new DeliveryServer(clock, lan, new IPEndPoint(address, 69), (phone, name) =>
        {
            ReadOnlyMemory<byte>? content = Answer(phone, name, Transport.Tftp, out FileAnswer answer);
            return new DeliveryAnswer(content, Name: (answer as Serve)?.Name);
        })
        {
            Ended = end => Take(TftpObservation.Ended(end.Client, end.Request, end.Report, Now)),
        };
        _ = new LanRegistrars(lan, address, clock) { Observed = Take };
    }

    internal IPEndPoint Tftp => _server.At;

    /// <summary>Told of firmware before it is served.</summary>
    internal Action<string>? Serving { get; set; }

    /// <summary>Told of each load that is proved, at the moment in which it is.</summary>
    internal Action<string>? Proving { get; set; }

    private DateTimeOffset Now => _clock.GetUtcNow();

    internal PhoneCase? Find(MacAddress mac) => _book.Find(mac);

    /// <summary>The program ends and begins anew with what its journal has.</summary>
    internal void Restart()
    {
        _tell?.Invoke("-- the server is started again");
        _server.Forget();
        _book = new CaseBook(PhoneCatalogue.BuiltIn);
        foreach (PhoneEvent e in _journal) _book.Apply(e);
    }

    /// <summary>A connection brings a file whole or, where power fails, not at all.</summary>
    private byte[]? AnswerByHttp(IPEndPoint phone, string name)
    {
        if (Answer(phone, name, Transport.Http, out FileAnswer answer) is not { } content) return null;
        Take(HttpObservation.Ended(phone, name, ((Serve)answer).Name, TransferOutcome.Delivered, content.Length,
            content.Length, TimeSpan.FromMilliseconds(10), Now));
        return content.ToArray();
    }

    private ReadOnlyMemory<byte>? Answer(IPEndPoint phone, string name, Transport transport, out FileAnswer answer)
    {
        RequestedFile asked = RequestedFile.Recognise(name);
        MacAddress? mac = asked.Mac;
        PhoneCase known = _book.Peek(mac, phone.Address, asked.Kind);
        ConversionDecision decision = ConversionDecision.Decide(new ConversionQuestion(
            known, asked, _goal, null, _shelf.Packages, PhoneCatalogue.BuiltIn, IsSimulated: true));
        ServerAddress server = new(_server.At.Address);
        FileQuestion question = new(known, name, decision.Plan, server, IsSimulated: true)
        {
            Pending = decision.Pending, Stays = decision.Stays,
        };
        answer = PhoneAnswers.Answer(question, _shelf, PhoneCatalogue.BuiltIn);
        if (decision.Event is { } told) Take(told with { At = Now, Address = phone.Address, Mac = mac });
        ReadOnlyMemory<byte>? content = (answer as Serve)?.Content switch
        {
            MadeContent made => made.Bytes,
            StoredContent stored => _shelf.Read(stored.File)!.Value[(int)stored.Offset..],
            _ => default(ReadOnlyMemory<byte>?),
        };
        Take(TftpObservation.Asked(phone, name, [], answer, Now) with { Mac = mac, Transport = transport });
        _tell?.Invoke($"{name}: {answer.Because}");
        foreach (PhoneEvent note in answer.Notes) Take(note with { At = Now, Address = phone.Address, Mac = mac });
        if (content is not null && asked.IsFirmware) Serving?.Invoke(name);
        return content;
    }

    private void Take(PhoneEvent e)
    {
        PhoneCase? phone = Keep(e);
        if (phone?.Conversion is null) return;
        foreach (PhoneEvent conclusion in ConversionWatch.Conclude(phone, e).ToList()) Keep(conclusion);
    }

    private PhoneCase? Keep(PhoneEvent e)
    {
        _journal.Add(e);
        if (e is ConversionProved proved) Proving?.Invoke(proved.Target);
        if (e is ConversionStarted or ConversionRefused or StepProved or ConversionProved) _tell?.Invoke($"== {e}");
        return _book.Apply(e);
    }
}
