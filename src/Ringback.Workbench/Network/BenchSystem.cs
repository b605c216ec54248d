namespace Ringback.Workbench.Network;

/// <summary>What bench mode asks of the system; a test puts its own in.</summary>
public sealed record BenchSystem
{
    /// <summary>The folder for the records.</summary>
    public required string Data { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The commands.</summary>
    public IAddressSetter Setter { get; init; } = AddressSetters.Own;

    /// <summary>Runs one.</summary>
    public Func<ToolCommand, CancellationToken, Task<ToolOutcome>> Run { get; init; } = SystemTools.RunAsync;

    /// <summary>Looks at the cards.</summary>
    public Func<IReadOnlyList<NetworkCard>> Cards { get; init; } = NetworkCards.Read;

    internal Func<BenchOwner> Self { get; init; } = BenchOwner.Self;

    internal Func<BenchOwner, bool> IsRunning { get; init; } = owner => owner.IsRunning;
}
