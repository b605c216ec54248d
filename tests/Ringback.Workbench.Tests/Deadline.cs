namespace Ringback.Workbench.Tests;

/// <summary>How long anything may take before it counts as never: for slow machines, not for fast ones.</summary>
internal static class Deadline
{
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(120);

    internal static CancellationToken Token =>
        CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken, new CancellationTokenSource(Never).Token).Token;
}
