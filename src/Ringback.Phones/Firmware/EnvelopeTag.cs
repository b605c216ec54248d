namespace Ringback.Phones.Firmware;

/// <summary>The tags of a <see cref="SignedEnvelope"/> (file-formats §A); phones skip unknown ones.</summary>
internal enum EnvelopeTag : byte
{
    Version = 1,
    HeaderLength = 2,

    /// <summary>A container: its members follow it.</summary>
    Signer = 3,
    SignerName = 4,
    SignerSerial = 5,
    IssuerName = 6,

    /// <summary>A container: its members follow it.</summary>
    SignatureInfo = 7,
    DigestAlgorithm = 8,

    /// <summary>A container: its members follow it.</summary>
    SignatureAlgorithm = 9,
    Signature = 12,

    /// <summary>A bare byte without a length, up to the end of the header.</summary>
    Pad = 13,
    FileName = 14,
}
