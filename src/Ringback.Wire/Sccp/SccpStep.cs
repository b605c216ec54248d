using System.Net;

namespace Ringback.Wire.Sccp;

/// <summary>What the shell has to do, in this order.</summary>
/// <param name="Connection">The connection that it is about.</param>
public abstract record SccpEffect(int Connection);

/// <summary>Bytes are to be sent.</summary>
/// <param name="Connection">To whom.</param>
/// <param name="Bytes">Whole frames.</param>
public sealed record SccpSend(int Connection, ReadOnlyMemory<byte> Bytes) : SccpEffect(Connection);

/// <summary>A phone proved something.</summary>
/// <param name="Connection">Which.</param>
/// <param name="Evidence">What.</param>
/// <param name="Load">The load that it has named so far; null when none.</param>
public sealed record SccpProved(int Connection, SccpEvidence Evidence, string? Load) : SccpEffect(Connection);

/// <summary>The connection is to be closed, after what is to be sent.</summary>
/// <param name="Connection">Which.</param>
/// <param name="Why">What is wrong with what it said; none when the phone came again over another connection.</param>
public sealed record SccpClose(int Connection, SccpMalformation Why) : SccpEffect(Connection);

/// <summary>What comes from there is to be sent back, until <see cref="SccpEchoEnded"/>.</summary>
/// <param name="Connection">The phone that hears itself.</param>
/// <param name="Voice">Where it sends its voice from, and hears.</param>
public sealed record SccpEchoBegun(int Connection, IPEndPoint Voice) : SccpEffect(Connection);

/// <summary>The echo is over.</summary>
/// <param name="Connection">The phone that heard itself.</param>
/// <param name="Voice">As it was begun.</param>
public sealed record SccpEchoEnded(int Connection, IPEndPoint Voice) : SccpEffect(Connection);
