namespace Ringback.EndToEnd.Tests.Programs;

/// <summary>The bound of a wait: generous, because it only ends what hangs. Nothing here measures time.</summary>
internal static class Patience
{
    internal static CancellationTokenSource Begin()
    {
        var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(TimeSpan.FromMinutes(4));
        return bound;
    }
}
