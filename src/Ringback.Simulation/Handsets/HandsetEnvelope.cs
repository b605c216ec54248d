using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// A signed file as a phone walks through it: tag, length in two bytes, value, until the length that tag 2 told
/// (sources.md file-formats §A).
/// </summary>
internal sealed class HandsetEnvelope
{
    private const int ShortestHeader = 100;
    private const int LongestHeader = 2_047;
    private const int SignatureLength = 256;

    // Containers, whose values are tags themselves.
    private const byte SignerInfo = 3, SignatureInfo = 7, SignatureAlgorithm = 9, Padding = 13;

    private readonly byte[] _file;
    private int _signature;

    private HandsetEnvelope(byte[] file) => _file = file;

    /// <summary>The name that the file was signed under; null when the header has none.</summary>
    internal string? Name { get; private set; }

    /// <summary>The signer's name.</summary>
    internal string Signer { get; private set; } = "";

    internal ReadOnlySpan<byte> Payload => _file.AsSpan(HeaderLength);

    private int HeaderLength { get; set; }

    /// <summary>Null for a file that does not begin like a signed one, or whose header leads nowhere.</summary>
    internal static HandsetEnvelope? Of(byte[] file)
    {
        if (file.Length < ShortestHeader || file is not [1, 0, 2, ..] || file[5] != 2) return null;
        int length = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(8));
        if (length is < ShortestHeader or > LongestHeader || length % 4 != 0 || length > file.Length) return null;
        HandsetEnvelope envelope = new(file) { HeaderLength = length };
        return envelope.Walk() ? envelope : null;
    }

    /// <summary>Whether one of the family's keys signed the file as it is, and which.</summary>
    internal HandsetKey Verify(string? family)
    {
        Span<byte> whole = stackalloc byte[SignatureLength];
        _file.AsSpan(_signature, SignatureLength).CopyTo(whole);
        if (!PracticeKey.IsPracticeSignature(whole)) return KeyRing.WhoSigned(Digest(), whole, family);
        bool isAsMade = whole.SequenceEqual(PracticeKey.SignatureOf(_file, _signature));
        return isAsMade ? PracticeKey.KeyOf(Signer) : HandsetKey.None;
    }

    /// <summary>SHA-1 over the file without the signature's tag.</summary>
    private byte[] Digest()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(_file.AsSpan(0, _signature - 3));
        hash.AppendData(_file.AsSpan(_signature + SignatureLength));
        return hash.GetHashAndReset();
    }

    private bool Walk()
    {
        int at = 0;
        while (at < HeaderLength)
        {
            byte tag = _file[at];
            if (tag == Padding)
            {
                at++;
                continue;
            }

            if (at + 3 > HeaderLength) return false;
            int length = BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at + 1));
            at += 3;
            if (tag is SignerInfo or SignatureInfo or SignatureAlgorithm or 16 or 17) continue;
            if (at + length > HeaderLength) return false;
            Take(tag, at, length);
            at += length;
        }

        return _signature > 0;
    }

    private void Take(byte tag, int at, int length)
    {
        switch (tag)
        {
            case 4:
                Signer = Text(at, length);
                break;
            case 12 when length == SignatureLength:
                _signature = at;
                break;
            case 14:
                Name = Text(at, length);
                break;
        }
    }

    private string Text(int at, int length)
    {
        ReadOnlySpan<byte> bytes = _file.AsSpan(at, length);
        int end = bytes.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
