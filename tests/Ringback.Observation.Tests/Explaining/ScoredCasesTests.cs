using Ringback.Bench.Explain;

namespace Ringback.Observation.Tests.Explaining;

/// <summary>
/// Logs of which it is known what is the matter, the same that <c>bench/explain score</c> counts.
/// </summary>
public sealed class ScoredCasesTests
{
    private static readonly CaseScore[] Scores = [.. ScoreTable.BuiltIn().Select(c => c.Score())];

    [Fact]
    public void There_are_many() => Assert.InRange(Scores.Length, 120, 1_000);

    [Fact]
    public void A_healthy_phone_is_never_said_to_have_something() =>
        Assert.Empty(Scores.Where(s => s.IsFalseAlarm).Select(s => $"{s.Case.Name}: {s.Said}"));

    [Fact]
    public void The_fault_is_the_first_finding()
    {
        string[] wrong =
            [.. Scores.Where(s => !s.IsRight).Select(s => $"{s.Case.Name}: {s.Case.Expected} expected, {s.Said} said")];
        Assert.True(wrong.Length * 100 <= Scores.Length * (100 - ScoreTable.Wanted), string.Join('\n', wrong));
    }
}
