namespace Ringback.Wire.Sccp;

/// <summary>What the registrar tells every phone.</summary>
public sealed record SccpRegistrarOptions
{
    /// <summary>How often a phone has to say that it is there; 30 is what call managers usually say.</summary>
    public uint KeepAliveSeconds { get; init; } = 30;

    /// <summary>How the display writes the date; at most six characters, <c>M/D/Y</c> or <c>D.M.YA</c>.</summary>
    public string DateTemplate { get; init; } = "M/D/Y";

    /// <summary>
    /// The highest protocol version we agree to; 11 is the highest of a 7940/60 (sources.md 7940-7960 section 7.1), and
    /// every later phone speaks it too. The forms of messages that this machine sends are those of 11.
    /// </summary>
    public byte HighestProtocolVersion { get; init; } = 11;

    /// <summary>Who calls, where the bench does; at most 23 characters are used.</summary>
    public string LineLabel { get; init; } = "Ringback";

    /// <summary>
    /// What the foot of an idle display says, from the load that the phone states; at most 31 characters are used.
    /// </summary>
    public Func<string?, string> IdleText { get; init; } =
        load => load is null ? "Ringback: it works" : $"Ringback: {load} works";

    /// <summary>
    /// The name of the load that a phone is told to run when it asks. Null names none, as public call servers do: old
    /// phones fetch what they are told here, and a proof must not change the phone. What an alarm calls the load is
    /// never sent back, because a 7940/60 states a version there and would look for a file of that name.
    /// </summary>
    public string? RequiredLoad { get; init; }

    /// <summary>The UDP port of the echo, at the address that the phone connected to; null for none.</summary>
    public int? EchoPort { get; init; }

    /// <summary>How long the first whole message may take: a phone sends it as soon as it is connected.</summary>
    public TimeSpan FirstMessage { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long between two messages: a phone sends one every 30 s, and one that misses three is gone.
    /// </summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(95);

    /// <summary>Calls at a time. No bench has more pairs of hands.</summary>
    public int MostCalls { get; init; } = 64;

    /// <summary>How long a phone rings that nobody answers.</summary>
    public TimeSpan LongestRing { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long somebody may take to dial, or leave the handset off.</summary>
    public TimeSpan LongestDial { get; init; } = TimeSpan.FromSeconds(60);
}
