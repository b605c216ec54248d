namespace Ringback.Simulation.Handsets;

/// <summary>What a phone is doing, for one that thinks of pulling its plug.</summary>
public enum HandsetPhase
{
    /// <summary>It has no power, or is broken.</summary>
    Off,

    /// <summary>It starts, or reads what it has fetched.</summary>
    Booting,

    /// <summary>It fetches a file; its flash stays as it is.</summary>
    Fetching,

    /// <summary>
    /// It writes what it fetched to where nothing is started from: without power now nothing has changed.
    /// </summary>
    WritingScratch,

    /// <summary>It writes a load. Without power now it loses the load and not the code that starts it.</summary>
    WritingApplication,

    /// <summary>It writes the code that starts it. Without power now it is broken for good.</summary>
    WritingBootCode,

    /// <summary>It registers.</summary>
    Registering,

    /// <summary>It is registered and lives on.</summary>
    Up,
}
