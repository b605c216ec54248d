namespace Ringback.Simulation.Practice;

/// <summary>Who signed a file, as a phone finds out.</summary>
internal enum HandsetKey
{
    /// <summary>Nobody whose key is known to the family, or the file has changed since.</summary>
    None,

    /// <summary>The older key.</summary>
    Old,

    /// <summary>The newer key.</summary>
    New,

    /// <summary>A family of which nobody has found the keys, or that has had one only.</summary>
    Unknown,
}
