namespace Ringback.Catalogue.Loads;

/// <summary>What a firmware file does on the phone.</summary>
public enum FirmwareRole
{
    /// <summary>The universal application loader, which starts and fetches protocol applications.</summary>
    Loader,

    /// <summary>A protocol application, started by the loader.</summary>
    Application,

    /// <summary>One image that is everything: before the universal loader, and in the smaller phones.</summary>
    Combined,

    /// <summary>An operating system kernel (later families).</summary>
    Kernel,

    /// <summary>One of several parts that a manifest lists (later families).</summary>
    Part,

    /// <summary>The list of a load's files.</summary>
    Manifest,
}
