using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Phones.Tests.Cases;

/// <summary>What a phone's words on its cable say about the network that it believes to be in.</summary>
public sealed class NetworkReadingTests
{
    private static readonly MacAddress Mac = MacAddress.Parse("000E84C060A6");
    private static readonly IPAddress Own = IPAddress.Parse("10.9.8.7"), Gateway = IPAddress.Parse("10.9.8.1");
    private static readonly IPAddress Tftp = IPAddress.Parse("172.16.5.5");

    private PhoneCase _phone = new() { Mac = Mac };
    private DateTimeOffset _now = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    private NetworkBeliefs Beliefs => NetworkReading.Of(_phone, PhoneCatalogue.BuiltIn);

    [Fact]
    public void Its_announcement_names_model_load_and_address()
    {
        Add(Announced());
        NetworkBeliefs read = Beliefs;
        Assert.Equal(("7960", "P0030702T023", PhoneProtocol.Sccp),
            (read.Model!.Value, read.Load!.Value, read.Protocol!.Value));
        Assert.Equal((Own, ProblemConfidence.Certain), (read.Address!.Value, read.Address.Confidence));
        Assert.Equal("it announces it by CDP", read.Load.Because);
        Assert.Equal(("7940-7960", LoadEvidence.Stated), (_phone.Family, _phone.LoadEvidence));
    }

    [Fact]
    public void An_announcement_begins_no_step_of_a_conversion_and_a_version_that_is_no_load_is_none()
    {
        Add(Announced() with { Load = "TERM70_LOAD", Platform = "Cisco IP Phone 7970" });
        Assert.Equal(("7970G", null), (_phone.Model, _phone.Load));
        Add(Announced());
        Assert.Null(_phone.ExpectedLoad);
    }

    [Fact]
    public void A_static_phone_looks_for_its_router_and_never_asks_for_an_address()
    {
        Add(Claimed(AddressClaim.Announcement));
        Add(Sought(Gateway));
        NetworkBeliefs read = Beliefs;
        Assert.Equal((AddressOrigin.Static, ProblemConfidence.Likely),
            (read.AddressedBy!.Value, read.AddressedBy.Confidence));
        Assert.Equal((Gateway, ProblemConfidence.Likely), (read.Gateway!.Value, read.Gateway.Confidence));
        Assert.Equal(24, read.PrefixLength!.Value);
        Assert.Empty(read.Others);
    }

    [Fact]
    public void A_phone_that_was_not_heard_from_its_start_on_may_have_a_lease()
    {
        Add(Claimed(AddressClaim.Use));
        Assert.Equal((AddressOrigin.Static, ProblemConfidence.Possible),
            (Beliefs.AddressedBy!.Value, Beliefs.AddressedBy.Confidence));
    }

    [Fact]
    public void A_phone_with_a_kept_lease_is_no_static_one()
    {
        Add(new AddressAsked { At = _now, Mac = Mac, Ask = AddressAsk.Reboot, Wanted = Own });
        foreach (int seconds in (int[])[4, 8, 16, 32])
        {
            _now = _now.AddSeconds(seconds);
            Add(new AddressAsked { At = _now, Mac = Mac, Ask = AddressAsk.Reboot, Wanted = Own });
        }

        Add(new AddressAsked { At = _now.AddSeconds(4), Mac = Mac, Ask = AddressAsk.Discover });
        Assert.Null(_phone.Network!.Claim);
        Add(Claimed(AddressClaim.Announcement));
        NetworkBeliefs read = Beliefs;
        Assert.Equal((AddressOrigin.KeptLease, ProblemConfidence.Certain),
            (read.AddressedBy!.Value, read.AddressedBy.Confidence));
    }

    [Fact]
    public void A_lease_from_here_ends_the_kept_one()
    {
        Add(new AddressAsked { At = _now, Mac = Mac, Ask = AddressAsk.Reboot, Wanted = Own });
        Add(new AddressAnswered { At = _now, Mac = Mac, Address = Own, Answer = AddressAnswer.Leased, Given = Own });
        Add(Claimed(AddressClaim.Use));
        Assert.Equal(AddressOrigin.Leased, Beliefs.AddressedBy!.Value);
    }

    [Fact]
    public void Whom_its_frames_for_far_servers_go_to_is_its_router()
    {
        Add(Claimed(AddressClaim.Use));
        Add(Sought(IPAddress.Parse("10.9.8.77")));
        Add(Sought(IPAddress.Parse("10.9.8.40")));
        Add(new ServerTried
        {
            At = _now, Address = Own, Mac = Mac, Server = Tftp, Port = 69, Role = ServerRole.Tftp,
            Through = IPAddress.Parse("10.9.8.40"),
        });
        NetworkBeliefs read = Beliefs;
        Assert.Equal((IPAddress.Parse("10.9.8.40"), ProblemConfidence.Certain),
            (read.Gateway!.Value, read.Gateway.Confidence));
        Assert.Equal(Tftp, Assert.Single(read.TftpServers).Value);
        Assert.Contains("no answer was seen", read.TftpServers[0].Because, StringComparison.Ordinal);
        Assert.Equal(IPAddress.Parse("10.9.8.77"), Assert.Single(read.Others).Value);
    }

    [Fact]
    public void A_wide_mask_shows_by_what_it_looks_for()
    {
        Add(Claimed(AddressClaim.Use));
        Add(Sought(IPAddress.Parse("10.9.200.1")));
        Assert.Equal((16, ProblemConfidence.Likely), (Beliefs.PrefixLength!.Value, Beliefs.PrefixLength.Confidence));
    }

    [Fact]
    public void Call_servers_are_those_that_it_speaks_to()
    {
        Add(Claimed(AddressClaim.Use));
        Add(new ServerTried
        {
            At = _now, Address = Own, Mac = Mac, Server = Tftp, Port = 2427, Role = ServerRole.Mgcp, Vlan = 110,
        });
        NetworkBeliefs read = Beliefs;
        Assert.Equal((Tftp, PhoneProtocol.Mgcp, 110),
            (Assert.Single(read.CallServers).Value, read.Protocol!.Value, read.Vlan!.Value));
    }

    [Fact]
    public void What_is_kept_is_bounded_and_the_first_is_not_lost()
    {
        for (int i = 0; i < 300; i++) Add(Sought(new IPAddress([10, 9, 8, (byte)i])));
        Assert.Equal(PhoneNetwork.MostKept, _phone.Network!.Sought.Count);
        Assert.Equal(IPAddress.Parse("10.9.8.0"), _phone.Network.Sought[0].Address);
    }

    private PhoneAnnounced Announced() => new()
    {
        At = _now, Mac = Mac, Address = Own, Via = AnnouncedBy.Cdp, DeviceName = "SEP000E84C060A6",
        Platform = "Cisco IP Phone 7960", Load = "P0030702T023",
    };

    private AddressClaimed Claimed(AddressClaim how) =>
        new() { At = _now, Mac = Mac, Address = Own, Claimed = Own, How = how };

    private NeighbourSought Sought(IPAddress address) =>
        new() { At = _now, Mac = Mac, Address = Own, Sought = address };

    private void Add(PhoneEvent e) => _phone = _phone.Apply(e, PhoneCatalogue.BuiltIn);
}
