using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Stories;

namespace Ringback.Phones.Tests.Cases;

/// <summary>
/// That another machine took a phone's configuration is said when it is certain, and of no phone that moved, got
/// another address, or sits behind somebody who translates addresses.
/// </summary>
public sealed class ConfigurationTakesTests
{
    private const string Own = "SEP000E84C060A6.cnf.xml";

    private static readonly IPAddress Elsewhere = IPAddress.Parse("192.0.2.66");
    private static readonly MacAddress Computer = MacAddress.Parse("02005E001042");

    private readonly CaseBook _book = new(PhoneCatalogue.BuiltIn, Narrator.Tell);
    private DateTimeOffset _now = Story.Begin;

    [Fact]
    public void A_phone_that_takes_its_own_file_is_well()
    {
        Asks(Own, Story.Phone, Story.Mac);
        Asks(Own, Story.Phone, Story.Mac);

        Assert.Empty(Phone.Findings());
    }

    [Fact]
    public void Another_machine_that_takes_it_while_the_phone_is_seen_elsewhere_is_told()
    {
        Asks(Own, Story.Phone, Story.Mac);
        After(3).Asks(Own, Elsewhere, Computer);

        Problem finding = Assert.Single(Phone.Findings());
        Assert.Equal((ProblemCode.ConfigTakenByAnother, ProblemConfidence.Certain), (finding.Code, finding.Confidence));
        Assert.Contains("192.0.2.66 with the MAC 02005E001042", finding.Message, StringComparison.Ordinal);
        Assert.Contains(Phone.Story, line => line.Text.Contains("config-taken-by-another", StringComparison.Ordinal));
    }

    [Fact]
    public void What_another_machine_does_in_its_name_changes_nothing_else_of_the_phone()
    {
        Asks(Own, Story.Phone, Story.Mac);
        Registers(Story.Phone);
        PhoneCase before = Phone;
        After(1).Asks(Own, Elsewhere, Computer);
        Ends(Own, Elsewhere);

        Assert.Equal((before.Address, before.Stage, before.LastSeen), (Phone.Address, Phone.Stage, Phone.LastSeen));
        Assert.Null(_book.Find(Elsewhere)?.Mac);
    }

    [Fact]
    public void Another_phone_that_takes_it_is_told_for_phones_translate_for_nobody()
    {
        MacAddress other = MacAddress.Parse("000E84000002");
        Asks("SEP000E84000002.cnf.xml", Elsewhere, other, other);
        Asks(Own, Story.Phone, Story.Mac);
        After(3600).Asks(Own, Elsewhere, other);

        Assert.Equal([ProblemCode.ConfigTakenByAnother], Phone.Findings().Select(f => f.Code));
    }

    [Fact]
    public void A_phone_that_prolongs_its_lease_where_it_was_cannot_have_been_the_one_that_asked_elsewhere()
    {
        Asks(Own, Story.Phone, Story.Mac);
        After(3600).Asks(Own, Elsewhere, Computer);
        Assert.Empty(Phone.Findings());

        After(3600).Says(AddressAsk.Renew, Story.Phone);
        Assert.Equal([ProblemCode.ConfigTakenByAnother], Phone.Findings().Select(f => f.Code));
    }

    [Fact]
    public void A_phone_that_moved_behind_a_router_that_translates_and_back_is_well()
    {
        Asks(Own, Story.Phone, Story.Mac);
        After(3600).Asks(Own, Elsewhere, Computer);
        After(3600).Says(AddressAsk.Reboot, null);
        Says(AddressAsk.Renew, Story.Phone);
        Asks(Own, Story.Phone, Story.Mac);

        Assert.Empty(Phone.Findings());
    }

    [Fact]
    public void Twenty_phones_behind_one_address_are_well()
    {
        for (int boot = 0; boot < 3; boot++)
        {
            for (int i = 1; i <= 20; i++)
            {
                MacAddress mac = new(0x000E84000000UL + (ulong)i);
                Asks("XMLDefault.cnf.xml", Elsewhere, sitter: null, mac: Computer);
                Asks($"SEP{mac}.cnf.xml", Elsewhere, Computer, mac);
                Registers(Elsewhere, mac);
            }
        }

        Assert.All(_book.All, phone => Assert.Empty(phone.Findings()));
    }

    [Fact]
    public void A_phone_that_starts_with_another_address_is_well()
    {
        Asks(Own, Story.Phone, Story.Mac);
        Registers(Story.Phone);
        After(2).Says(AddressAsk.Discover, null);
        Asks(Own, Elsewhere, Story.Mac);

        Assert.Empty(Phone.Findings());
    }

    [Fact]
    public void A_phone_that_has_the_address_that_a_computer_had_before_is_well()
    {
        // The computer fetched something there, and the kernel still had it for the phone's first question.
        Asks("readme.txt", Elsewhere, sitter: null, mac: Computer);
        After(60).Asks(Own, Elsewhere, Computer);
        After(1).Asks(Own, Elsewhere, Story.Mac);
        Says(AddressAsk.Renew, Elsewhere);

        Assert.Empty(Phone.Findings());
    }

    [Fact]
    public void Where_nobody_knows_who_sits_nothing_is_said()
    {
        Asks(Own, Story.Phone, sitter: null);
        After(1).Asks(Own, Elsewhere, sitter: null);
        Registers(Story.Phone);

        Assert.Empty(Phone.Findings());
    }

    [Theory]
    [InlineData("CTLSEP000E84C060A6.tlv", AskOutcome.Served)]
    [InlineData(Own, AskOutcome.NotHere)]
    [InlineData(Own, AskOutcome.Refused)]
    public void What_holds_no_secret_or_was_not_given_is_no_finding(string name, AskOutcome outcome)
    {
        Asks(Own, Story.Phone, Story.Mac);
        After(1).Asks(name, Elsewhere, Computer, outcome: outcome);

        Assert.Empty(Phone.Findings());
    }

    private PhoneCase Phone => _book.Find(Story.Mac)!;

    private ConfigurationTakesTests After(double seconds)
    {
        _now = _now.AddSeconds(seconds);
        return this;
    }

    private void Asks(string name, IPAddress from, MacAddress? sitter, MacAddress? mac = null,
        AskOutcome outcome = AskOutcome.Served) => _book.Apply(new FileAsked
    {
        At = _now, Address = from, Mac = mac ?? Story.Mac, Name = name, Outcome = outcome, Sitter = sitter,
        Because = "it is a test",
    });

    private void Ends(string name, IPAddress from) => _book.Apply(new TransferEnded
    {
        At = _now, Address = from, Mac = Story.Mac, Name = name, Outcome = TransferOutcome.Delivered, Bytes = 9,
        Length = 9, Blocks = 1, Retransmissions = 0, Seconds = 0.1,
    });

    private void Registers(IPAddress from, MacAddress? mac = null) => _book.Apply(new PhoneRegistered
    {
        At = _now, Address = from, Mac = mac ?? Story.Mac, Via = ProofKind.SccpRegister, DeviceName = "SEP",
    });

    private void Says(AddressAsk ask, IPAddress? from) => _book.Apply(new AddressAsked
    {
        At = _now, Address = from, Mac = Story.Mac, Ask = ask,
    });
}
