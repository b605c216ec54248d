using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Phones.Stories;

namespace Ringback.Phones.Tests.Cases;

/// <summary>A phone's DHCP, folded: what it is, where it is, and what is wrong.</summary>
public sealed class AddressingTests
{
    private const string Class7940 = "Cisco Systems, Inc. IP Phone CP-7940G";

    private static readonly MacAddress Mac = MacAddress.Parse("000E84C060A6");
    private static readonly IPAddress Bench = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Given = IPAddress.Parse("192.0.2.40");
    private static readonly IPAddress Router = IPAddress.Parse("192.0.2.254");
    private static readonly FileServers Here = new([Bench], "192.0.2.1", Bench, "192.0.2.1");

    private readonly CaseBook _book = new(PhoneCatalogue.BuiltIn, Narrator.Tell);
    private DateTimeOffset _now = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    private PhoneCase Phone => _book.Find(Mac)!;

    private string Codes => string.Join(" ", Phone.Findings().Select(f => f.Code));

    [Fact]
    public void A_vendor_class_names_the_model()
    {
        Discover();
        Assert.Equal(("7940G", "7940-7960", BootStage.Addressing), (Phone.Model, Phone.Family, Phone.Stage));
    }

    [Fact]
    public void A_vendor_class_without_a_model_names_none()
    {
        Discover("Cisco Systems, Inc. IP Phone");
        Assert.Null(Phone.Model);
        Assert.Contains("does not say its model", Phone.Story[^1].Text);
    }

    [Fact]
    public void A_boot_with_questions_for_files_is_healthy()
    {
        for (int i = 0; i < 5; i++) Boot().Asks();
        Assert.Equal("", Codes);
        Assert.Equal(Given, Phone.Addressing.Lease?.Given);
    }

    [Fact]
    public void A_lease_tells_who_is_behind_an_address()
    {
        Boot();
        Add(new FileAsked
        {
            At = _now, Address = Given, Name = "OS79XX.TXT", Outcome = AskOutcome.NotHere, Because = "not here",
        });
        Assert.Equal(BootCode.Early, Phone.BootCode);
    }

    [Fact]
    public void A_phone_does_not_inherit_what_a_nameless_one_did_at_its_address()
    {
        Add(new FileAsked
        {
            At = _now, Address = Given, Name = "OS79XX.TXT", Outcome = AskOutcome.NotHere, Because = "not here",
        });
        Boot();
        Assert.Equal(BootCode.Unknown, Phone.BootCode);
    }

    [Fact]
    public void Two_leases_without_a_question_for_a_file_are_a_finding()
    {
        Boot();
        Assert.Equal("", Codes);
        Boot();
        Problem found = Assert.Single(Phone.Findings());
        Assert.Equal(ProblemCode.NoTftpRequestAfterLease, found.Code);
        Assert.Contains("twice", found.Message);
        Assert.Contains("option 150, 66 and the next server agree", found.Message);
        Assert.Equal(2, found.Evidence.Count);
        Assert.Contains(Phone.Story, l => l.Tone == StoryTone.Fault && l.Text.Contains(found.Code));
    }

    [Fact]
    public void A_request_that_is_repeated_is_one_lease()
    {
        Boot();
        Lease();
        Lease();
        Assert.Equal("", Codes);
    }

    [Fact]
    public void Renewals_are_no_starts()
    {
        Boot().Asks();
        for (int i = 0; i < 3; i++)
        {
            Ask(AddressAsk.Renew);
            Lease();
        }

        Assert.Equal("", Codes);
    }

    [Fact]
    public void Silence_after_a_lease_is_a_finding_that_ends_with_the_first_question()
    {
        Boot();
        Add(new SilenceNoticed { At = _now, Mac = Mac, LeasedAt = _now.AddMinutes(-1), Seconds = 60 });
        Assert.Equal(ProblemCode.NoTftpRequestAfterLease, Codes);
        Asks();
        Assert.Equal("", Codes);
    }

