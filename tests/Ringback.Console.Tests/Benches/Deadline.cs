namespace Ringback.Console.Tests.Benches;

/// <summary>How long anything may take before it counts as never: for slow machines, not for fast ones.</summary>
internal static class Deadline
{
    internal static TimeSpan Never { get; } = TimeSpan.FromSeconds(240);

    internal static CancellationToken Token =>
        CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken, new CancellationTokenSource(Never).Token).Token;
}
