namespace Ringback.Files.Profiles;

/// <summary>One tag with its value, as it stands in a compiled profile.</summary>
/// <param name="Tag">The tag's number.</param>
/// <param name="Value">The bytes of its value.</param>
public sealed record ProfileEntry(int Tag, ReadOnlyMemory<byte> Value)
{
    /// <summary>Up to here tags are stored in ascending order, behind all others.</summary>
    internal const int LastOrdered = 254;

    /// <summary>The tag of the sum and the length, which comes first.</summary>
    internal const int Sum = 0x7FFE;

    /// <summary>The tag that names the second file of a profile that was too large for one.</summary>
    internal const int ExtendedFile = 0x4000;
}
