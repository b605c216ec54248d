namespace Ringback.Files.Firmware;

/// <summary>The tags of a <see cref="SignedEnvelope"/> (other-phones §3.1); phones skip unknown ones.</summary>
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

    /// <summary>Seconds since 1970.</summary>
    Timestamp = 15,

    /// <summary>A container: its members follow it.</summary>
    Encryption = 16,

    /// <summary>A container: its members follow it.</summary>
    InitialVector = 17,

    /// <summary>A container: its members follow it.</summary>
    EncryptionKey = 21,
    SignerVersion = 28,
}
