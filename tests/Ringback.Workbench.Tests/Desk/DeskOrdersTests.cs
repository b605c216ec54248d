using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Phones.Events;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Tests.Bench;
using static Ringback.Workbench.Tests.Bench.PracticeBench;

namespace Ringback.Workbench.Tests.Desk;

/// <summary>What somebody says while the program runs holds until somebody says otherwise.</summary>
public sealed class DeskOrdersTests : IDisposable
{
    private readonly PracticeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task What_is_said_in_the_console_holds_at_the_next_start()
    {
        CaseDesk desk = await OpenAsync(null);
        OrderGiven order = desk.Order("console", null, "sip", armed: true);
        Assert.Equal((OrderGiven.EveryPhone, 1, true), (order.Id, order.Revision, order.Lasting));
        desk = await OpenAsync(null);
        Assert.Equal("sip", desk.GoalOf(Mac)?.Text);
        Assert.Equal("console", desk.OrderFor(null)?.Author);
    }

    [Fact]
    public async Task What_the_program_is_started_with_goes_before_it()
    {
        CaseDesk desk = await OpenAsync(null);
        desk.Order("console", null, "sip", armed: true);
        desk = await OpenAsync("sccp");
        Assert.Equal("sccp", desk.GoalOf(Mac)?.Text);
        desk = await OpenAsync(null);
        Assert.Null(desk.GoalOf(Mac));
    }

    [Fact]
    public async Task A_goal_that_waits_leads_nobody_and_is_remembered()
    {
        CaseDesk desk = await OpenAsync(null);
        desk.Order("console", null, "sip", armed: false);
        desk.Ask(Simulated, Own);
        Assert.Empty(await _bench.EventsAsync<ConversionStarted>());
        Assert.Equal("sip", desk.OrderFor(null)?.Goal);
        desk.Order("console", Mac, "sip", armed: true);
        desk.Ask(Simulated, Own);
        Assert.Single(await _bench.EventsAsync<ConversionStarted>());
    }

    [Fact]
    public async Task A_phone_that_is_to_stay_as_it_is_is_led_nowhere_whatever_holds_for_the_others()
    {
        CaseDesk desk = await OpenAsync("sip");
        desk.Order("console", Mac, OrderGiven.AsItIs, armed: true);
        desk.Ask(Simulated, Own);
        Assert.True(desk.Stays(Mac));
        Assert.Empty(await _bench.EventsAsync<ConversionStarted>());
        desk.Order("console", Mac, null, armed: false);
        desk.Ask(Simulated, Own);
        Assert.Single(await _bench.EventsAsync<ConversionStarted>());
    }

    [Fact]
    public async Task A_phone_that_is_stopped_on_its_way_stays_and_goes_on_when_it_may()
    {
        CaseDesk desk = await OpenAsync("sip");
        desk.Ask(Simulated, Own);
        Assert.Single(await _bench.EventsAsync<ConversionStarted>());
        desk.Order("console", Mac, OrderGiven.AsItIs, armed: true);
        desk.Ask(Simulated, Own);
        ConversionRefused stopped = Assert.Single(await _bench.EventsAsync<ConversionRefused>());
        Assert.Contains("stopped", stopped.Reason, StringComparison.Ordinal);
        desk.Order("console", Mac, null, armed: false);
        desk.Ask(Simulated, Own);
        Assert.Equal(2, (await _bench.EventsAsync<ConversionStarted>()).Count);
    }

    private async Task<CaseDesk> OpenAsync(string? goal)
    {
        WorkbenchOptions options = _bench.Options(goal) with
        {
            SccpPort = 12_000, SipPort = 15_060, OrderedBy = "anna",
        };
        CaseDesk desk = new(
            options.Desk, _bench.Shelf(_bench.Clock), _bench.Journal, _bench.Clock, NullLogger.Instance);
        await desk.ReplayAsync(Deadline.Token);
        desk.GiveOrders();
        return desk;
    }
}
