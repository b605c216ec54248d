using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Stories;

namespace Ringback.Phones.Tests.Cases;

/// <summary>A phone with an address of a network that is not here, until it has given that up.</summary>
public sealed class ForeignAddressTests
{
    private static readonly MacAddress Mac = MacAddress.Parse("000E84C060A6");
    private static readonly IPAddress Own = IPAddress.Parse("10.9.8.7");
    private static readonly IPAddress Gateway = IPAddress.Parse("10.9.8.1");

    private readonly CaseBook _book = new(PhoneCatalogue.BuiltIn, Narrator.Tell);
    private DateTimeOffset _now = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    private PhoneCase Phone => _book.Find(Mac)!;

    private Problem Only => Assert.Single(Phone.Findings());

    [Fact]
    public void An_address_that_nobody_asked_for_may_be_either()
    {
        Seeks();
        Assert.Equal((ProblemCode.StaticAddress, ProblemSeverity.Error), (Only.Code, Only.Severity));
        Assert.Contains("or left from a lease", Only.Message);
        Assert.Contains("ringback rescue", Only.Advice);
        Assert.Contains($"ringback phone {Mac} --reset-help", Only.Advice);
    }

    [Fact]
    public void An_address_that_it_asked_for_in_vain_is_left_from_a_lease()
    {
        Asks(AddressAsk.Reboot, Own);
        Seeks();
        Assert.Equal(ProblemCode.StoredLease, Only.Code);
        Assert.Equal(ProblemConfidence.Certain, Only.Confidence);
        Assert.Contains("--dhcp auto", Only.Advice);
    }

    [Fact]
    public void The_question_for_the_lease_can_come_later_too()
    {
        Seeks();
        Asks(AddressAsk.Reboot, Own);
        Assert.Equal(ProblemCode.StoredLease, Only.Code);
    }

    [Fact]
    public void Asking_for_another_address_says_nothing_of_this_one()
    {
        Seeks();
        Asks(AddressAsk.Reboot, IPAddress.Parse("10.9.8.99"));
        Assert.Equal(ProblemCode.StaticAddress, Only.Code);
    }

    [Fact]
    public void A_phone_that_is_served_keeps_its_address_as_a_warning()
    {
        Seeks();
        Takes(Gateway);
        Fetches();
        Assert.Equal((ProblemCode.StaticAddress, ProblemSeverity.Warning), (Only.Code, Only.Severity));
        Assert.Contains("this computer is 10.9.8.1 for it", Only.Message);
        Assert.Contains(Phone.Story, l => l.Text.Contains("eth0 is 10.9.8.1 now", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_the_computer_has_the_addresses_anyhow_nothing_is_wrong()
    {
        Seeks();
        Fetches();
        Assert.Empty(Phone.Findings());
    }

    [Fact]
    public void What_is_given_back_is_ours_no_more()
    {
        Seeks();
        Takes(Gateway);
        Add(new AddressGivenBack
        {
            At = _now, Mac = Mac, Address = Own, Given = Gateway, Card = "eth0", Because = "Ringback ends",
        });
        Assert.Equal(ProblemSeverity.Error, Only.Severity);
    }

    [Fact]
    public void Asking_for_any_address_is_the_reset_that_was_waited_for()
    {
        Seeks();
        Takes(Gateway);
        Fetches();
        Asks(AddressAsk.Discover);
        Assert.Empty(Phone.Findings());
        Assert.Contains(Phone.Story, l => l.Text.Contains("settings are reset", StringComparison.Ordinal));
    }

    [Fact]
    public void A_phone_with_a_lease_of_its_own_that_starts_again_was_not_reset()
    {
        Asks(AddressAsk.Reboot, Own);
        Seeks();
        Asks(AddressAsk.Reboot, Own);
        Asks(AddressAsk.Discover);
        Assert.Equal(ProblemCode.StoredLease, Only.Code);
        Assert.DoesNotContain(Phone.Story, l => l.Text.Contains("settings are reset", StringComparison.Ordinal));
    }

    [Fact]
    public void An_address_that_is_not_taken_is_told_with_the_reason()
    {
        Add(new AddressNotTaken
        {
            At = _now, Mac = Mac, Address = Own, Sought = Gateway, Owner = MacAddress.Parse("02005E001042"),
            Because = "02005E001042 has 10.9.8.1 on this network",
        });
        Assert.Contains("02005E001042 has 10.9.8.1", Phone.Story[^1].Text);
        Assert.Equal(StoryTone.Fault, Phone.Story[^1].Tone);
    }

    private void Seeks() => Add(new NeighbourSought
    {
        At = _now, Address = Own, Mac = Mac, Sought = Gateway, IsForeign = true,
    });

    private void Takes(IPAddress address) =>
        Add(new AddressTaken { At = _now, Mac = Mac, Address = Own, Taken = address, Card = "eth0" });

    private void Fetches() => Add(new FileAsked
    {
        At = _now, Address = Own, Mac = Mac, Name = $"CTLSEP{Mac}.tlv", Outcome = AskOutcome.NotHere,
        Because = "not here",
    });

    private void Asks(AddressAsk ask, IPAddress? wanted = null) =>
        Add(new AddressAsked { At = _now, Mac = Mac, Ask = ask, Wanted = wanted });

    private void Add(PhoneEvent e)
    {
        _now += TimeSpan.FromSeconds(4);
        _book.Apply(e with { At = _now });
    }
}
