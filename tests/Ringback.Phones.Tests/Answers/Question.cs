using System.Net;
using System.Text;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Answers;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Phones.Lines;
using Ringback.Phones.Tests.Cases;

namespace Ringback.Phones.Tests.Answers;

/// <summary>A phone's question to a shelf, in the few words that a test wants to say.</summary>
internal sealed record Question(MemoryShelf Shelf)
{
    internal static readonly ServerAddress Server = new(IPAddress.Parse("192.0.2.1"), 12000, 15060);

    internal PhoneCase Phone { get; init; } = new()
    {
        Mac = Story.Mac, Address = Story.Phone, Family = "7940-7960",
    };

    internal string? Goal { get; init; }

    internal bool IsSimulated { get; init; }

    internal PhoneCatalogue Catalogue { get; init; } = PhoneCatalogue.BuiltIn;

    internal Question As(BootCode bootCode) =>
        this with { Phone = Phone with { Shown = new Beliefs { BootCode = bootCode } } };

    internal FileAnswer Ask(string name) => PhoneAnswers.Answer(
        new FileQuestion(Phone, name, Plan(name), Server, IsSimulated), Shelf, Catalogue);

    internal Serve Get(string name) => Assert.IsType<Serve>(Ask(name));

    /// <summary>The text that the phone gets, one character to a byte.</summary>
    internal string Text(string name) => Encoding.Latin1.GetString(Bytes(Get(name)));

    internal byte[] Bytes(Serve serve) => serve.Content switch
    {
        MadeContent made => made.Bytes.ToArray(),
        StoredContent stored => Shelf.Read(stored.File)!.Value.Span[stored.Offset..].ToArray(),
        _ => throw new InvalidOperationException("There is no other content."),
    };

    internal T Note<T>(string name)
        where T : PhoneEvent => Assert.IsType<T>(Assert.Single(Ask(name).Notes));

    private ConversionPlan? Plan(string name)
    {
        if (!Ringback.Catalogue.Loads.Goal.TryParse(Goal, out Goal? goal)) return null;
        RequestedFile asked = RequestedFile.Recognise(name);
        PhoneFacts facts = PhoneFacts.Of(Phone, asked, Catalogue);
        return Assert.IsType<ConversionPlan>(
            ConversionPlanner.Plan(facts, goal, Shelf.Packages, Catalogue, IsSimulated, asked.Kind));
    }
}
