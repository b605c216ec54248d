using System.Globalization;

namespace Ringback.Catalogue.Loads;

/// <summary>
/// The decoded numbers of a load name. Orders by the numbers, never by the text:
/// <c>P0S3-8-12-00</c> is newer than <c>P0S3-08-9-00</c> although its text sorts lower.
/// </summary>
/// <param name="Major">First number.</param>
/// <param name="Minor">Second number.</param>
/// <param name="Maintenance">Third number; 0 when the name has none.</param>
/// <param name="Sub">Fourth number: maintenance-sub, service release, or test build; 0 when the name has none.</param>
public readonly record struct LoadVersion(int Major, int Minor, int Maintenance = 0, int Sub = 0)
    : IComparable<LoadVersion>
{
    /// <inheritdoc/>
    public int CompareTo(LoadVersion other) =>
        (Major, Minor, Maintenance, Sub).CompareTo((other.Major, other.Minor, other.Maintenance, other.Sub));

    /// <summary>True when <paramref name="left"/> is older.</summary>
    public static bool operator <(LoadVersion left, LoadVersion right) => left.CompareTo(right) < 0;

    /// <summary>True when <paramref name="left"/> is newer.</summary>
    public static bool operator >(LoadVersion left, LoadVersion right) => left.CompareTo(right) > 0;

    /// <summary>True when <paramref name="left"/> is older or equal.</summary>
    public static bool operator <=(LoadVersion left, LoadVersion right) => left.CompareTo(right) <= 0;

    /// <summary>True when <paramref name="left"/> is newer or equal.</summary>
    public static bool operator >=(LoadVersion left, LoadVersion right) => left.CompareTo(right) >= 0;

    /// <summary>The four numbers with dots, for logs; people get <see cref="LoadName.HumanVersion"/>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Maintenance}.{Sub}");
}
