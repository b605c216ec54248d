using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ringback.Journal;

/// <summary>
/// A place in a journal. Opaque: it is handed out by a journal and given back to the same one, and what it is made of
/// is that store's business. There is nothing to count with it; two of one journal can be told apart, and no more.
/// </summary>
public readonly record struct JournalPlace
{
    private readonly long _position;

    internal JournalPlace(long position) => _position = position;

    /// <summary>Before the first entry of any journal.</summary>
    public static JournalPlace Beginning => default;

    internal long Position => _position;

    /// <summary>A text to keep the place by, for who goes on reading in another process.</summary>
    public override string ToString() => _position.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="ToString"/> gave.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out JournalPlace place)
    {
        bool isOne = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long position);
        place = new JournalPlace(position);
        return isOne;
    }
}
