namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>
/// The tests of lending addresses. They run one after the other and after all others: some of them keep the machine so
/// busy that others would have to wait.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LendingCollection : ICollectionFixture<LendingBench>
{
    internal const string Name = "Lending";
}
