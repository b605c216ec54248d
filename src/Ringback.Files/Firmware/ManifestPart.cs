namespace Ringback.Files.Firmware;

/// <summary>One file that a manifest lists.</summary>
/// <param name="Name">The name, trimmed.</param>
/// <param name="Size">The length of the whole file in bytes, where the list says it (792x, 8961, 78xx).</param>
/// <param name="Md5">
/// 32 hexadecimal digits, where the list says them (792x): over the payload with its first 32 bytes as zeros.
/// </param>
public sealed record ManifestPart(string Name, long? Size = null, string? Md5 = null);
