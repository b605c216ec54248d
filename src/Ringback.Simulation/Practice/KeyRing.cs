using System.Numerics;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;

namespace Ringback.Simulation.Practice;

/// <summary>
/// The public keys that phones carry, for real firmware under a simulated phone: the signature to the third power,
/// modulo the key, ends in the SHA-1 of what was signed (sources.md other-phones §3.3).
/// </summary>
internal static class KeyRing
{
    /// <summary>Whose signature it is.</summary>
    /// <param name="sha1">The digest of what was signed.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="family">The family that must have signed it.</param>
    internal static HandsetKey WhoSigned(ReadOnlySpan<byte> sha1, ReadOnlySpan<byte> signature, string? family)
    {
        string? keys = FirmwareFamilies.BuiltIn.Find(family)?.KeyFamily;
        SigningKey[] known = [.. SigningKeys.BuiltIn.All.Where(k => k.Family == keys)];
        if (known.Length == 0) return HandsetKey.Unknown;
        BigInteger value = new(signature, isUnsigned: true, isBigEndian: true);
        foreach (SigningKey key in known)
        {
            byte[] signed = BigInteger.ModPow(value, 3, key.Modulus).ToByteArray(isUnsigned: true, isBigEndian: true);
            if (!signed.AsSpan().EndsWith(sha1)) continue;
            return key.Slot switch
            {
                SigningSlot.Old => HandsetKey.Old,
                SigningSlot.New => HandsetKey.New,
                _ => HandsetKey.Unknown,
            };
        }

        return HandsetKey.None;
    }
}
