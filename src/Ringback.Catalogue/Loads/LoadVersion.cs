using System.Globalization;

namespace Ringback.Catalogue.Loads;

/// <summary>
/// The numbers of a load's version, in whatever way its family writes them. Orders by the numbers, never by the text:
/// <c>P0S3-8-12-00</c> is newer than <c>P0S3-08-9-00</c> although its text sorts lower; and by the service release
/// before the build (sources.md 7940-7960 §1.2, other-phones §2.3).
/// </summary>
/// <param name="Major">First number.</param>
/// <param name="Minor">Second number.</param>
/// <param name="Maintenance">Third number; 0 when there is none.</param>
/// <param name="ServiceRelease">The number behind <c>SR</c>; 0 when there is none.</param>
/// <param name="Build">The first number beside these, a part or a test build; 0 when there is none.</param>
public readonly record struct LoadVersion(
    int Major, int Minor, int Maintenance = 0, int ServiceRelease = 0, int Build = 0) : IComparable<LoadVersion>
{
    private const int MostDigits = 6;

    /// <summary>Reads a version as <see cref="ReleaseWords.Say"/> writes it.</summary>
    /// <param name="text">The version, <c>8.3(2.27)</c> or <c>1.4.6.3</c>.</param>
    /// <param name="version">The numbers.</param>
    /// <returns>False when the text does not begin with two numbers.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out LoadVersion version)
    {
        version = default;
        Span<int> numbers = stackalloc int[3];
        int count = 0, service = 0, build = 0;
        while (!text.IsEmpty)
        {
            int start = text.IndexOfAnyInRange('0', '9');
            if (start < 0) break;
            if (count == 0 && start > 0) return false;
            bool isService = text[..start].EndsWith("SR", StringComparison.OrdinalIgnoreCase);
            bool isWord = start > 0 && char.IsAsciiLetter(text[start - 1]);
            text = text[start..];
            int length = text.IndexOfAnyExceptInRange('0', '9');
            if (length < 0) length = text.Length;
            if (length > MostDigits) return false;
            int number = int.Parse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture);
            text = text[length..];
            if (isService && service == 0) service = number;
            else if (count < numbers.Length && !isWord && service == 0) numbers[count++] = number;
            else if (build == 0) build = number;
        }

        if (count < 2) return false;
        version = new LoadVersion(numbers[0], numbers[1], numbers[2], service, build);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(LoadVersion other) => (Major, Minor, Maintenance, ServiceRelease, Build).CompareTo(
        (other.Major, other.Minor, other.Maintenance, other.ServiceRelease, other.Build));

    /// <summary>True when <paramref name="left"/> is older.</summary>
    public static bool operator <(LoadVersion left, LoadVersion right) => left.CompareTo(right) < 0;

    /// <summary>True when <paramref name="left"/> is newer.</summary>
    public static bool operator >(LoadVersion left, LoadVersion right) => left.CompareTo(right) > 0;

    /// <summary>True when <paramref name="left"/> is older or equal.</summary>
    public static bool operator <=(LoadVersion left, LoadVersion right) => left.CompareTo(right) <= 0;

    /// <summary>True when <paramref name="left"/> is newer or equal.</summary>
    public static bool operator >=(LoadVersion left, LoadVersion right) => left.CompareTo(right) >= 0;
}
