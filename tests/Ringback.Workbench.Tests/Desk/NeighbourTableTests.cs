using System.Net;
using Ringback.Catalogue;
using Ringback.Workbench.Desk;

namespace Ringback.Workbench.Tests.Desk;

public sealed class NeighbourTableTests
{
    private static readonly IPAddress Phone = IPAddress.Parse("192.0.2.40");
    private static readonly IPAddress Stranger = IPAddress.Parse("198.51.100.7");
    private static readonly MacAddress Mac = MacAddress.Parse("000E84C060A6");

    private readonly HandClock _clock = new();
    private readonly NeighbourTable _table;
    private Dictionary<IPAddress, MacAddress> _kernel = new() { [Phone] = Mac };
    private int _reads;

    public NeighbourTableTests() => _table = new NeighbourTable(_clock, () =>
    {
        _reads++;
        return _kernel;
    });

    [Fact]
    public void A_neighbour_is_looked_up_once_a_second_at_most()
    {
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(Mac, _table.Find(Phone));
            _clock.Advance(NeighbourTable.KnownFor / 10);
        }

        Assert.Equal(1, _reads);
        Assert.Equal(Mac, _table.Find(Phone));
        Assert.Equal(2, _reads);
    }

    [Fact]
    public void Strangers_do_not_make_us_read_the_table_for_each_of_them()
    {
        for (int i = 0; i < 1000; i++) Assert.Null(_table.Find(Stranger));
        Assert.Equal(1, _reads);
    }

    [Fact]
    public void A_phone_that_has_just_become_a_neighbour_is_found_soon()
    {
        Assert.Null(_table.Find(Stranger));
        _kernel = new() { [Stranger] = Mac };
        _clock.Advance(NeighbourTable.MissingFor);
        Assert.Equal(Mac, _table.Find(Stranger));
    }

    [Fact]
    public void Another_phone_behind_the_address_is_found_after_a_second()
    {
        Assert.Equal(Mac, _table.Find(Phone));
        _kernel = new() { [Phone] = MacAddress.Parse("0007EBF0A1B2") };
        _clock.Advance(NeighbourTable.KnownFor);
        Assert.Equal(_kernel[Phone], _table.Find(Phone));
    }

    [Fact]
    public void Nobody_asks_who_this_machine_is()
    {
        Assert.Null(_table.Find(IPAddress.Loopback));
        Assert.Equal(0, _reads);
    }

    [Fact]
    public void The_kernels_table_is_read_line_by_line()
    {
        const string Table = """
            IP address       HW type     Flags       HW address            Mask     Device
            192.0.2.40       0x1         0x2         00:0e:84:c0:60:a6     *        eth0
            192.0.2.41       0x1         0x0         00:00:00:00:00:00     *        eth0
            192.0.2.42       0x1         0x2         00:00:00:00:00:00     *        eth0
            192.0.2.43       0x1         0x6         00:07:eb:f0:a1:b2     *        eth0
            192.0.2.40       0x1         0x2         00:07:eb:f0:a1:b2     *        eth1
            nonsense
            """;
        IReadOnlyDictionary<IPAddress, MacAddress> read = Neighbours.Read(Table);
        Assert.Equal(2, read.Count);
        Assert.Equal(Mac, read[Phone]);
        Assert.Equal(MacAddress.Parse("0007EBF0A1B2"), read[IPAddress.Parse("192.0.2.43")]);
    }
}
