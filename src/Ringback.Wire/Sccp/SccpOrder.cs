using System.Net;

namespace Ringback.Wire.Sccp;

/// <summary>Something that a registered phone is told to do.</summary>
public abstract record SccpOrder
{
    private protected SccpOrder()
    {
    }
}

/// <summary>Ring; whoever answers hears himself.</summary>
public sealed record SccpRing : SccpOrder;

/// <summary>End the call that it is in.</summary>
public sealed record SccpHangUp : SccpOrder;

/// <summary>Show a text at the foot of the display.</summary>
/// <param name="Text">At most 31 characters are used; null for what an idle phone shows.</param>
public sealed record SccpShow(string? Text) : SccpOrder;

/// <summary>The lamps that can be reached: that of the line key, and the red one of the handset.</summary>
/// <param name="Mode">What they do.</param>
public sealed record SccpLamps(SccpLampMode Mode) : SccpOrder;

/// <summary>Switch the speaker.</summary>
/// <param name="IsOn">True for on.</param>
public sealed record SccpSpeaker(bool IsOn) : SccpOrder;

/// <summary>Tell of keys and of the hook, or no longer.</summary>
/// <param name="IsOn">True to tell.</param>
public sealed record SccpWatch(bool IsOn) : SccpOrder;

/// <summary>Restart.</summary>
/// <param name="Wholly">True to look for a load and an address as well, false to read its files again.</param>
public sealed record SccpReset(bool Wholly) : SccpOrder;

/// <summary>What is known of a registered phone.</summary>
/// <param name="Connection">Its connection.</param>
/// <param name="Address">Where it connected from.</param>
/// <param name="Register">What it said when it registered.</param>
/// <param name="Load">The load that it states; null when none.</param>
/// <param name="Number">Its number; null when all were given away.</param>
/// <param name="IsInCall">True while it rings or speaks, or somebody dials on it.</param>
public sealed record SccpPhoneFacts(
    int Connection, IPEndPoint Address, SccpRegister Register, string? Load, string? Number, bool IsInCall);
