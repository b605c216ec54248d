namespace Ringback.Wire.Sip;

/// <summary>How the SIP registrar works.</summary>
public sealed record SipRegistrarOptions
{
    /// <summary>Makes tags and challenges that nobody can guess; new at each start.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>
    /// The name and the password of a line, for those lines that are asked for theirs; null for a line that is taken
    /// as it comes.
    /// </summary>
    public Func<string, SipCredentials?> Credentials { get; init; } = _ => null;

    /// <summary>The UDP port of the echo, at the address that the phone asked; null when there is none.</summary>
    public int? EchoPort { get; init; }

    /// <summary>Lines that are registered at a time.</summary>
    public int MostBindings { get; init; } = 8192;

    /// <summary>Calls at a time. No bench has more pairs of hands.</summary>
    public int MostCalls { get; init; } = 64;

    /// <summary>How long a phone rings that nobody answers.</summary>
    public TimeSpan LongestRing { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>For how long a phone may be registered at most, whatever it asks for.</summary>
    public TimeSpan LongestBinding { get; init; } = TimeSpan.FromDays(1);
}

/// <summary>What a line has to show.</summary>
/// <param name="Name">The name that goes with the password.</param>
/// <param name="Password">The password.</param>
public sealed record SipCredentials(string Name, string Password)
{
    /// <summary>The password is in no log.</summary>
    public override string ToString() => $"SipCredentials {{ Name = {Name} }}";
}
