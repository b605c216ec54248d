using System.Buffers.Binary;

namespace Ringback.Phones.Firmware;

/// <summary>Whether a compiled profile of a 7905, 7912 or ATA is as it was made.</summary>
public enum ProfileSealState
{
    /// <summary>The length and the sum are those in its header.</summary>
    Whole,

    /// <summary>It ends before its header says.</summary>
    Truncated,

    /// <summary>Its sum is another, or its header is no header.</summary>
    Damaged,
}

/// <summary>The head of a compiled profile; what it says to the phone is read elsewhere.</summary>
/// <remarks>
/// Field guide file-formats §F: <c>#ata</c>, <c>ff fe 04</c>, u16 sum of the payload's bytes, u16 payload length, big-
/// endian.
/// </remarks>
internal static class ProfileSeal
{
    private const int HeaderLength = 11;

    internal static bool BeginsLikeOne(ReadOnlySpan<byte> content) => content.StartsWith("#ata"u8);

    internal static ProfileSealState Check(ReadOnlySpan<byte> content)
    {
        if (content.Length < HeaderLength) return ProfileSealState.Truncated;
        if (!content[4..].StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe, 4])) return ProfileSealState.Damaged;
        ushort sum = BinaryPrimitives.ReadUInt16BigEndian(content[7..]);
        int length = BinaryPrimitives.ReadUInt16BigEndian(content[9..]);
        if (content.Length < HeaderLength + length) return ProfileSealState.Truncated;
        uint found = 0;
        foreach (byte b in content.Slice(HeaderLength, length)) found += b;
        return (ushort)found == sum ? ProfileSealState.Whole : ProfileSealState.Damaged;
    }
}