    [Fact]
    public void A_phone_that_does_not_ask_where_its_files_are_is_told_to_have_a_server_of_its_own()
    {
        for (int i = 0; i < 2; i++)
        {
            Ask(AddressAsk.Discover, wants: [1, 3, 6]);
            Answer(AddressAnswer.Offered);
            Ask(AddressAsk.Select, wants: [1, 3, 6]);
            Lease();
        }

        Assert.Contains("a server of its own in mind", Assert.Single(Phone.Findings()).Message);
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "")]
    [InlineData(3, ProblemCode.NoDhcpAnswer)]
    public void Offers_that_are_not_taken_do_not_reach_the_phone(int times, string codes)
    {
        for (int i = 0; i < times; i++)
        {
            Discover();
            Answer(AddressAnswer.Offered);
        }

        Assert.Equal(codes, Codes);
    }

    [Fact]
    public void Silence_of_ours_is_told_with_its_reason()
    {
        for (int i = 0; i < 3; i++)
        {
            Discover();
            Answer(AddressAnswer.Silence, "every address of the range is taken");
        }

        Assert.Contains("every address of the range is taken", Assert.Single(Phone.Findings()).Message);
    }

    [Fact]
    public void A_phone_that_takes_another_servers_offer_has_a_rival()
    {
        Discover();
        Answer(AddressAnswer.Offered);
        Ask(AddressAsk.Select, server: Router);
        Assert.Equal(ProblemCode.RivalDhcpServer, Codes);
        Boot();
        Assert.Equal("", Codes);
    }

    [Fact]
    public void What_a_rival_says_wrongly_is_a_finding_of_its_own()
    {
        Discover();
        Add(new RogueDhcpAnswered
        {
            At = _now, Mac = Mac, Server = Router, Answer = AddressAnswer.Leased, Given = Given,
            Faults = [new RogueDhcpFault(ProblemCode.Option150Malformed, "Option 150 is text.")],
            Consequence = "It asks 49.57.50.46.",
        });
        Ask(AddressAsk.Select, server: Router);
        Assert.Equal($"{ProblemCode.RivalDhcpServer} {ProblemCode.Option150Malformed}", Codes);
        Assert.Contains("49.57.50.46", Phone.Findings()[0].Message);
    }

    [Fact]
    public void A_phone_that_wants_another_address_than_it_was_offered_is_told()
    {
        Discover();
        Answer(AddressAnswer.Offered);
        Ask(AddressAsk.Select, wanted: IPAddress.Parse("192.0.2.99"));
        Answer(AddressAnswer.Refused, "it asked for an address that it was not offered", IPAddress.None);
        Assert.Equal(ProblemCode.OfferAndRequestDiffer, Codes);
    }

    [Fact]
    public void A_declined_address_is_told_until_the_phone_goes_on()
    {
        Boot();
        Ask(AddressAsk.Decline, wanted: Given);
        Assert.Equal(ProblemCode.AddressInUse, Codes);
        Boot().Asks();
        Assert.Equal("", Codes);
    }

    [Fact]
    public void A_phone_that_looks_for_another_server_has_one_set_by_hand()
    {
        Boot();
        Add(new NeighbourSought { At = _now, Address = Given, Mac = Mac, Sought = IPAddress.Parse("192.0.2.77") });
        Problem found = Assert.Single(Phone.Findings());
        Assert.Equal(ProblemCode.ManualTftpServer, found.Code);
        Assert.Contains("192.0.2.77", found.Message);
    }

    [Fact]
    public void What_a_phone_with_its_files_looks_for_is_its_own_affair()
    {
        Boot().Asks();
        Add(new NeighbourSought { At = _now, Address = Given, Mac = Mac, Sought = IPAddress.Parse("192.0.2.77") });
        Assert.Equal("", Codes);
    }

    [Fact]
    public void An_address_of_a_foreign_network_is_a_fixed_one()
    {
        Add(new NeighbourSought
        {
            At = _now, Address = IPAddress.Parse("10.9.8.7"), Mac = Mac, Sought = IPAddress.Parse("10.9.8.1"),
            IsForeign = true,
        });
        Assert.Equal(ProblemCode.StaticAddress, Codes);
    }

    [Fact]
    public void A_start_is_told_once_however_often_the_phone_asks()
    {
        Discover();
        Discover();
        Assert.Single(Phone.Story, l => l.Text.StartsWith("has started", StringComparison.Ordinal));
    }

    [Fact]
    public void A_running_transfer_ends_with_a_new_start()
    {
        Add(new TransferProgressed { At = _now, Mac = Mac, Address = Given, Name = "a", Bytes = 1, Length = 2 });
        Discover();
        Assert.Null(Phone.Transfer);
    }

    [Fact]
    public void Without_stories_the_belief_is_the_same()
    {
        CaseBook quiet = new(PhoneCatalogue.BuiltIn);
        List<PhoneEvent> events = [];
        _added = events.Add;
        Boot();
        Boot();
        foreach (PhoneEvent e in events) quiet.Apply(e);
        Assert.Equal(Codes, string.Join(" ", quiet.Find(Mac)!.Findings().Select(f => f.Code)));
    }

    private Action<PhoneEvent> _added = _ => { };

    private AddressingTests Boot()
    {
        Discover();
        Answer(AddressAnswer.Offered);
        Ask(AddressAsk.Select, wanted: Given);
        Lease();
        return this;
    }

    private void Discover(string vendorClass = Class7940) => Ask(AddressAsk.Discover, vendorClass: vendorClass);

    private void Lease() => Answer(AddressAnswer.Leased);

    private void Asks() => Add(new FileAsked
    {
        At = _now, Address = Given, Mac = Mac, Name = $"SEP{Mac}.cnf.xml", Outcome = AskOutcome.Served,
        Because = "it is here",
    });

    private void Ask(AddressAsk ask, IPAddress? wanted = null, IPAddress? server = null, string? vendorClass = null,
        IReadOnlyList<int>? wants = null) => Add(new AddressAsked
        {
            At = _now, Mac = Mac, Ask = ask, VendorClass = vendorClass ?? Class7940,
            Wants = wants ?? [1, 66, 6, 3, 15, 150, 35], Wanted = wanted, Server = server,
            IsForOther = server is not null && !server.Equals(Bench),
        });

    private void Answer(AddressAnswer answer, string because = "", IPAddress? given = null) => Add(new AddressAnswered
    {
        At = _now, Mac = Mac, Answer = answer, Because = because, Server = Bench, LeaseSeconds = 3600,
        Address = answer is AddressAnswer.Leased ? Given : null,
        Given = answer is AddressAnswer.Silence ? null : given ?? Given,
        Files = answer is AddressAnswer.Silence ? null : Here,
    });

    private void Add(PhoneEvent e)
    {
        _added(e);
        _book.Apply(e);
        _now = _now.AddSeconds(1);
    }
}
