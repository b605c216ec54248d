using System.Net;
using Ringback.Catalogue;
using Ringback.Workbench.Bench;

namespace Ringback.Workbench.Tests.Bench;

public sealed class HeldQuestionsTests
{
    private static readonly MacAddress Mac = MacAddress.Parse("02AB5C000011");

    private static readonly TimeSpan Wait = new WorkbenchOptions { Addresses = [] }.QuestionsWait;

    private readonly RingingClock _clock = new();

    [Fact]
    public async Task A_question_goes_when_the_patience_of_a_loader_is_over_and_is_not_held_again_soon()
    {
        using HeldQuestions questions = new(_clock, Wait) { IsOn = true };
        Task held = Hold(questions, "a.xml")!;
        _clock.Advance(Wait - TimeSpan.FromMilliseconds(1));
        Assert.False(held.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(2));
        await held.WaitAsync(Deadline.Token);
        Assert.Empty(questions.Waiting);
        Assert.Null(Hold(questions, "a.xml"));
        Assert.NotNull(Hold(questions, "b.xml"));
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.NotNull(Hold(questions, "a.xml"));
    }

    [Fact]
    public async Task Whoever_switches_it_off_lets_all_go()
    {
        using HeldQuestions questions = new(_clock, Wait);
        Assert.Null(Hold(questions, "a.xml"));
        questions.IsOn = true;
        Task[] held = [.. Enumerable.Range(0, 8).Select(i => Hold(questions, $"{i}.xml")!)];
        Assert.Null(Hold(questions, "one-too-many.xml"));
        questions.IsOn = false;
        await Task.WhenAll(held).WaitAsync(Deadline.Token);
        Assert.Empty(questions.Waiting);
    }

    [Fact]
    public async Task One_that_is_answered_goes_at_once_and_only_once()
    {
        using HeldQuestions questions = new(_clock, Wait) { IsOn = true };
        int told = 0;
        questions.Changed += () => told++;
        Task held = Hold(questions, "a.xml")!;
        long id = Assert.Single(questions.Waiting).Id;
        Assert.True(questions.End(id));
        Assert.False(questions.End(id));
        await held.WaitAsync(Deadline.Token);
        Assert.Equal(2, told);
    }

    /// <summary>A clock that moves when the test says so, and whose timers fire then.</summary>
    private sealed class RingingClock : TimeProvider
    {
        private readonly List<Alarm> _alarms = [];
        private DateTimeOffset _now = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Alarm alarm = new(() => callback(state), this);
            alarm.Change(dueTime, period);
            _alarms.Add(alarm);
            return alarm;
        }

        internal void Advance(TimeSpan by)
        {
            _now += by;
            foreach (Alarm alarm in _alarms.ToArray()) alarm.Look(_now);
        }

        private sealed class Alarm(Action ring, RingingClock clock) : ITimer
        {
            private DateTimeOffset? _at;

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                _at = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
                return true;
            }

            public void Dispose() => _at = null;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }

            internal void Look(DateTimeOffset now)
            {
                if (_at is not { } at || now < at) return;
                _at = null;
                ring();
            }
        }
    }

    private static Task? Hold(HeldQuestions questions, string name) =>
        questions.Hold(Mac, IPAddress.Loopback, name, "there is none");
}
