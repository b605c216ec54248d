using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp;

namespace Ringback.Workbench.Tests.Dhcp;

/// <summary>What is known of an address, when somebody is asked for it, and when a client's waiting ends.</summary>
public sealed class AddressVettingTests
{
    private static readonly HardwareAddress Client = Mac(1);
    private static readonly HardwareAddress Stranger = Mac(9);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan VettedFor = TimeSpan.FromMinutes(1);

    private readonly List<Ipv4Address> _asked = [];
    private readonly AddressVetting _vetting = new(new DhcpServiceOptions
    {
        Server = new DhcpServerOptions(), Links = [], VettedAddresses = 8, ProbePatience = Patience,
        VettedFor = VettedFor,
    });

    private TimeSpan _now = TimeSpan.FromSeconds(100);

    [Fact]
    public void A_vetted_address_is_known_free_at_once()
    {
        Refresh(10, 11);
        After(Patience);

        Assert.Equal("free", Know(10));
        Assert.Equal([Host(10), Host(11)], _asked);
        Assert.Null(_vetting.Deadline);
    }

    [Fact]
    public void An_address_that_nobody_asked_for_is_asked_for_and_waited_for()
    {
        Assert.Equal("waits", Know(10));
        Assert.Equal([Host(10)], _asked);
        Assert.Equal(_now + Patience, _vetting.Deadline);

        Assert.Equal("", After(Patience - TimeSpan.FromTicks(1)).End());
        Assert.Equal("10 free", After(TimeSpan.FromTicks(1)).End());
        Assert.Equal("", End());
        Assert.Null(_vetting.Deadline);
        Assert.Equal("free", Know(10));
        Assert.Single(_asked);
    }

    [Fact]
    public void One_that_was_asked_for_just_now_is_waited_for_without_asking_again()
    {
        Refresh(10);
        After(Patience / 2);

        Assert.Equal("waits", Know(10));
        Assert.Single(_asked);
        Assert.Equal("10 free", After(Patience).End());
    }

    [Fact]
    public void Waiting_ends_when_the_question_is_old_enough_even_behind_younger_ones()
    {
        Refresh(10);
        After(Patience / 2).Know(11);
        Know(10);

        Assert.Equal("10 free", After(Patience / 2).End());
        Assert.Equal("", End());
        Assert.Equal("11 free", After(Patience / 2).End());
    }

    [Fact]
    public void What_was_free_stays_known_while_it_is_asked_for_again()
    {
        Refresh(10);
        After(VettedFor / 2).Refresh(10);

        Assert.Equal(2, _asked.Count);
        Assert.Equal("free", Know(10));
        Hear(10, Stranger);
        Assert.Equal("used", Know(10));
    }

    [Fact]
    public void An_answer_of_somebody_else_ends_the_waiting_at_once()
    {
        Know(10);
        Hear(10, Stranger);

        Assert.Equal("10 used", End());
        Assert.Equal("used", Know(10));
    }

    [Fact]
    public void An_answer_of_the_client_itself_says_that_the_address_is_free_for_it()
    {
        Know(10);
        Hear(10, Client);

        Assert.Equal("10 free", End());
        Assert.Equal("free", Know(10));
        Assert.Equal("used", Know(10, Mac(2)));
    }

    [Fact]
    public void Who_answers_without_a_MAC_is_somebody_else()
    {
        Hear(10, default);

        Assert.Equal("used", Know(10));
    }

    [Fact]
    public void Whoever_was_heard_last_has_the_address()
    {
        Hear(10, Stranger);
        Hear(10, Client);
        Assert.Equal("free", Know(10));

        Hear(10, Stranger);
        Assert.Equal("used", Know(10));
    }

    [Fact]
    public void What_was_seen_is_asked_for_anew_after_a_while()
    {
        Hear(10, Stranger);
        Assert.Equal("used", After(VettedFor - TimeSpan.FromTicks(1)).Know(10));
        Assert.Empty(_asked);

        Assert.Equal("waits", After(TimeSpan.FromTicks(1)).Know(10));
        Assert.Single(_asked);
        Assert.Equal("10 free", After(Patience).End());
    }

    [Fact]
    public void What_was_asked_for_is_asked_for_anew_after_a_while()
    {
        Refresh(10);
        Assert.Equal("free", After(VettedFor - TimeSpan.FromTicks(1)).Know(10));
        Assert.Equal("waits", After(TimeSpan.FromTicks(1)).Know(10));
        Assert.Equal([Host(10), Host(10)], _asked);
    }

    [Fact]
    public void Clients_end_in_the_order_in_which_they_began()
    {
        Know(10);
        After(Patience / 4).Know(11);
        After(Patience / 4).Know(12);

        Assert.Equal("10 free", After(Patience / 2).End());
        Assert.Equal("", End());
        Assert.Equal("11 free", After(Patience).End());
        Assert.Equal("12 free", End());
        Assert.Equal("", End());
    }

