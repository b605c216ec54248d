using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Ringback.Files.Firmware;

/// <summary>
/// The header that Cisco's signing puts in front of a payload (<c>.loads .sbn .sb2 .sbin .sgn .sebn .tlv</c>):
/// tag (1 byte), length (2 bytes, big-endian), value. What it says about the file, not whether the signature is good.
/// </summary>
/// <remarks>
/// sources.md file-formats §A and other-phones §3.1, read off 310 real files. Two of them carry other signers and
/// longer containers, so the tags are walked and nothing is found by its offset.
/// <code>
/// 01 0002 01 01        version            08 0001 01           digest algorithm (1 = SHA-1)
/// 02 0002 HH HH        header length      09 0008 {0a, 0b}     signature algorithm
/// 03 005b {04, 05, 06} signer             0c 0100 …            signature
/// 07 000f {08, 09}     signature info     0e NNNN name 00      the file's own name
///                                         0d 0d 0d             padding: bare bytes without a length
/// </code>
/// </remarks>
public sealed record SignedEnvelope
{
    internal const int TagAndLength = 3;

    private SignedEnvelope()
    {
    }

    /// <summary>The envelope's version: <c>1.1</c> for firmware, <c>1.2</c> for trust lists.</summary>
    public required string Version { get; init; }

    /// <summary>Where the payload begins.</summary>
    public required int HeaderLength { get; init; }

    /// <summary>
    /// The name that was signed with the file; the phone refuses the file under any other, letter case included.
    /// Null when the header names none.
    /// </summary>
    public required string? EmbeddedName { get; init; }

    /// <summary>The signer's name; firmware carries a placeholder, <c>CN=someSigner;…</c>. Null if none.</summary>
    public required string? SignerName { get; init; }

    /// <summary>Where the signature's value begins.</summary>
    public required int SignatureOffset { get; init; }

    /// <summary>The length of the signature's value: 256 in all firmware.</summary>
    public required int SignatureLength { get; init; }

    /// <summary>
    /// The digest that was signed: 1 is SHA-1, the only one old phones know; 2 is SHA-256, 3 SHA-512. Null if none.
    /// </summary>
    public required byte? DigestAlgorithm { get; init; }

    /// <summary>When it was signed, UTC, where a tag says so: trust lists and encrypted parts. Else null.</summary>
    public required DateTimeOffset? SignedAt { get; init; }

    /// <summary>True when the payload is cipher text: nothing can be read in it.</summary>
    public required bool IsEncrypted { get; init; }

    /// <summary>True when the file begins like an envelope of version 1.x or 2.x, whole or not.</summary>
    public static bool BeginsLikeOne(ReadOnlySpan<byte> file) =>
        file.Length > 3 && file.StartsWith((ReadOnlySpan<byte>)[1, 0, 2]) && file[3] is 1 or 2;

