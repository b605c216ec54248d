

namespace Ringback.Wire.Sccp;

/// <summary>What follows from the bytes that came.</summary>
/// <param name="Replies">The bytes to send, in order; may be empty.</param>
/// <param name="Evidence">What the phone proved, in order; may be empty.</param>
/// <param name="Close">
/// Why the connection must be closed after the replies; <see cref="SccpMalformation.None"/> keeps it open.
/// </param>
public readonly record struct SccpStep(
    ReadOnlyMemory<byte> Replies, IReadOnlyList<SccpEvidence> Evidence, SccpMalformation Close);
