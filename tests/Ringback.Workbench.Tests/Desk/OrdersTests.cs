using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Events;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Tests.Bench;
using static Ringback.Workbench.Tests.Bench.PracticeBench;

namespace Ringback.Workbench.Tests.Desk;

/// <summary>What is to become of phones is part of the story: who said it, and behind which answer it stands.</summary>
public sealed class OrdersTests : IDisposable
{
    private readonly PracticeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_goal_that_the_program_is_started_with_is_an_order()
    {
        await OpenAsync("sip");
        OrderGiven order = Assert.Single(await _bench.EventsAsync<OrderGiven>());
        Assert.Equal((OrderGiven.EveryPhone, 1, "anna", "sip", true),
            (order.Id, order.Revision, order.Author, order.Goal, order.Armed));
        Assert.Null(order.For);
    }

    [Fact]
    public async Task Who_wants_nothing_gives_no_order()
    {
        await OpenAsync(null);
        Assert.Empty(await _bench.EventsAsync<OrderGiven>());
    }

    [Fact]
    public async Task The_same_goal_at_the_next_start_is_no_news()
    {
        await OpenAsync("sip");
        await OpenAsync("sip");
        Assert.Single(await _bench.EventsAsync<OrderGiven>());
    }

    [Fact]
    public async Task Another_goal_at_the_next_start_is_the_next_revision_and_none_takes_it_back()
    {
        await OpenAsync("sip");
        await OpenAsync("sccp");
        await OpenAsync(null);
        await OpenAsync(null);
        await OpenAsync("sccp");
        Assert.Equal([(1, "sip", true), (2, "sccp", true), (3, null, false), (4, "sccp", true)],
            (await _bench.EventsAsync<OrderGiven>()).Select(o => (o.Revision, o.Goal, o.Armed)));
    }

    [Fact]
    public async Task A_phone_of_the_file_has_an_order_of_its_own_and_no_case_yet()
    {
        CaseDesk desk = await OpenAsync("sccp", Phone("sip"));
        OrderGiven order = Assert.Single(await _bench.EventsAsync<OrderGiven>(), o => o.For == Mac);
        Assert.Equal((Mac.ToString(), "sip", "7960G"), (order.Id, order.Goal, order.Model));
        Assert.Empty(desk.Cases);
        Assert.Equal("sip", desk.GoalOf(Mac)?.Text);
        Assert.Equal("sccp", desk.GoalOf(MacAddress.Parse("000E84C060A7"))?.Text);
        await OpenAsync("sccp");
        Assert.False((await _bench.EventsAsync<OrderGiven>())[^1].Armed);
    }

    [Fact]
    public async Task An_answer_says_which_order_it_follows()
    {
        CaseDesk desk = await OpenAsync("sip");
        desk.Ask(Simulated, Sep);
        Assert.Equal([new OrderMark(OrderGiven.EveryPhone, 1, "anna")],
            (await _bench.EventsAsync<FileAsked>()).Select(e => e.Order));
        desk = await OpenAsync("sip", Phone("sccp"));
        desk.Ask(Simulated, Sep);
        Assert.Equal(Mac.ToString(), (await _bench.EventsAsync<FileAsked>())[^1].Order?.Id);
        desk = await OpenAsync(null);
        desk.Ask(Simulated, Sep);
        Assert.Null((await _bench.EventsAsync<FileAsked>())[^1].Order);
    }

    [Fact]
    public async Task An_order_that_is_given_while_it_runs_is_followed()
    {
        CaseDesk desk = await OpenAsync(null);
        desk.Ask(Simulated, Trust);
        Assert.True(desk.AnswersAtOnce(Trust));
        desk.Record(new OrderGiven
        {
            At = _bench.Clock.GetUtcNow(), Id = OrderGiven.EveryPhone, Revision = 1, Author = "bert", Goal = "sip",
            Armed = true,
        });
        Assert.False(desk.AnswersAtOnce(Trust));
        desk.Ask(Simulated, Own);
        Assert.Equal(Sip, Assert.Single(await _bench.EventsAsync<ConversionStarted>()).Target);
        Assert.Equal("bert", (await _bench.EventsAsync<FileAsked>())[^1].Order?.Author);
    }

    [Fact]
    public async Task An_order_that_is_not_armed_leads_nobody()
    {
        CaseDesk desk = await OpenAsync(null);
        desk.Record(new OrderGiven
        {
            At = _bench.Clock.GetUtcNow(), Id = OrderGiven.EveryPhone, Revision = 1, Author = "bert", Goal = "sip",
            Armed = false,
        });
        desk.Ask(Simulated, Sep);
        Assert.Empty(await _bench.EventsAsync<ConversionStarted>());
    }