    [Fact]
    public void A_door_comes_back_with_its_client()
    {
        Assert.False(_vetting.TryKnow(new DhcpProbe(Host(10), Client), 3, _now, _asked.Add, out _));
        After(Patience);

        Assert.True(_vetting.TryEnd(_now, out Ipv4Address address, out int link, out bool inUse));
        Assert.Equal((Host(10), 3, false), (address, link, inUse));
    }

    [Fact]
    public void Addresses_that_come_next_are_asked_for_again_before_they_are_too_old()
    {
        Refresh(10, 11);
        Refresh(10, 11, 12);
        Assert.Equal([Host(10), Host(11), Host(12)], _asked);

        After(VettedFor / 2).Refresh(10, 11, 12);
        Assert.Equal(6, _asked.Count);
    }

    [Fact]
    public void Asking_anew_does_not_forget_who_was_seen()
    {
        Hear(10, Stranger);
        After(VettedFor / 2).Refresh(10);

        Assert.Equal("used", After(Patience).Know(10));
    }

    [Fact]
    public void The_next_look_ahead_comes_after_a_quarter_of_the_time_or_when_a_quarter_is_used_up()
    {
        _vetting.Refreshed(_now);
        Assert.Equal(_now + (VettedFor / 4), _vetting.RefreshAt);
        _vetting.Use();
        Assert.Equal(_now + (VettedFor / 4), _vetting.RefreshAt);
        _vetting.Use();
        Assert.Equal(TimeSpan.Zero, _vetting.RefreshAt);

        _vetting.Refreshed(_now);
        _vetting.Use();
        Assert.Equal(_now + (VettedFor / 4), _vetting.RefreshAt);
    }

    [Fact]
    public void Addresses_that_are_not_given_are_not_remembered()
    {
        Assert.True(_vetting.Hear(Host(10), Stranger));
        _vetting.Listen(_now, _ => false);

        Assert.Equal("waits", Know(10));
    }

    [Fact]
    public void A_flood_of_what_is_heard_is_cut_off_and_later_ones_are_heard_again()
    {
        for (int i = 0; i < AddressVetting.Most; i++) Assert.True(_vetting.Hear(Host(10), Stranger));
        Assert.False(_vetting.Hear(Host(11), Stranger));
        Assert.False(_vetting.Hear(Host(11), Stranger));

        _vetting.Listen(_now, _ => true);
        Assert.Equal("waits", Know(11));
        Assert.True(_vetting.Hear(Host(11), Stranger));
        _vetting.Listen(_now, _ => true);
        Assert.Equal("used", Know(11));
    }

    [Fact]
    public void More_addresses_than_a_16_has_are_not_remembered_until_the_old_ones_are_forgotten()
    {
        for (uint i = 0; i < AddressVetting.Most; i++)
        {
            _vetting.Hear(new Ipv4Address((10u << 24) + i), Stranger);
            if (i % 1000 == 0) _vetting.Listen(_now, _ => true);
        }

        _vetting.Listen(_now, _ => true);
        Ipv4Address late = new((11u << 24) + 7);
        Assert.True(_vetting.Hear(late, Stranger));
        _vetting.Listen(_now, _ => true);

        // Not remembered, but the ones before are.
        Assert.True(_vetting.TryKnow(new DhcpProbe(new Ipv4Address(10u << 24), Client), 0, _now, _asked.Add,
            out bool inUse));
        Assert.True(inUse);
        Assert.False(_vetting.TryKnow(new DhcpProbe(late, Client), 0, _now, _asked.Add, out _));

        After(VettedFor).Refresh();
        _vetting.Hear(Host(10), Stranger);
        _vetting.Listen(_now, _ => true);
        Assert.Equal("used", Know(10));
    }

    private static Ipv4Address Host(int number) => new((192u << 24) + (168u << 16) + (uint)number);

    private static HardwareAddress Mac(byte number) => HardwareAddress.From(1, [2, 0, 0, 0, 0, number]);

    private AddressVettingTests After(TimeSpan time)
    {
        _now += time;
        return this;
    }

    private void Refresh(params int[] hosts) => _vetting.Refresh(hosts.Select(Host), _now, _asked.Add);

    private void Hear(int host, HardwareAddress hardware)
    {
        Assert.True(_vetting.Hear(Host(host), hardware));
        _vetting.Listen(_now, _ => true);
    }

    private string Know(int host, HardwareAddress? client = null)
    {
        bool isKnown = _vetting.TryKnow(
            new DhcpProbe(Host(host), client ?? Client), 0, _now, _asked.Add, out bool inUse);
        return !isKnown ? "waits" : inUse ? "used" : "free";
    }

    private string End() => _vetting.TryEnd(_now, out Ipv4Address address, out _, out bool inUse)
        ? $"{address.Bits & 255} {(inUse ? "used" : "free")}"
        : "";
}
