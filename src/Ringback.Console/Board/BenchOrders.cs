using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Console.Subject;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Workbench.Bench;

namespace Ringback.Console.Board;

/// <summary>What somebody at a page, or a program through the API, may say is to become of phones.</summary>
public sealed class BenchOrders
{
    private readonly ConsoleSubject _subject;
    private readonly RunningWorkbench _bench;
    private readonly WorkbenchOptions _options;
    private readonly BenchBoard _board;

    internal BenchOrders(ConsoleSubject subject, BenchBoard board)
    {
        _subject = subject;
        _bench = subject.Bench;
        _options = subject.Options;
        _board = board;
    }

    /// <summary>Says what every phone is to become from now on. Phones under way keep what they were on their way to.
    /// </summary>
    /// <param name="author">Who says so.</param>
    /// <param name="goal">The goal; null for as it is.</param>
    /// <param name="armed">True to lead them without asking.</param>
    /// <returns>False when that is no goal.</returns>
    public bool SetForAll(string author, string? goal, bool armed)
    {
        if (goal is not null && !Goal.TryParse(goal, out _, _options.Catalogue.Firmware)) return false;
        OrderGiven? last = _bench.Desk.OrderFor(null);
        if (last is not null && last.Goal == goal && last.Armed == (armed && goal is not null)) return true;
        foreach (PhoneCase phone in _bench.Desk.Cases)
        {
            if (phone is not { Mac: { } mac, Conversion: { Status: ConversionStatus.Running } conversion }) continue;
            if (conversion.Goal == goal || _bench.Desk.OrderFor(mac) is { Armed: true }) continue;
            _bench.Desk.Order(author, mac, conversion.Goal, armed: true);
        }

        _bench.Desk.Order(author, null, goal, armed && goal is not null);
        _board.Touch();
        return true;
    }

    /// <summary>Says what one phone is to become.</summary>
    /// <param name="author">Who says so.</param>
    /// <param name="mac">The phone.</param>
    /// <param name="goal">The goal; null to leave it to what holds for every phone.</param>
    /// <returns>False when that is no goal.</returns>
    public bool SetFor(string author, MacAddress mac, string? goal)
    {
        bool isStop = goal == OrderGiven.AsItIs;
        if (goal is not null && !isStop && !Goal.TryParse(goal, out _, _options.Catalogue.Firmware)) return false;
        _bench.Desk.Order(author, mac, goal, armed: goal is not null);
        _board.Touch();
        return true;
    }

    /// <summary>What can be done about what is wrong with a phone; null for one that is not known.</summary>
    /// <param name="mac">The phone.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<Cure>? CuresOf(MacAddress mac, DateTimeOffset now) =>
        CureScene.Of(_subject, mac, _board.PracticeAllowed, now) is { } scene ? PhoneCures.Of(scene) : null;

    /// <summary>Does something about what is wrong with a phone.</summary>
    /// <param name="author">Who says so.</param>
    /// <param name="mac">The phone.</param>
    /// <param name="cure">What, as <see cref="CuresOf"/> has it.</param>
    /// <returns>False when Ringback cannot do that.</returns>
    public bool Do(string author, MacAddress mac, Cure cure)
    {
        ArgumentNullException.ThrowIfNull(cure);
        return cure switch
        {
            { CanDo: false } => false,
            { Kind: CureKind.Leave } => SetFor(author, mac, OrderGiven.AsItIs),
            { Kind: CureKind.Restart } => _bench.Hands.Tell(mac, PhoneHand.Restart, null, author).Done,
            { Load: { } load } => SetFor(author, mac, load),
            _ => false,
        };
    }

    /// <summary>
    /// Nothing new begins: nobody is led without asking any more, and those under way stay where they stand. Who writes
    /// flash finishes that.
    /// </summary>
    public void StopAll(string author)
    {
        string? goal = _bench.Desk.OrderFor(null)?.Goal;
        _bench.Desk.Order(author, null, goal, armed: false);
        foreach (PhoneCase phone in _bench.Desk.Cases)
        {
            if (phone is { Mac: { } mac, Conversion.Status: ConversionStatus.Running })
                _bench.Desk.Order(author, mac, OrderGiven.AsItIs, armed: true);
        }

        _board.Touch();
    }
}
