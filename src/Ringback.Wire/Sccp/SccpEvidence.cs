namespace Ringback.Wire.Sccp;

/// <summary>Something that a phone proved about itself on its SCCP connection.</summary>
public abstract record SccpEvidence
{
    private protected SccpEvidence()
    {
    }
}

/// <summary>The phone registered and was acknowledged.</summary>
/// <param name="Register">What it said of itself.</param>
public sealed record SccpRegistered(SccpRegister Register) : SccpEvidence;

/// <summary>The phone sent an alarm.</summary>
/// <param name="Alarm">What it said.</param>
public sealed record SccpAlarmed(SccpAlarm Alarm) : SccpEvidence;

/// <summary>The phone took its leave.</summary>
public sealed record SccpUnregistered : SccpEvidence;