    [Fact]
    public async Task An_order_of_another_bench_is_not_for_this_one()
    {
        CaseDesk desk = await OpenAsync(null);
        desk.Record(new OrderGiven
        {
            At = _bench.Clock.GetUtcNow(), Id = OrderGiven.EveryPhone, Revision = 7, Author = "carl", Goal = "sip",
            Armed = true, Origin = new BenchOrigin(Guid.NewGuid(), 1, 1),
        });
        Assert.Null(desk.GoalOf(Mac));
    }

    [Fact]
    public async Task A_step_without_a_way_back_waits_for_approval_when_somebody_said_so()
    {
        CaseDesk desk = await OpenAsync("sip");
        Approve(desk, null, false, 1);
        Early(desk);
        ConversionRefused refused = Assert.Single(await _bench.EventsAsync<ConversionRefused>());
        Assert.Contains("no way back", refused.Reason, StringComparison.Ordinal);
        Assert.Empty(await _bench.EventsAsync<ConversionStarted>());

        // Another phone's approval, and an older word, change nothing.
        Approve(desk, MacAddress.Parse("000E84C060A7"), true, 1);
        Approve(desk, null, true, 1);
        Early(desk);
        Assert.Empty(await _bench.EventsAsync<ConversionStarted>());

        Approve(desk, Mac, true, 1);
        Early(desk);
        Assert.Equal(Sip, Assert.Single(await _bench.EventsAsync<ConversionStarted>()).Target);
    }

    [Fact]
    public async Task What_was_said_of_approval_holds_after_a_restart_with_and_without_a_snapshot()
    {
        CaseDesk desk = await OpenAsync("sip");
        Approve(desk, null, false, 1);
        foreach (bool isCleanEnd in (bool[])[false, true])
        {
            if (isCleanEnd) desk.Dispose();
            desk = await OpenAsync("sip");
            Early(desk);
            Assert.Empty(await _bench.EventsAsync<ConversionStarted>());
        }
    }

    [Fact]
    public async Task What_the_program_was_started_with_is_said_once_and_holds_for_later_starts()
    {
        await OpenAsync("sip", also: o => o with { OneWayWaits = true });
        await OpenAsync("sip", also: o => o with { OneWayWaits = true });
        ApprovalGiven said = Assert.Single(await _bench.EventsAsync<ApprovalGiven>());
        Assert.Equal((null, false, 1), (said.For, said.Approved, said.Revision));
        CaseDesk desk = await OpenAsync("sip");
        Early(desk);
        Assert.Empty(await _bench.EventsAsync<ConversionStarted>());
        Assert.Contains($"--approve {Mac}", Assert.Single(await _bench.EventsAsync<ConversionRefused>()).Reason);

        desk = await OpenAsync("sip", also: o => o with { Approved = [Mac] });
        Early(desk);
        Assert.Equal(Sip, Assert.Single(await _bench.EventsAsync<ConversionStarted>()).Target);
    }

    [Fact]
    public async Task That_phones_may_go_is_not_said_where_nobody_said_that_they_wait()
    {
        await OpenAsync("sip", also: o => o with { OneWayWaits = false });
        Assert.Empty(await _bench.EventsAsync<ApprovalGiven>());
    }

    [Fact]
    public async Task A_step_that_can_be_taken_back_needs_no_approval()
    {
        CaseDesk desk = await OpenAsync("sip");
        Approve(desk, null, false, 1);
        desk.Ask(Simulated, Own);
        Assert.Equal(Sip, Assert.Single(await _bench.EventsAsync<ConversionStarted>()).Target);
    }

    private void Approve(CaseDesk desk, MacAddress? whom, bool approved, int revision) => desk.Record(new ApprovalGiven
    {
        At = _bench.Clock.GetUtcNow(), For = whom, Approved = approved, Revision = revision, Author = "anna",
    });

    /// <summary>A phone that runs unsigned code asks what its load is to be.</summary>
    private static void Early(CaseDesk desk)
    {
        desk.Register(Simulated, ProofKind.SipRegister, "P0S3-04-4-00");
        desk.Ask(Simulated, "OS79XX.TXT");
        desk.Ask(Simulated, $"SIP{Mac}.cnf");
    }

    private static Dictionary<MacAddress, PhoneOrder> Phone(string goal) => new()
    {
        [Mac] = new PhoneOrder(PhoneCatalogue.BuiltIn.Find("7960G"),
            Goal.TryParse(goal, out Goal? read) ? read : null),
    };

    private async Task<CaseDesk> OpenAsync(string? goal, Dictionary<MacAddress, PhoneOrder>? phones = null,
        Func<WorkbenchOptions, WorkbenchOptions>? also = null)
    {
        WorkbenchOptions options = _bench.Options(goal) with
        {
            SccpPort = 12_000, SipPort = 15_060, OrderedBy = "anna", Phones = phones ?? [],
        };
        options = also?.Invoke(options) ?? options;
        CaseDesk desk = new(
            options.Desk, _bench.Shelf(_bench.Clock), _bench.Journal, _bench.Clock, NullLogger.Instance);
        await desk.ReplayAsync(Deadline.Token);
        desk.GiveOrders();
        return desk;
    }
}
