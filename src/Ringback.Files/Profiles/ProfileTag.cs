namespace Ringback.Files.Profiles;

/// <summary>How the value of a profile's tag is written in text and in bytes (sources.md other-phones §1.5).</summary>
public enum ProfileFormat
{
    /// <summary>Characters as they are, without a NUL.</summary>
    Text,

    /// <summary>Digits and dots, stored as characters.</summary>
    Digits,

    /// <summary>A dotted IPv4 address: four bytes.</summary>
    Address,

    /// <summary>Five dotted numbers, address and port: six bytes.</summary>
    AddressAndPort,

    /// <summary>A whole number: four bytes, big-endian.</summary>
    Number,

    /// <summary>The same, a bit mask that people write in hexadecimal.</summary>
    Hexadecimal,

    /// <summary>0 or 1: one byte.</summary>
    Switch,

    /// <summary>Whole numbers with commas between them: two bytes each, big-endian.</summary>
    Shorts,
}

/// <summary>One line of the tag dictionary.</summary>
/// <param name="Tag">The number that stands in the compiled profile.</param>
/// <param name="Name">The name in the text profile.</param>
/// <param name="Format">How its value is written.</param>
/// <param name="Size">
/// Bytes that the phone keeps. A string has one byte less, for the NUL: EncryptKey has a size of 9 and takes 8 digits,
/// TimeFormat one of 16 and takes 15 characters.
/// </param>
/// <param name="PerPhone">True for what belongs to one phone and is left out of a profile for all of them.</param>
/// <param name="Extended">True for what moves to a second file when the profile is too large for one.</param>
public sealed record ProfileTag(
    int Tag, string Name, ProfileFormat Format, int Size, bool PerPhone = false, bool Extended = false);