    /// <summary>What stands behind the header.</summary>
    /// <param name="file">The same bytes that the envelope was read from.</param>
    public ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> file) =>
        file.Length <= HeaderLength ? [] : file[HeaderLength..];

    /// <summary>Reads the envelope at the start of a file.</summary>
    /// <param name="file">The file, or at least its whole header.</param>
    /// <param name="envelope">What the header says; null when it cannot be read.</param>
    /// <param name="why">Why it cannot be read; <see cref="EnvelopeFault.None"/> when it can.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> file, [NotNullWhen(true)] out SignedEnvelope? envelope, out EnvelopeFault why)
    {
        envelope = null;
        if (!BeginsLikeOne(file))
        {
            why = EnvelopeFault.NotAnEnvelope;
            return false;
        }

        why = MeasureHeader(file, out int headerLength);
        if (why is not EnvelopeFault.None) return false;

        Fields fields = default;
        why = WalkTags(file[..headerLength], ref fields);
        if (why is EnvelopeFault.None && fields.SignatureLength == 0) why = EnvelopeFault.SignatureMissing;
        if (why is not EnvelopeFault.None) return false;

        envelope = new SignedEnvelope
        {
            Version = FormattableString.Invariant($"{file[3]}.{file[4]}"),
            HeaderLength = headerLength,
            EmbeddedName = fields.EmbeddedName,
            SignerName = fields.SignerName,
            SignatureOffset = fields.SignatureOffset,
            SignatureLength = fields.SignatureLength,
            DigestAlgorithm = fields.DigestAlgorithm,
            SignedAt = fields.SignedAt,
            IsEncrypted = fields.IsEncrypted,
        };
        return true;
    }

    /// <summary>
    /// The length stands in the second tag of every file seen; without it nothing says where the payload begins.
    /// </summary>
    private static EnvelopeFault MeasureHeader(ReadOnlySpan<byte> file, out int headerLength)
    {
        headerLength = 0;
        const int versionEnd = TagAndLength + 2;
        const int lengthEnd = versionEnd + TagAndLength + 2;
        if (file.Length < lengthEnd) return EnvelopeFault.Truncated;
        if (!file[versionEnd..].StartsWith((ReadOnlySpan<byte>)[(byte)EnvelopeTag.HeaderLength, 0, 2]))
            return EnvelopeFault.HeaderLengthInvalid;

        headerLength = BinaryPrimitives.ReadUInt16BigEndian(file[(versionEnd + TagAndLength)..]);
        if (headerLength < lengthEnd) return EnvelopeFault.HeaderLengthInvalid;
        if (headerLength % 4 != 0) return EnvelopeFault.HeaderNotAligned;
        return file.Length < headerLength ? EnvelopeFault.Truncated : EnvelopeFault.None;
    }

    private static EnvelopeFault WalkTags(ReadOnlySpan<byte> header, ref Fields fields)
    {
        int at = 0;
        while (at < header.Length)
        {
            EnvelopeTag tag = (EnvelopeTag)header[at];
            if (tag is EnvelopeTag.Pad)
            {
                return header[at..].ContainsAnyExcept((byte)EnvelopeTag.Pad)
                    ? EnvelopeFault.PaddingInvalid
                    : EnvelopeFault.None;
            }

            if (at + TagAndLength > header.Length) return EnvelopeFault.TagTooLong;
            int length = BinaryPrimitives.ReadUInt16BigEndian(header[(at + 1)..]);
            at += TagAndLength;
            if (at + length > header.Length) return EnvelopeFault.TagTooLong;

            // A container's members simply follow it, so stepping into it is not stepping over its value.
            if (tag is EnvelopeTag.Encryption) fields.IsEncrypted = true;
            if (IsContainer(tag)) continue;
            fields.Take(tag, at, header.Slice(at, length));
            at += length;
        }

        return EnvelopeFault.None;
    }

    private static bool IsContainer(EnvelopeTag tag) => tag is EnvelopeTag.Signer or EnvelopeTag.SignatureInfo
        or EnvelopeTag.SignatureAlgorithm or EnvelopeTag.Encryption or EnvelopeTag.InitialVector
        or EnvelopeTag.EncryptionKey;

    private struct Fields
    {
        public string? EmbeddedName;
        public string? SignerName;
        public int SignatureOffset;
        public int SignatureLength;
        public byte? DigestAlgorithm;
        public DateTimeOffset? SignedAt;
        public bool IsEncrypted;

        public void Take(EnvelopeTag tag, int offset, ReadOnlySpan<byte> value)
        {
            switch (tag)
            {
                case EnvelopeTag.SignerName:
                    SignerName = Text(value);
                    break;
                case EnvelopeTag.DigestAlgorithm when value.Length == 1:
                    DigestAlgorithm = value[0];
                    break;
                case EnvelopeTag.Signature:
                    (SignatureOffset, SignatureLength) = (offset, value.Length);
                    break;
                case EnvelopeTag.FileName:
                    EmbeddedName = Text(value);
                    break;
                case EnvelopeTag.Timestamp when value.Length == 4:
                    SignedAt = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(value));
                    break;
            }
        }

        private static string Text(ReadOnlySpan<byte> value)
        {
            int end = value.IndexOf((byte)0);
            return Encoding.Latin1.GetString(end < 0 ? value : value[..end]);
        }
    }
}
