using Ringback.Wire.Dhcp;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Tests.Network;

public sealed class BenchAddressTests : IDisposable
{
    private readonly ScratchFolder _data = new();
    private readonly PaperComputer _computer;

    public BenchAddressTests() => _computer = new PaperComputer(_data.Path,
        Card.Wired("eth0") with { IsUp = false, HasCarrier = null }, Card.Wired("eno1", "172.16.3.4/16"));

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_bare_card_gets_an_address_and_is_switched_on_until_the_end()
    {
        BenchAddress held = await OpenAsync();
        Assert.Equal("192.168.77.1/24", $"{held.Address}");
        Assert.Equal([held.Address], held.Card.Addresses);
        Assert.True(_computer["eth0"].IsUp);

        await held.DisposeAsync();
        await held.DisposeAsync();
        Assert.Empty(_computer["eth0"].Addresses);
        Assert.False(_computer["eth0"].IsUp);
        Assert.Equal(4, _computer.Told.Count);
        Assert.Empty(Records());
    }

    [Fact]
    public async Task The_record_stands_before_every_change_and_until_all_are_undone()
    {
        await (await OpenAsync()).DisposeAsync();
        Assert.Equal([true, true, true, true], _computer.Recorded);
    }

    [Fact]
    public async Task A_card_that_was_on_stays_on()
    {
        _computer.Cards[0] = _computer.Cards[0] with { IsUp = true };
        await (await OpenAsync()).DisposeAsync();
        Assert.True(_computer["eth0"].IsUp);
        Assert.DoesNotContain(_computer.Told, t => t.Contains("link", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_card_with_an_address_is_left_alone()
    {
        BenchAddressOutcome outcome = await BenchAddress.OpenAsync(_computer["eno1"], _computer.System, Deadline.Token);
        Assert.IsType<BenchAddressRefused>(outcome);
        Assert.Empty(_computer.Told);
    }

    [Fact]
    public async Task Without_rights_it_says_what_to_type_and_leaves_nothing_behind()
    {
        _computer.Fails["ip address add"] = "RTNETLINK answers: Operation not permitted";
        BenchAddressRefused refused = Assert.IsType<BenchAddressRefused>(
            await BenchAddress.OpenAsync(_computer["eth0"], _computer.System, Deadline.Token));
        Assert.Contains("Operation not permitted", refused.Because, StringComparison.Ordinal);
        Assert.EndsWith("ip address add 192.168.77.1/24 broadcast + dev eth0", refused.Commands[0],
            StringComparison.Ordinal);
        Assert.Equal(2, refused.Commands.Count);
        Assert.Empty(Records());
    }

    [Fact]
    public async Task A_change_that_went_half_way_is_undone()
    {
        _computer.Fails["ip link"] = "RTNETLINK answers: Device or resource busy";
        Assert.IsType<BenchAddressRefused>(
            await BenchAddress.OpenAsync(_computer["eth0"], _computer.System, Deadline.Token));
        Assert.Empty(_computer["eth0"].Addresses);
        Assert.Empty(Records());
    }

    [Fact]
    public async Task After_a_crash_the_next_start_undoes_it()
    {
        await OpenAsync();
        Crash();
        Leftover leftover = Assert.Single(await UndoAllAsync());
        Assert.Equal(LeftoverFate.Undone, leftover.Fate);
        Assert.Empty(_computer["eth0"].Addresses);
        Assert.False(_computer["eth0"].IsUp);
        Assert.Empty(Records());
        Assert.Empty(await UndoAllAsync());
        Assert.Equal("192.168.77.1/24", $"{(await OpenAsync()).Address}");
    }

    [Fact]
    public async Task The_address_of_a_program_that_still_runs_is_no_leftover()
    {
        await OpenAsync();
        Crash();
        _computer.Running.Add(100);
        Assert.Equal(LeftoverFate.InUse, Assert.Single(await UndoAllAsync()).Fate);
        Assert.Single(_computer["eth0"].Addresses);
        Assert.Single(Records());
    }

    [Fact]
    public async Task After_a_restart_of_the_computer_the_same_address_is_somebody_elses()
    {
        await OpenAsync();
        Crash("boot-2");
        Assert.Equal(LeftoverFate.AlreadyGone, Assert.Single(await UndoAllAsync()).Fate);
        Assert.Single(_computer["eth0"].Addresses);
        Assert.Empty(Records());
    }

    [Fact]
    public async Task Addresses_that_others_set_stay()
    {
        await OpenAsync();
        Crash();
        NetworkCard card = _computer["eth0"];
        _computer.Cards[0] = card with { Addresses = [Card.Address("10.1.1.1/24"), .. card.Addresses] };
        await UndoAllAsync();
        Assert.Equal(["10.1.1.1/24"], _computer["eth0"].Addresses.Select(a => $"{a}"));
        Assert.True(_computer["eth0"].IsUp);
    }

    [Fact]
    public async Task Another_card_of_the_same_name_is_not_touched()
    {
        await OpenAsync();
        Crash();
        Assert.True(HardwareAddress.TryParse("02:00:00:00:00:01", out HardwareAddress other));
        _computer.Cards[0] = _computer["eth0"] with { Hardware = other };
        Assert.Equal(LeftoverFate.AlreadyGone, Assert.Single(await UndoAllAsync()).Fate);
        Assert.Single(_computer["eth0"].Addresses);
    }

    [Fact]
    public async Task Another_namespace_is_out_of_reach_and_its_record_is_kept()
    {
        await OpenAsync();
        Crash();
        _computer.Self = _computer.Self with { Namespace = "net:[2]" };
        Assert.Equal(LeftoverFate.Elsewhere, Assert.Single(await UndoAllAsync()).Fate);
        Assert.Single(Records());
    }

    [Fact]
    public async Task What_cannot_be_undone_is_kept_and_told_with_what_to_type()
    {
        await OpenAsync();
        Crash();
        _computer.Fails["ip address delete"] = "RTNETLINK answers: Operation not permitted";
        Leftover leftover = Assert.Single(await UndoAllAsync());
        Assert.Equal(LeftoverFate.Stuck, leftover.Fate);
        Assert.EndsWith("ip address delete 192.168.77.1/24 dev eth0", leftover.Command, StringComparison.Ordinal);
        Assert.Single(Records());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"card":"eth0"}""")]
    public async Task A_record_that_cannot_be_read_changes_nothing(string text)
    {
        _data.Write("bench-address-eth0.json", text);
        Assert.Equal(LeftoverFate.Unreadable, Assert.Single(await UndoAllAsync()).Fate);
        Assert.Empty(_computer.Told);
        Assert.IsType<BenchAddressRefused>(
            await BenchAddress.OpenAsync(_computer["eth0"], _computer.System, Deadline.Token));
    }

    [Fact]
    public void This_process_runs_and_one_with_its_number_from_earlier_does_not()
    {
        BenchOwner self = BenchOwner.Self();
        Assert.True(self.IsRunning);
        Assert.False((self with { Started = "1" }).IsRunning);
    }

    private async Task<BenchAddress> OpenAsync() => Assert.IsType<BenchAddressSet>(
        await BenchAddress.OpenAsync(_computer["eth0"], _computer.System, Deadline.Token)).Held;

    private Task<IReadOnlyList<Leftover>> UndoAllAsync() =>
        BenchLeftovers.UndoAllAsync(_computer.System, Deadline.Token);

    private void Crash(string boot = "boot-1") => _computer.Self = new BenchOwner(200, "2", boot, "net:[1]");

    private string[] Records() => Directory.GetFiles(_data.Path);
}
