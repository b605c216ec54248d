using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Ringback.Files.Profiles;

/// <summary>Why a compiled profile cannot be read.</summary>
public enum ProfileFault
{
    /// <summary>It can.</summary>
    None,

    /// <summary>It does not begin with <c>#ata</c>: another file, or an encrypted profile.</summary>
    NotCompiled,

    /// <summary>The sum and the length do not come first.</summary>
    SumMissing,

    /// <summary>It ends inside a tag.</summary>
    Truncated,
}

/// <summary>The sum that a profile's form has over the bytes behind it.</summary>
internal delegate ushort ProfileSum(ReadOnlySpan<byte> body);

/// <summary>
/// A profile of the 7905, 7912 and ATA in the form that the phone fetches (<c>gk&lt;mac&gt;</c>,
/// <c>gkdefault.cfg</c>, <c>ld…</c>, <c>ata…</c>).
/// </summary>
/// <remarks>
/// sources.md other-phones §1.5, file-formats §F.
/// <code>
/// 23 61 74 61        "#ata"; not there in a strongly encrypted profile
/// ff fe 04 SSSS LLLL tag 0x7ffe: sum of all bytes that follow, modulo 65536, and how many there are
/// tag length value   tag and length one byte, or two with the top bit set; and so on to the end
/// </code>
/// </remarks>
public sealed record CompiledProfile
{
    /// <summary>What the first entry, the sum, takes.</summary>
    internal const int SumLength = 7;

    private const int MagicLength = 4;

    /// <summary>The tags in the order of the file.</summary>
    public required IReadOnlyList<ProfileEntry> Entries { get; init; }

    /// <summary>True when sum and length are those of the content.</summary>
    public required bool IsSound { get; init; }

    /// <summary>True when the file begins like a compiled profile.</summary>
    public static bool BeginsLikeOne(ReadOnlySpan<byte> file) => file.StartsWith("#ata"u8);

    /// <summary>True when fewer bytes follow than the second field of the sum says.</summary>
    public static bool IsShorterThanItSays(ReadOnlySpan<byte> file)
    {
        const int lengthOffset = MagicLength + SumLength - 2, header = MagicLength + SumLength;
        return file.Length < header
            || BinaryPrimitives.ReadUInt16BigEndian(file[lengthOffset..]) > file.Length - header;
    }

    /// <summary>Reads a profile that is not encrypted.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="profile">What it says; null when it cannot be read.</param>
    /// <param name="why">Why it cannot be read; <see cref="ProfileFault.None"/> when it can.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> file, [NotNullWhen(true)] out CompiledProfile? profile, out ProfileFault why)
    {
        profile = null;
        why = ProfileFault.NotCompiled;
        return BeginsLikeOne(file) && TryReadTags(file[MagicLength..], SumOf, out profile, out why);
    }

    /// <summary>Reads what stands behind the magic.</summary>
    internal static bool TryReadTags(ReadOnlySpan<byte> tags, ProfileSum sumOf,
        [NotNullWhen(true)] out CompiledProfile? profile, out ProfileFault why)
    {
        profile = null;
        if (!tags.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 4]))
        {
            why = ProfileFault.SumMissing;
            return false;
        }

        why = ProfileFault.Truncated;
        if (tags.Length < SumLength) return false;
        ReadOnlySpan<byte> body = tags[SumLength..];
        List<ProfileEntry> entries = [];
        for (int at = 0; at < body.Length;)
        {
            if (!ProfileVarint.TryRead(body, ref at, out int tag)
                || !ProfileVarint.TryRead(body, ref at, out int length) || length > body.Length - at)
            {
                return false;
            }

            entries.Add(new ProfileEntry(tag, body.Slice(at, length).ToArray()));
            at += length;
        }

        why = ProfileFault.None;
        profile = new CompiledProfile
        {
            Entries = entries,
            IsSound = BinaryPrimitives.ReadUInt16BigEndian(tags[5..]) == body.Length
                && BinaryPrimitives.ReadUInt16BigEndian(tags[3..]) == sumOf(body),
        };
        return true;
    }

    /// <summary>
    /// The bytes of a profile with these entries: tags above 254 in the given order, then the others ascending.
    /// </summary>
    /// <exception cref="ArgumentException">The entries are more than the length field can tell.</exception>
    public static byte[] Write(IEnumerable<ProfileEntry> entries) =>
        [.. "#ata"u8, .. WriteTags(Ordered(entries), SumOf)];

    /// <summary>The entries as the compiled form orders them.</summary>
    internal static IReadOnlyList<ProfileEntry> Ordered(IEnumerable<ProfileEntry> entries)
    {
        ILookup<bool, ProfileEntry> all = entries.ToLookup(e => e.Tag > ProfileEntry.LastOrdered);
        return [.. all[true], .. all[false].OrderBy(e => e.Tag)];
    }

    /// <summary>The sum, then the entries.</summary>
    internal static byte[] WriteTags(IEnumerable<ProfileEntry> entries, ProfileSum sumOf)
    {
        List<byte> body = [];
        foreach (ProfileEntry entry in entries)
        {
            ProfileVarint.Write(body, entry.Tag);
            ProfileVarint.Write(body, entry.Value.Length);
            body.AddRange(entry.Value.Span);
        }

        if (body.Count > ushort.MaxValue)
            throw new ArgumentException("A profile holds at most 65,535 bytes.", nameof(entries));
        byte[] sum = [0xFF, 0xFE, 4, 0, 0, 0, 0];
        byte[] bytes = [.. body];
        BinaryPrimitives.WriteUInt16BigEndian(sum.AsSpan(3), sumOf(bytes));
        BinaryPrimitives.WriteUInt16BigEndian(sum.AsSpan(5), (ushort)bytes.Length);
        return [.. sum, .. bytes];
    }

    private static ushort SumOf(ReadOnlySpan<byte> body)
    {
        uint sum = 0;
        foreach (byte b in body) sum += b;
        return (ushort)sum;
    }
}
