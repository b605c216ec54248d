using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Ringback.Files.Firmware;

/// <summary>Why the bytes are not the container of a 78xx or 88xx.</summary>
public enum SealFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>It does not begin as one.</summary>
    NotAContainer,

    /// <summary>It ends before its header or its payload does.</summary>
    Truncated,

    /// <summary>Its header contradicts itself.</summary>
    HeaderInvalid,
}

/// <summary>What 78xx and 88xx firmware is wrapped in. All numbers little-endian.</summary>
/// <remarks>
/// sources.md other-phones §3.7, verified on six files. How the signature is made is not known.
/// <code>
/// 0x00  ab1234cd              0x10  0
/// 0x04  header length         0x14  SHA-256 of the payload
/// 0x08  0                     0x34  length of the name with its NUL, then the name, padded to 4
/// 0x0c  payload length              signature, 256 bytes
/// </code>
/// </remarks>
public sealed record SealedContainer
{
    private const uint Magic = 0xAB12_34CD;
    private const int DigestOffset = 0x14;
    private const int NameLengthOffset = 0x34;
    private const int NameOffset = 0x38;

    /// <summary>Headers are 0x150 or 0x154 bytes long; this leaves room for long names.</summary>
    private const int LongestHeader = 0x400;

    private SealedContainer()
    {
    }

    /// <summary>The name in the header.</summary>
    public required string Name { get; init; }

    /// <summary>Where the payload begins.</summary>
    public required int HeaderLength { get; init; }

    /// <summary>The payload's length in bytes, which the file has at least.</summary>
    public required int PayloadLength { get; init; }

    /// <summary>True when the payload has the digest that the header gives, and nothing follows it.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>True when the bytes begin like one.</summary>
    public static bool BeginsLikeOne(ReadOnlySpan<byte> file) =>
        file.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(file) == Magic;

    /// <summary>What stands behind the header.</summary>
    public ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> file) => file.Slice(HeaderLength, PayloadLength);

    /// <summary>The name in the header of a file that is cut short behind it; null when it cannot be read.</summary>
    public static string? NameIn(ReadOnlySpan<byte> file)
    {
        if (!BeginsLikeOne(file) || file.Length < NameOffset) return null;
        uint length = U32(file, NameLengthOffset);
        return length is 0 or > LongestHeader || NameOffset + length > file.Length
            ? null
            : AsciiField.Read(file.Slice(NameOffset, (int)length));
    }

    /// <summary>Reads the header and compares the digest.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="container">What it says; null when it cannot be read.</param>
    /// <param name="why">Why it cannot be read; <see cref="SealFault.None"/> when it can.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> file, [NotNullWhen(true)] out SealedContainer? container, out SealFault why)
    {
        container = null;
        why = !BeginsLikeOne(file) ? SealFault.NotAContainer
            : file.Length < NameOffset ? SealFault.Truncated
            : SealFault.None;
        if (why is not SealFault.None) return false;

        uint header = U32(file, 4), payload = U32(file, 0x0c), nameLength = U32(file, NameLengthOffset);
        if (header is < NameOffset or > LongestHeader || nameLength == 0 || nameLength > header - NameOffset)
            why = SealFault.HeaderInvalid;
        else if (header + (long)payload > file.Length) why = SealFault.Truncated;
        else if (AsciiField.Read(file.Slice(NameOffset, (int)nameLength)) is not { } name)
            why = SealFault.HeaderInvalid;
        else
        {
            bool same = SHA256.HashData(file.Slice((int)header, (int)payload))
                .AsSpan().SequenceEqual(file.Slice(DigestOffset, SHA256.HashSizeInBytes));
            container = new SealedContainer
            {
                Name = name,
                HeaderLength = (int)header,
                PayloadLength = (int)payload,
                IsWhole = same && header + payload == file.Length,
            };
        }

        return container is not null;
    }

    private static uint U32(ReadOnlySpan<byte> file, int offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(file[offset..]);
}
