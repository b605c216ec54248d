using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Events;

namespace Ringback.Workbench.Desk;

/// <summary>
/// What is to become of phones: the orders of the story, and what the program was started with where the story says
/// nothing. For the desk, which holds its lock.
/// </summary>
internal sealed class StandingOrders(DeskOptions options)
{
    private readonly Dictionary<string, Standing> _orders = [];
    private readonly Dictionary<string, ApprovalGiven> _approvals = [];
    private readonly Dictionary<(MacAddress Phone, string Name), FileChosen> _choices = [];

    /// <summary>True when nobody is to be led anywhere. Read without a lock.</summary>
    internal bool HasNone { get; private set; } = options is { Goal: null, Phones.Count: 0 };

    /// <summary>The last word in every matter.</summary>
    internal IReadOnlyList<PhoneEvent> All =>
        [.. _orders.Values.Select(s => s.Order), .. _approvals.Values, .. _choices.Values];

    /// <summary>
    /// Takes what the story says of orders and approvals; an older word in the same matter changes nothing, and that of
    /// another bench, in a journal that came together from several, is not for this one.
    /// </summary>
    internal void Take(PhoneEvent e, Guid? home)
    {
        if (e.Origin is BenchOrigin { Bench: var bench } && bench != home) return;
        if (e is OrderGiven order) Take(order);
        if (e is FileChosen chosen && (Choice(chosen.For, chosen.Name)?.Revision ?? 0) < chosen.Revision)
            _choices[(chosen.For, chosen.Name)] = chosen;
        if (e is not ApprovalGiven approval) return;
        string id = approval.For is { } mac ? IdOf(mac) : OrderGiven.EveryPhone;
        if (_approvals.GetValueOrDefault(id) is { } last && last.Revision >= approval.Revision) return;
        _approvals[id] = approval;
    }

    /// <summary>True when a phone waits for somebody's word before a step that has no way back.</summary>
    internal bool Waits(MacAddress? mac) =>
        ((mac is { } named ? _approvals.GetValueOrDefault(IdOf(named)) : null)
            ?? _approvals.GetValueOrDefault(OrderGiven.EveryPhone)) is { Approved: false };

    /// <summary>What somebody said that a phone gets for a name; null when nobody said anything.</summary>
    internal FileChosen? Choice(MacAddress? mac, string name) =>
        mac is { } named && _choices.Count > 0 ? _choices.GetValueOrDefault((named, name)) : null;

    /// <summary>The last word for one phone, or for every phone; null when nothing was said.</summary>
    internal OrderGiven? Last(MacAddress? mac) => _orders.GetValueOrDefault(IdFor(mac))?.Order;

    /// <summary>The next word in that matter, to be made part of the story.</summary>
    internal OrderGiven Next(DateTimeOffset at, string author, MacAddress? mac, string? goal, bool armed) => new()
    {
        At = at, Id = IdFor(mac), Revision = (Last(mac)?.Revision ?? 0) + 1, Author = author, For = mac, Goal = goal,
        Model = Last(mac)?.Model, Armed = armed, Lasting = true,
    };

    /// <summary>True for a phone that somebody said is to stay as it is.</summary>
    internal bool Stays(MacAddress? mac) => mac is { } named && Last(named) is { Armed: true, Goal: OrderGiven.AsItIs };

    private void Take(OrderGiven order)
    {
        if (_orders.TryGetValue(order.Id, out Standing? known) && known.Order.Revision >= order.Revision) return;
        Goal? goal = null;
        if (order.Armed) _ = Goal.TryParse(order.Goal, out goal);
        _orders[order.Id] = new Standing(order, goal, new OrderMark(order.Id, order.Revision, order.Author));
        HasNone = options is { Goal: null, Phones.Count: 0 } && !_orders.Values.Any(s => s.Order.Armed);
    }

