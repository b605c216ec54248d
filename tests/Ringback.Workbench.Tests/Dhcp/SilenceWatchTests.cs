using System.Net;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Dhcp;
using Ringback.Workbench.Tests.Bench;

namespace Ringback.Workbench.Tests.Dhcp;

/// <summary>A phone that got an address and asks for nothing is noticed, once.</summary>
public sealed class SilenceWatchTests : IDisposable
{
    private static readonly IPAddress Given = IPAddress.Parse("192.0.2.50");
    private static readonly TimeSpan Moment = TimeSpan.FromTicks(1);

    private readonly PracticeBench _bench = new();
    private readonly CaseDesk _desk;
    private readonly SilenceWatch _watch;

    public SilenceWatchTests()
    {
        _desk = _bench.Desk(null);
        _watch = new SilenceWatch(_desk, _bench.Clock);
    }

    public void Dispose()
    {
        _watch.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public async Task It_is_silent_after_its_time_and_that_is_told_once()
    {
        Lease();
        await LookAsync(Silence.Patience - Moment, 0);
        await LookAsync(Moment, 1);
        await LookAsync(TimeSpan.FromHours(1), 1);

        SilenceNoticed told = (await _bench.EventsAsync<SilenceNoticed>()).Single();
        Assert.Equal((PracticeBench.Mac, Given, 45.0), (told.Mac, told.Address, told.Seconds));
        Assert.Equal(told.At - Silence.Patience, told.LeasedAt);
        Assert.NotNull(Assert.Single(_desk.Cases).Addressing.Silent);
    }

    [Fact]
    public async Task One_that_asks_for_a_file_is_not_silent()
    {
        Lease();
        _bench.Clock.Advance(TimeSpan.FromSeconds(2));
        _desk.Ask(new IPEndPoint(Given, 51_000), PracticeBench.Sep);

        await LookAsync(TimeSpan.FromHours(1), 0);
    }

    [Fact]
    public async Task One_that_starts_anew_has_its_time_anew()
    {
        Lease();
        _bench.Clock.Advance(Silence.Patience - Moment);
        Lease();

        await LookAsync(Silence.Patience - Moment, 0);
        await LookAsync(Moment, 1);
        Lease();
        await LookAsync(Silence.Patience, 2);
    }

    [Fact]
    public async Task One_that_was_only_offered_an_address_is_not_silent()
    {
        Ask();
        Answer(AddressAnswer.Offered);

        await LookAsync(TimeSpan.FromHours(1), 0);
        Assert.Equal(BootStage.Addressing, Assert.Single(_desk.Cases).Stage);
    }

    private void Lease()
    {
        Ask();
        Answer(AddressAnswer.Leased);
    }

    private void Ask() => _desk.Record(new AddressAsked
    {
        At = _bench.Clock.GetUtcNow(), Mac = PracticeBench.Mac, Ask = AddressAsk.Discover,
    });

    private void Answer(AddressAnswer answer) => _desk.Record(new AddressAnswered
    {
        At = _bench.Clock.GetUtcNow(), Mac = PracticeBench.Mac, Answer = answer, Given = Given,
        Address = answer is AddressAnswer.Leased ? Given : null, Because = "it is free",
    });

    private async Task LookAsync(TimeSpan later, int told)
    {
        _bench.Clock.Advance(later);
        _watch.Look();
        Assert.Equal(told, (await _bench.EventsAsync<SilenceNoticed>()).Count);
    }
}
