using Ringback.Wire.Dhcp;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Tests.Network;

public sealed class BenchChangeTests : IDisposable
{
    private static readonly AddressChange Gateway = new(Card.Address("10.9.8.1/32"));
    private static readonly RouteChange Phone = new(Ipv4Address.Parse("10.9.8.7"));
    private static readonly VlanChange Voice = new(100);

    private readonly ScratchFolder _data = new();
    private readonly PaperComputer _computer;

    public BenchChangeTests() => _computer = new PaperComputer(_data.Path, Card.Wired("eth0", "192.168.77.1/24"));

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Changes_stand_side_by_side_and_each_is_taken_back()
    {
        NetworkCard before = _computer["eth0"];
        BenchChange voice = await MakeAsync(Voice), route = await MakeAsync(Phone, "eth0.100");
        BenchChange gateway = await MakeAsync(Gateway, "eth0.100"), other = await MakeAsync(
            new AddressChange(Card.Address("172.16.5.5/32")));
        Assert.Equal(["10.9.8.1/32"], _computer["eth0.100"].Addresses.Select(a => $"{a}"));
        Assert.True(_computer["eth0.100"].IsUp);
        Assert.Equal(4, Records().Length);

        foreach (BenchChange change in (BenchChange[])[other, gateway, route, voice]) await change.DisposeAsync();
        Assert.Equal(before.Addresses, Assert.Single(_computer.Cards).Addresses);
        Assert.Equal(before.Routes, _computer["eth0"].Routes);
        Assert.Empty(Records());
        Assert.All(_computer.Recorded, Assert.True);
    }

    [Fact]
    public async Task After_a_crash_all_of_them_are_undone_and_nothing_else_is()
    {
        NetworkCard before = _computer["eth0"];
        await MakeAsync(Voice);
        await MakeAsync(Phone, "eth0.100");
        await MakeAsync(Gateway, "eth0.100");
        await MakeAsync(Phone);
        await MakeAsync(Gateway);
        _computer.Self = new BenchOwner(200, "2", "boot-1", "net:[1]");

        IReadOnlyList<Leftover> left = await BenchLeftovers.UndoAllAsync(_computer.System, Deadline.Token);
        Assert.Equal(5, left.Count);
        Assert.All(left, l => Assert.True(l.Fate is LeftoverFate.Undone or LeftoverFate.AlreadyGone, $"{l}"));
        Assert.Equal(before.Addresses, Assert.Single(_computer.Cards).Addresses);
        Assert.Equal(before.Routes, _computer["eth0"].Routes);
        Assert.Empty(Records());
    }

    [Fact]
    public async Task What_stands_there_already_is_somebody_elses_and_stays()
    {
        _computer.Cards[0] = _computer["eth0"] with { Addresses = [Card.Address("10.9.8.1/32")] };
        BenchChangeMade made = Assert.IsType<BenchChangeMade>(await BenchChange.MakeAsync(
            _computer["eth0"], Gateway, _computer.System, Deadline.Token));
        Assert.Null(made.Held);
        Assert.Empty(_computer.Told);
        Assert.Empty(Records());
    }

    [Fact]
    public async Task Without_rights_it_says_what_to_type_and_leaves_nothing_behind()
    {
        _computer.Fails["ip route add"] = "RTNETLINK answers: Operation not permitted";
        BenchChangeRefused refused = Assert.IsType<BenchChangeRefused>(await BenchChange.MakeAsync(
            _computer["eth0"], Phone, _computer.System, Deadline.Token));
        Assert.EndsWith("ip route add 10.9.8.7/32 dev eth0 scope link", Assert.Single(refused.Commands),
            StringComparison.Ordinal);
        Assert.Empty(Records());
    }

    [Theory]
    [InlineData("route", "10.9.8.7/24")]
    [InlineData("vlan", "0")]
    [InlineData("vlan", "4095")]
    [InlineData("vlan", "1; rm")]
    [InlineData("address", "10.9.8.1")]
    [InlineData("firewall", "off")]
    public void A_record_that_says_what_this_program_never_does_is_not_obeyed(string kind, string value) =>
        Assert.Null(CardChange.Read(kind, value));

    private async Task<BenchChange> MakeAsync(CardChange change, string card = "eth0") =>
        Assert.IsType<BenchChangeMade>(await BenchChange.MakeAsync(
            _computer[card], change, _computer.System, Deadline.Token)).Held!;

    private string[] Records() => Directory.GetFiles(_data.Path);
}
