namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>The tests that share a network with a workbench which lends addresses: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class LendingCollection : ICollectionFixture<LendingBench>
{
    internal const string Name = "Lending";
}

/// <summary>Tests that keep the machine so busy that others would have to wait: after all others, one by one.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CrowdCollection
{
    internal const string Name = "Crowds";
}
