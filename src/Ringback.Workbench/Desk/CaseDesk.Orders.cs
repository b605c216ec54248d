using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Answers;
using Ringback.Phones.Conversion;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Workbench.Desk;

public sealed partial class CaseDesk
{
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

    /// <summary>What a phone would get for a name now; null for one that is not known. Nothing is recorded.</summary>
    /// <param name="mac">The phone.</param>
    /// <param name="name">The name.</param>
    /// <param name="local">The address of ours that it would ask.</param>
    public FileAnswer? Preview(MacAddress mac, string name, IPAddress local)
    {
        if (Cases.FirstOrDefault(c => c.Mac == mac) is not { Address: { } address }) return null;
        RequestedFile asked = RequestedFile.Recognise(name);
        IShelf shelf = _shelf.Current;
        bool simulated = _options.PracticeForAll || IPAddress.IsLoopback(address);
        PhoneOrder? order = _options.Phones.GetValueOrDefault(mac);
        ConversionQuestion question = Question(mac, address, asked, shelf, simulated) with { Declared = order?.Model };
        ConversionDecision decision = ConversionDecision.Decide(question);
        ServerAddress server = new(local, _options.SccpPort ?? 2000, _options.SipPort ?? 5060);
        return PhoneAnswers.Answer(new FileQuestion(question.Phone, name, decision.Plan, server, simulated)
        {
            Pending = decision.Pending, Stays = decision.Stays, Settings = order?.Settings,
        }, shelf, Catalogue);
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
