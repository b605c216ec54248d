using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Answers;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Findings;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Tests.Bench;

namespace Ringback.Workbench.Tests.Desk;

/// <summary>Who gathers the files of phones that are elsewhere has to wait; whole shelves of phones have not.</summary>
public sealed class ConfigurationBrakeTests : IDisposable
{
    private static readonly IPAddress Local = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Gatherer = IPAddress.Parse("192.0.2.250");
    private static readonly MacAddress Computer = MacAddress.Parse("02005E001042");

    private readonly PracticeBench _bench = new();
    private readonly Dictionary<IPAddress, MacAddress> _table = [];
    private readonly ChannelReader<Recorded> _events;
    private readonly List<AbuseNoticed> _told = [];
    private readonly CaseDesk _desk;

    public ConfigurationBrakeTests()
    {
        NeighbourTable neighbours = new(_bench.Clock, () => _table);
        _desk = new CaseDesk(_bench.Options(null).Desk, _bench.Shelf(_bench.Clock), _bench.Journal, _bench.Clock,
            NullLogger.Instance, neighbours: neighbours);
        _events = _desk.Watch();
        for (int i = 0; i < 200; i++) File.WriteAllText(_bench.Scratch[$"root/{Name(i)}"], "<device></device>");
    }

    private List<AbuseNoticed> Told
    {
        get
        {
            while (_events.TryRead(out Recorded? recorded))
            {
                if (recorded.Event is AbuseNoticed abuse) _told.Add(abuse);
            }

            return _told;
        }
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Who_gathers_the_files_of_phones_that_are_elsewhere_gets_some_and_then_waits()
    {
        Shelf(200);
        _table[Gatherer] = Computer;

        Assert.Equal(ConfigurationBrake.Burst, Enumerable.Range(0, 200).Count(i => Asks(i, Gatherer)));
        Assert.Equal(ProblemCode.ConfigsGathered, Assert.Single(Told).Code);
        Assert.Equal(Gatherer, Told[0].By);

        _bench.Clock.Advance(ConfigurationBrake.Refill);
        Assert.True(Asks(150, Gatherer));
        Assert.False(Asks(151, Gatherer));
        Assert.Single(Told);
    }

    [Fact]
    public void While_somebody_gathers_every_phone_gets_its_own()
    {
        Shelf(200);
        _table[Gatherer] = Computer;
        for (int i = 0; i < 200; i++) Asks(i, Gatherer);

        Assert.All(Enumerable.Range(0, 200), i => Assert.True(Asks(i, Home(i))));
    }

    [Fact]
    public void What_somebody_has_he_may_have_again()
    {
        Shelf(200);
        _table[Gatherer] = Computer;
        for (int i = 0; i < 200; i++) Asks(i, Gatherer);

        Assert.True(Asks(0, Gatherer));
    }

    [Fact]
    public void Two_hundred_phones_behind_one_address_are_served_whoever_sits_there()
    {
        _table[Gatherer] = Computer;
        for (int boot = 0; boot < 3; boot++)
            Assert.All(Enumerable.Range(0, 200), i => Assert.True(Asks(i, Gatherer)));

        Assert.Empty(Told);
    }

    [Fact]
    public void Two_hundred_phones_that_all_get_other_addresses_are_served()
    {
        Shelf(200);
        _table.Clear();
        for (int i = 0; i < 200; i++) _table[Home(199 - i)] = Mac(i);
        _bench.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.All(Enumerable.Range(0, 200), i => Assert.True(Asks(i, Home(199 - i))));
        Assert.Empty(Told);
        Assert.All(_desk.Cases, phone => Assert.Empty(Found(phone)));
    }

    [Fact]
    public void A_storm_on_this_computer_is_served()
    {
        Shelf(200);

        Assert.All(Enumerable.Range(0, 200), i => Assert.True(Asks(i, IPAddress.Loopback)));
        Assert.All(Enumerable.Range(0, 200), i => Assert.True(Asks(i, Local)));
    }

    [Fact]
    public void The_phone_whose_file_another_machine_took_has_a_finding_and_the_others_have_none()
    {
        Shelf(3);
        _table[Gatherer] = Computer;
        _bench.Clock.Advance(TimeSpan.FromSeconds(2));
        Asks(1, Home(1));
        Asks(1, Gatherer);

        Assert.Equal([ProblemCode.ConfigTakenByAnother], _desk.Cases.SelectMany(Found).Select(f => f.Code));
    }

    [Fact]
    public void A_phone_at_the_address_that_a_computer_had_until_now_is_not_taken_for_that_one()
    {
        Shelf(2);
        _table[Gatherer] = Computer;
        _bench.Clock.Advance(TimeSpan.FromSeconds(2));
        _desk.Ask(new IPEndPoint(Gatherer, 4000), Local, "readme.txt", []);

        // The phone has come there, and what was read a moment ago is old.
        _table[Gatherer] = Mac(1);
        _bench.Clock.Advance(NeighbourTable.MissingFor);
        Assert.True(Asks(1, Gatherer));
        Assert.All(_desk.Cases, phone => Assert.Empty(Found(phone)));
    }

    /// <summary>Phones that have been at home and got their files there.</summary>
    private void Shelf(int count)
    {
        for (int i = 0; i < count; i++) _table[Home(i)] = Mac(i);
        for (int i = 0; i < count; i++) Assert.True(Asks(i, Home(i)));
        _bench.Clock.Advance(TimeSpan.FromMinutes(5));
    }

    private bool Asks(int phone, IPAddress from) =>
        _desk.Ask(new IPEndPoint(from, 4000), Local, Name(phone), []) is Serve;

    private static IReadOnlyList<Problem> Found(PhoneCase phone) =>
        PhoneFindings.Of(phone, phone.LastSeen);

    private static IPAddress Home(int number) => new([192, 0, 2, (byte)(number + 10)]);

    private static MacAddress Mac(int number) => new(0x000E84000000UL + (ulong)number);

    private static string Name(int number) => $"SEP{Mac(number)}.cnf.xml";
}
