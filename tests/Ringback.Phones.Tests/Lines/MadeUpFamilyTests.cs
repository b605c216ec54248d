using System.Net;
using System.Text;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Answers;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Phones.Tests.Answers;
using Ringback.Phones.Tests.Lines.MadeUp;

namespace Ringback.Phones.Tests.Lines;

/// <summary>A family more is a folder with its line and its data, and no other place knows of it.</summary>
public sealed class MadeUpFamilyTests
{
    private const string Old = "MADEUP-1.2.3";
    private const string New = "MADEUP-1.10.0";

    private static readonly PhoneCatalogue Catalogue = PhoneCatalogue.BuiltIn.With(new MadeUpLine());
    private static readonly ServerAddress Server = new(IPAddress.Parse("192.0.2.1"), 12000, 15060);
    private static readonly MacAddress Mac = MacAddress.Parse("000E84C060A6");

    private readonly MemoryShelf _shelf = new MemoryShelf().Library((New + ".bin", "an image"u8.ToArray()));

    private static PhoneModel Model => Catalogue.Find("CP-4711")!;

    private FirmwarePackage[] Packages =>
    [
        new FirmwarePackage
        {
            Load = New,
            Family = "made-up",
            Protocol = PhoneProtocol.Sccp,
            Files = [new PackageFile(New + ".bin", "the image", _shelf.Find(New + ".bin")!.Identity)],
            Problems = [],
        },
    ];

    [Fact]
    public void It_is_known_by_what_it_says_and_asks_for()
    {
        Assert.Equal("4711", Catalogue.ReadDhcpClass("Cisco Systems, Inc. IP Phone CP-4711").Model?.Model);
        Assert.Equal("4711", Catalogue.FindByDeviceType(54711)?.Model);
        RequestedFile asked = RequestedFile.Recognise(New + ".bin", Catalogue.Firmware);
        Assert.Equal((RequestedKind.WholeImage, "made-up", New), (asked.Kind, asked.Family, asked.LoadText));
    }

    [Fact]
    public void Its_loads_are_ordered_by_their_numbers()
    {
        Assert.True(Load.TryParse(Old, out Load? older, Catalogue.Firmware));
        Assert.True(Load.TryParse(New, out Load? newer, Catalogue.Firmware));
        Assert.True(newer > older);
        Assert.Equal((PhoneProtocol.Sccp, "made-up"), (newer.Protocol, newer.Family.Name));
    }

    [Fact]
    public void The_program_itself_knows_nothing_of_it()
    {
        Assert.Null(PhoneCatalogue.BuiltIn.Find("CP-4711"));
        Assert.False(Load.TryParse(New, out _));
        Assert.Equal(RequestedKind.Other, RequestedFile.Recognise(New + ".bin").Kind);
    }

    [Fact]
    public void Its_way_is_planned()
    {
        Assert.True(Goal.TryParse("sccp", out Goal? goal));
        RouteOutcome outcome =
            RouteChoice.Plan(new RouteQuestion(Model, RoutePoint.Unknown, goal, Packages, Catalogue));
        Route route = Assert.IsType<Route>(outcome);
        Assert.Equal(New, Assert.Single(route.Steps).Load);
        Assert.Empty(route.Missing);
    }

    [Fact]
    public void It_is_led_until_it_registers_with_the_load()
    {
        PhoneCase phone = new() { Mac = Mac, Address = IPAddress.Parse("192.0.2.40") };
        Assert.True(Goal.TryParse(New, out Goal? goal, Catalogue.Firmware));
        RequestedFile asked = RequestedFile.Recognise("XMLDefault.cnf.xml", Catalogue.Firmware);
        ConversionDecision decision = ConversionDecision.Decide(
            new ConversionQuestion(phone, asked, goal, Model, Packages, Catalogue, IsSimulated: false));
        ConversionPlan plan = Assert.IsType<ConversionPlan>(decision.Plan);
        phone = phone.Apply(Assert.IsType<ConversionStarted>(decision.Event), Catalogue);

        Serve file = Assert.IsType<Serve>(Ask(phone, "XMLDefault.cnf.xml", plan));
        Assert.Equal(New, file.NamesLoad);
        string text = Encoding.ASCII.GetString(Assert.IsType<MadeContent>(file.Content).Bytes.Span);
        Assert.Contains($"<loadInformation54711>{New}</loadInformation54711>", text);
        Assert.IsType<StoredContent>(Assert.IsType<Serve>(Ask(phone, New + ".bin", plan)).Content);
        Assert.IsType<NotHere>(Ask(phone, Old + ".bin", plan));

        PhoneRegistered registered = new()
        {
            At = default, Mac = Mac, Via = ProofKind.SccpRegister, DeviceName = "SEP" + Mac, Load = New, Model = "4711",
        };
        phone = phone.Apply(registered, Catalogue);
        PhoneEvent proof = Assert.Single(ConversionWatch.Conclude(phone, registered, Catalogue.Firmware));
        Assert.Equal(New, Assert.IsType<ConversionProved>(proof).Target);
    }

    private FileAnswer Ask(PhoneCase phone, string name, ConversionPlan plan) =>
        PhoneAnswers.Answer(new FileQuestion(phone, name, plan, Server, false), _shelf, Catalogue);
}
