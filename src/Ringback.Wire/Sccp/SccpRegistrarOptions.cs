namespace Ringback.Wire.Sccp;

/// <summary>What the registrar tells every phone.</summary>
public sealed record SccpRegistrarOptions
{
    /// <summary>How often a phone has to say that it is there; 30 is what call managers usually say.</summary>
    public uint KeepAliveSeconds { get; init; } = 30;

    /// <summary>How the display writes the date; at most six characters, <c>M/D/Y</c> or <c>D.M.YA</c>.</summary>
    public string DateTemplate { get; init; } = "M/D/Y";

    /// <summary>
    /// The highest protocol version we agree to; 11 is the highest of a 7940/60 (sources.md 7940-7960 section 7.1).
    /// </summary>
    public byte HighestProtocolVersion { get; init; } = 11;

    /// <summary>What the display shows for its only line; at most 23 characters are used.</summary>
    public string LineLabel { get; init; } = "Ringback";

    /// <summary>
    /// The name of the load that a phone is told to run when it asks. Null names none, as public call servers do: old
    /// phones fetch what they are told here, and a proof must not change the phone. What an alarm calls the load is
    /// never sent back, because a 7940/60 states a version there and would look for a file of that name.
    /// </summary>
    public string? RequiredLoad { get; init; }
}
