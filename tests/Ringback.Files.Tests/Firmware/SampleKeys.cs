using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;
using Ringback.Files.Firmware;

namespace Ringback.Files.Tests.Firmware;

/// <summary>A key of the tests' own, and signatures made with it as firmware is signed (other-phones §3.3).</summary>
internal sealed class SampleKeys
{
    private static readonly BigInteger Exponent = 3;

    private readonly BigInteger _private;

    private SampleKeys(string family, SigningSlot slot)
    {
        // The base library chooses its primes for another exponent, and not every pair allows 3.
        BigInteger modulus;
        while (!TryMake(out modulus, out _private))
        {
        }

        Key = new SigningKey(family, slot, modulus);
        Set = new SigningKeys([Key]);
    }

    internal static SampleKeys Java { get; } = new("7941/7961", SigningSlot.New);

    internal SigningKey Key { get; }

    internal SigningKeys Set { get; }

    [SuppressMessage("Security", "CA5350", Justification = "The digest that the phones' own files carry.")]
    internal byte[] Envelope(string name, ReadOnlySpan<byte> payload, uint seconds)
    {
        byte[] file = SampleFiles.Envelope(name, payload);
        byte[] rest = [.. file[..0x7a], .. file[0x17d..]];
        byte[] message = new byte[256];
        message.AsSpan(2, 256 - 27).Fill(0xff);
        message[1] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(232), seconds);
        SHA1.HashData(rest).CopyTo(message, 236);
        BigInteger signature = BigInteger.ModPow(
            new BigInteger(message, isUnsigned: true, isBigEndian: true), _private, Key.Modulus);
        byte[] bytes = signature.ToByteArray(isUnsigned: true, isBigEndian: true);
        file.AsSpan(0x7d, 256).Clear();
        bytes.CopyTo(file, 0x7d + 256 - bytes.Length);
        return file;
    }

    private static bool TryMake(out BigInteger modulus, out BigInteger exponent)
    {
        using RSA rsa = RSA.Create(2048);
        RSAParameters parameters = rsa.ExportParameters(includePrivateParameters: true);
        BigInteger p = new(parameters.P, isUnsigned: true, isBigEndian: true);
        BigInteger q = new(parameters.Q, isUnsigned: true, isBigEndian: true);
        modulus = p * q;
        exponent = 0;
        BigInteger phi = (p - 1) * (q - 1);
        if (phi % Exponent == 0) return false;
        // 3 d = 1 mod phi: phi leaves 1 or 2 when divided by 3, so one of these divides.
        exponent = phi % Exponent == 1 ? ((2 * phi) + 1) / Exponent : (phi + 1) / Exponent;
        return true;
    }
}
