using System.Globalization;
using System.Numerics;
using Ringback.Catalogue.Tables;

namespace Ringback.Files.Firmware;

/// <summary>Which of a family's keys signed a file (sources.md other-phones §3.3).</summary>
public enum SigningSlot
{
    /// <summary>
    /// The key in use since 2009, of the 7940 and 7960 between that and 2011: a Java phone knows it from 8.3(3) on.
    /// </summary>
    New,

    /// <summary>The key before that.</summary>
    Old,

    /// <summary>The family has had one key.</summary>
    Only,
}

/// <summary>The public half of one signing key: RSA, 2048 bit, exponent 3.</summary>
/// <param name="Family">Whose firmware it signed, as the table of keys calls it: <c>7941/7961</c>.</param>
/// <param name="Slot">Which of the family's keys.</param>
/// <param name="Modulus">The modulus.</param>
public sealed record SigningKey(string Family, SigningSlot Slot, BigInteger Modulus);

/// <summary>The keys that signatures are checked with.</summary>
/// <remarks>sources.md other-phones §3.3, appendix A; the table: <c>Catalogue/Data/firmware-keys.txt</c>.</remarks>
public sealed class SigningKeys
{
    private readonly SigningKey[] _keys;

    /// <summary>A set of keys.</summary>
    public SigningKeys(params IEnumerable<SigningKey> keys) => _keys = [.. keys];

    /// <summary>The keys of Cisco's phone firmware that are known.</summary>
    public static SigningKeys BuiltIn { get; } = new(
        EmbeddedTable.Rows(typeof(SigningKeys), "firmware-keys.txt").Select(Read));

    /// <summary>No key: every signature is of unknown origin.</summary>
    public static SigningKeys None { get; } = new([]);

    /// <summary>The keys, in the order of the table.</summary>
    public IReadOnlyList<SigningKey> All => _keys;

    /// <summary>The keys, those of one family first: the name of a file usually says which will fit.</summary>
    internal IEnumerable<SigningKey> StartingWith(string? family) =>
        family is null ? _keys : _keys.OrderBy(k => k.Family != family);

    private static SigningKey Read(string[] row) => new(
        row[0],
        Enum.Parse<SigningSlot>(row[1], ignoreCase: true),
        // The leading 0 keeps a modulus whose first bit is set from being read as negative.
        BigInteger.Parse("0" + row[2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}
