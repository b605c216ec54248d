using Ringback.Wire.Calls;

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

/// <summary>A key of the keypad was pressed; told of phones that are tested.</summary>
/// <param name="Key"><c>0</c> to <c>9</c>, <c>*</c> or <c>#</c>.</param>
public sealed record SccpKeyPressed(char Key) : SccpEvidence;

/// <summary>The handset was lifted or put down, or the speaker switched; told of phones that are tested.</summary>
/// <param name="IsOffHook">True when it was lifted.</param>
public sealed record SccpHookMoved(bool IsOffHook) : SccpEvidence;

/// <summary>A call came a stage further. It is told once, with the phone that caused it.</summary>
/// <param name="Call">Who with whom, and how far.</param>
public sealed record SccpCalled(CallTold Call) : SccpEvidence;
