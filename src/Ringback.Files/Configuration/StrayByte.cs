namespace Ringback.Files.Configuration;

/// <summary>A byte that should not have been in a name.</summary>
/// <param name="Offset">Position in the name, from 0.</param>
/// <param name="Hex">The byte, such as <c>0x0A</c>.</param>
/// <param name="Called">What people call it, such as <c>line feed</c>.</param>
public sealed record StrayByte(int Offset, string Hex, string Called);