    /// <summary>
    /// The orders and approvals that the program was started with, as far as they are not the last word in the story
    /// already; and the orders of the story that it was not started with, taken back.
    /// </summary>
    internal List<PhoneEvent> AtStart(DateTimeOffset at)
    {
        List<PhoneEvent> news = [.. Approvals(at)];
        if (options.Goal is { } goal) Say(OrderGiven.EveryPhone, null, goal.Text, null);
        foreach ((MacAddress mac, PhoneOrder phone) in options.Phones.OrderBy(p => p.Key))
            Say(IdOf(mac), mac, phone.Goal?.Text, phone.Model?.Model);
        foreach (OrderGiven gone in _orders.Values.Select(s => s.Order)
            .Where(o => o.Armed && !o.Lasting && !IsSaid(o)).ToList())
        {
            news.Add(gone with
            {
                At = at, Origin = null, Revision = gone.Revision + 1, Author = options.OrderedBy, Goal = null,
                Model = null, Armed = false,
            });
        }

        return news;

        void Say(string id, MacAddress? whom, string? goal, string? model)
        {
            OrderGiven? last = _orders.GetValueOrDefault(id)?.Order;
            if (last is { Armed: true } && last.Goal == goal && last.Model == model) return;
            news.Add(new OrderGiven
            {
                At = at, Id = id, Revision = (last?.Revision ?? 0) + 1, Author = options.OrderedBy, For = whom,
                Goal = goal, Model = model, Armed = true,
            });
        }
    }

    private IEnumerable<ApprovalGiven> Approvals(DateTimeOffset at)
    {
        IEnumerable<(MacAddress? Whom, bool May)> said = options.Approved.Select(mac => ((MacAddress?)mac, true));
        if (options.OneWayWaits is { } waits) said = said.Prepend((null, !waits));
        foreach ((MacAddress? whom, bool may) in said)
        {
            ApprovalGiven? last =
                _approvals.GetValueOrDefault(whom is { } mac ? IdOf(mac) : OrderGiven.EveryPhone);
            // As long as nothing was said, every phone may.
            if ((last?.Approved ?? whom is null) == may) continue;
            yield return new ApprovalGiven
            {
                At = at, For = whom, Approved = may, Author = options.OrderedBy, Revision = (last?.Revision ?? 0) + 1,
            };
        }
    }

    /// <summary>The goal of a phone, or of one that has not named itself; null when it has none.</summary>
    internal Goal? GoalOf(MacAddress? mac)
    {
        if (Stays(mac)) return null;
        Goal? own = mac is not { } named ? null
            : _orders.TryGetValue(IdOf(named), out Standing? order) ? order.Goal
            : options.Phones.GetValueOrDefault(named)?.Goal;
        return own ?? (_orders.TryGetValue(OrderGiven.EveryPhone, out Standing? every) ? every.Goal : options.Goal);
    }

    /// <summary>The goals of single phones, as far as they are not the one for every phone.</summary>
    internal IReadOnlyList<Goal?> OtherGoals()
    {
        string? every = GoalOf(null)?.Text;
        return
        [
            .. options.Phones.Keys.Select(mac => GoalOf(mac))
                .Concat(_orders.Where(o => o.Key != OrderGiven.EveryPhone).Select(o => o.Value.Goal))
                .Where(g => g is not null && g.Text != every).DistinctBy(g => g!.Text),
        ];
    }

    /// <summary>The order that an answer to a phone follows; null when there is none.</summary>
    internal OrderMark? MarkOf(MacAddress? mac)
    {
        if (_orders.Count == 0) return null;
        Standing? own = mac is { } named ? _orders.GetValueOrDefault(IdOf(named)) : null;
        Standing? every = _orders.GetValueOrDefault(OrderGiven.EveryPhone);
        if (own is { Order.Armed: false }) own = null;
        if (every is { Order.Armed: false }) every = null;
        // An order that only says what a phone is leaves the goal to the one for every phone.
        return (own?.Goal is null && !Stays(mac) ? every ?? own : own)?.Mark;
    }

    private bool IsSaid(OrderGiven order) =>
        order.For is { } mac ? options.Phones.ContainsKey(mac) : options.Goal is not null;

    private static string IdOf(MacAddress mac) => mac.ToString();

    private static string IdFor(MacAddress? mac) => mac is { } named ? IdOf(named) : OrderGiven.EveryPhone;

    private sealed record Standing(OrderGiven Order, Goal? Goal, OrderMark Mark);
}
