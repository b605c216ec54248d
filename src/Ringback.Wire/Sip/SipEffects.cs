using System.Net;
using Ringback.Wire.Calls;

namespace Ringback.Wire.Sip;

/// <summary>What the shell has to do, in this order.</summary>
public abstract record SipEffect;

/// <summary>A message is to be sent.</summary>
/// <param name="Flow">Which way.</param>
/// <param name="Bytes">The message.</param>
public sealed record SipSend(SipFlow Flow, ReadOnlyMemory<byte> Bytes) : SipEffect;

/// <summary>A phone registered, or took its leave, and was accepted.</summary>
/// <param name="Flow">How it came.</param>
/// <param name="Message">What it said.</param>
/// <param name="Registration">What that says of it.</param>
/// <param name="IsAuthenticated">True when it showed that it knows the password of its line.</param>
public sealed record SipRegistered(
    SipFlow Flow, SipMessage Message, SipRegistration Registration, bool IsAuthenticated) : SipEffect;

/// <summary>A phone was not accepted: it does not know the password of its line.</summary>
/// <param name="Flow">How it came.</param>
/// <param name="Registration">What it said of itself.</param>
public sealed record SipRejected(SipFlow Flow, SipRegistration Registration) : SipEffect;

/// <summary>A call came a stage further.</summary>
/// <param name="Flow">The phone that called.</param>
/// <param name="Call">Who with whom, and how far.</param>
public sealed record SipCalled(SipFlow Flow, CallTold Call) : SipEffect;

/// <summary>A phone answered what it was told.</summary>
/// <param name="User">The line.</param>
/// <param name="Status">Its answer; 408 for none.</param>
public sealed record SipObeyed(string User, int Status) : SipEffect;

/// <summary>What comes from there is to be sent back, until <see cref="SipEchoEnded"/>.</summary>
/// <param name="Voice">Where the phone sends its voice from, and hears.</param>
/// <param name="User">Its line; null when it has none that is known.</param>
public sealed record SipEchoBegun(IPEndPoint Voice, string? User) : SipEffect;

/// <summary>The echo is over.</summary>
/// <param name="Voice">As it was begun.</param>
/// <param name="User">As it was begun.</param>
public sealed record SipEchoEnded(IPEndPoint Voice, string? User) : SipEffect;

/// <summary>A key was pressed in a call, which the phone says by INFO.</summary>
/// <param name="User">The line.</param>
/// <param name="Key">The key.</param>
public sealed record SipKeyPressed(string User, char Key) : SipEffect;
