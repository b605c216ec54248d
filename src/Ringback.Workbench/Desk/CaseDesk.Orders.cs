using System.Net;
using Ringback.Catalogue;
using Ringback.Files.Firmware;
using Ringback.Phones.Answers;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Workbench.Desk;

public sealed partial class CaseDesk
{
    /// <summary>The case of a phone as it is now; null for one that was never heard of.</summary>
    public PhoneCase? CaseOf(MacAddress mac)
    {
        lock (_lock)
        {
            FoldWaiting();
            return _book.Find(mac);
        }
    }

    /// <summary>The last word for one phone, or for every phone; null when nothing was said.</summary>
    /// <param name="mac">The phone; null for every phone.</param>
    public OrderGiven? OrderFor(MacAddress? mac)
    {
        lock (_lock) return _orders.Last(mac);
    }

    /// <summary>True for a phone that somebody said is to stay as it is.</summary>
    public bool Stays(MacAddress mac)
    {
        lock (_lock) return _orders.Stays(mac);
    }

    /// <summary>
    /// Plans for a phone that came up without a plan, because nothing that it asked for told what it is; by its
    /// registration that is known. One that runs the goal has arrived.
    /// </summary>
    internal void TakeStock(MacAddress mac)
    {
        if (CaseOf(mac) is not { Conversion: null, Stage: BootStage.Registered, Address: { } address }) return;
        bool simulated = _options.PracticeForAll || IPAddress.IsLoopback(address);
        RequestedFile asked = RequestedFile.Recognise($"SEP{mac}.cnf.xml");
        ConversionQuestion question = Question(mac, address, asked, _shelf.Current, simulated) with
        {
            Declared = _options.Phones.GetValueOrDefault(mac)?.Model,
        };
        if (ConversionDecision.Decide(question).Event is not ConversionStarted started) return;
        lock (_lock)
        {
            FoldWaiting();
            if (_book.Find(mac) is { Conversion: null, Stage: BootStage.Registered })
                Take(started with { At = Now, Address = address, Mac = mac });
        }
    }

    /// <summary>True when somebody said what a phone gets for a name of which there is no file.</summary>
    internal bool HasChoice(MacAddress mac, string name)
    {
        lock (_lock) return _orders.Choice(mac, name) is not null;
    }

    /// <summary>What a phone would get for a name now; null for one that is not known. Nothing is recorded.</summary>
    /// <param name="mac">The phone.</param>
    /// <param name="name">The name.</param>
    /// <param name="local">The address of ours that it would ask.</param>
    public FileAnswer? Preview(MacAddress mac, string name, IPAddress local) =>
        CaseOf(mac) is { Address: { } address } ? Preview(mac, address, name, local) : null;

    /// <summary>Whom a question is from, and what it would get now. Nothing is recorded.</summary>
    /// <param name="phone">The address of who asks.</param>
    /// <param name="name">The name.</param>
    /// <param name="local">The address of ours that is asked.</param>
    internal (MacAddress? Mac, FileAnswer Answer) Preview(IPAddress phone, string name, IPAddress local)
    {
        MacAddress? mac = RequestedFile.Recognise(name).Mac ?? _holders.Find(phone);
        return (mac ?? Cases.FirstOrDefault(c => phone.Equals(c.Address))?.Mac, Preview(mac, phone, name, local));
    }

    private FileAnswer Preview(MacAddress? mac, IPAddress address, string name, IPAddress local)
    {
        RequestedFile asked = RequestedFile.Recognise(name);
        IShelf shelf = _shelf.Current;
        bool simulated = _options.PracticeForAll || IPAddress.IsLoopback(address);
        PhoneOrder? order = mac is { } named ? _options.Phones.GetValueOrDefault(named) : null;
        ConversionQuestion question = Question(mac, address, asked, shelf, simulated) with { Declared = order?.Model };
        ConversionDecision decision = ConversionDecision.Decide(question);
        ServerAddress server = new(local, _options.SccpPort ?? 2000, _options.SipPort ?? 5060);
        return Chosen(PhoneAnswers.Answer(new FileQuestion(question.Phone, name, decision.Plan, server, simulated)
        {
            Pending = decision.Pending, Stays = decision.Stays, Settings = order?.Settings,
        }, shelf, Catalogue), question.Phone.Mac ?? mac, name, shelf);
    }

    /// <summary>
    /// Says what a phone gets for a name of which there is no file; it holds from the next question on, and at the next
    /// start too.
    /// </summary>
    /// <param name="author">Who says so.</param>
    /// <param name="mac">The phone.</param>
    /// <param name="name">The name as the phone asks for it.</param>
    /// <param name="file">The path of a file on the shelf that is no firmware; null for nothing.</param>
    /// <returns>False when there is no such file, or when it is firmware.</returns>
    public bool Choose(string author, MacAddress mac, string name, string? file)
    {
        if (file is not null && (_shelf.Current.Find(file) is not { } found || !MayBeChosen(found))) return false;
        lock (_lock)
        {
            FoldWaiting();
            Take(new FileChosen
            {
                At = Now, For = mac, Name = name, File = file, Author = author,
                Revision = (_orders.Choice(mac, name)?.Revision ?? 0) + 1,
            });
        }

        return true;
    }

    /// <summary>True for what somebody may give to a phone under another name: firmware goes by plans alone.</summary>
    public static bool MayBeChosen(ShelfFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Identity.Kind is not (FirmwareKind.Firmware or FirmwareKind.Manifest);
    }

    /// <summary>What somebody chose, where there is nothing of that name.</summary>
    private FileAnswer Chosen(FileAnswer answer, MacAddress? mac, string name, IShelf shelf)
    {
        if (answer is not NotHere) return answer;
        FileChosen? choice;
        lock (_lock) choice = _orders.Choice(mac, name);
        if (choice is null) return answer;
        if (choice.File is not { } path || shelf.Find(path) is not { } file || !MayBeChosen(file))
            return answer with { Because = $"{answer.Because}; {choice.Author} said that it gets nothing else" };
        return new Serve
        {
            Name = file.Path, Content = new StoredContent(file),
            Because = $"there is no such file; {choice.Author} chose this one for it",
        };
    }

    /// <summary>
    /// Says what is to become of a phone, or of every phone; it holds from the next question on, and at the next start
    /// too.
    /// </summary>
    /// <param name="author">Who says so.</param>
    /// <param name="mac">The phone; null for every phone.</param>
    /// <param name="goal">
    /// The goal as with <c>--to</c>; <see cref="OrderGiven.AsItIs"/> for a phone that is to stay as it is.
    /// </param>
    /// <param name="armed">False when nobody is led there yet.</param>
    public OrderGiven Order(string author, MacAddress? mac, string? goal, bool armed)
    {
        lock (_lock)
        {
            FoldWaiting();
            OrderGiven order = _orders.Next(Now, author, mac, goal, armed);
            Take(order);
            return order;
        }
    }
}
