using Ringback.Phones.Cases;
using Ringback.Workbench.Contract;

namespace Ringback.Console.Board;

/// <summary>A stretch of a phone's story in which it did one thing.</summary>
/// <param name="Boot">In which of its boots, from 1.</param>
/// <param name="State">What it did; null for the pause before it began anew in the middle of something.</param>
/// <param name="Screen">What its screen should have shown; null when that is not known.</param>
/// <param name="From">Since when.</param>
/// <param name="To">Until when.</param>
public sealed record ReelPiece(
    int Boot, PhoneState? State, string? Screen, DateTimeOffset From, DateTimeOffset To);

/// <summary>
/// A story at one glance: its stretches side by side, as wide as they were long. What took less than a moment is still
/// seen, and what took hours leaves room for the others.
/// </summary>
public sealed class Reel
{
    /// <summary>How long a reel is, in its own measure.</summary>
    public const double Length = 1000;

    private const int MostPieces = 60;
    private const int BootsWithoutGoal = 8;
    private const double LeastShare = 0.012;
    private const double MostShare = 0.4;

    // After that it is only there, for days perhaps.
    private const double EndShare = 0.09;

    private readonly double[] _places;

    private Reel(IReadOnlyList<ReelPiece> pieces)
    {
        Pieces = pieces;
        _places = PlacesOf(pieces);
    }

    /// <summary>The stretches, the oldest first; at least one.</summary>
    public IReadOnlyList<ReelPiece> Pieces { get; }

    /// <summary>When it begins.</summary>
    public DateTimeOffset From => Pieces[0].From;

    /// <summary>When it ends.</summary>
    public DateTimeOffset To => Pieces[^1].To;

    /// <summary>
    /// The reel of a phone's conversion, from the boot in which it was begun to its proof; of its last boots when it
    /// has none. Null when there is nothing to show.
    /// </summary>
    /// <param name="pieces">Every stretch of its story that is known, the oldest first.</param>
    /// <param name="conversion">Its conversion; null when it has none.</param>
    internal static Reel? Of(IReadOnlyList<ReelPiece> pieces, ConversionState? conversion)
    {
        if (pieces.Count == 0) return null;
        int first = conversion is null
            ? pieces[^1].Boot - BootsWithoutGoal + 1
            : pieces.LastOrDefault(p => p.From <= conversion.BegunAt, pieces[0]).Boot;
        DateTimeOffset end = conversion?.ProvedAt ?? DateTimeOffset.MaxValue;
        ReelPiece[] shown =
        [
            .. pieces.Where(p => p.Boot >= first && p.From <= end).TakeLast(MostPieces)
                .Select(p => p.To > end ? p with { To = end } : p),
        ];
        // Of what was long ago the story has nothing any more, and shows what came since.
        return shown.Length > 0 ? new Reel(shown) : Of(pieces, null);
    }

    /// <summary>Where a stretch begins; for the number of stretches, where the last one ends.</summary>
    public double PlaceOf(int piece) => _places[piece];

    /// <summary>Where a moment is.</summary>
    public double PlaceOf(DateTimeOffset at)
    {
        int i = IndexAt(at);
        ReelPiece piece = Pieces[i];
        double length = (piece.To - piece.From).TotalSeconds;
        double part = length <= 0 ? 1 : Math.Clamp((at - piece.From).TotalSeconds / length, 0, 1);
        return _places[i] + (part * (_places[i + 1] - _places[i]));
    }

    /// <summary>The moment at a place.</summary>
    public DateTimeOffset MomentAt(double place)
    {
        int i = Math.Max(0, Array.FindLastIndex(_places, Pieces.Count - 1, p => p <= place));
        double part = Math.Clamp((place - _places[i]) / (_places[i + 1] - _places[i]), 0, 1);
        return Pieces[i].From + ((Pieces[i].To - Pieces[i].From) * part);
    }

    /// <summary>What it did at a moment.</summary>
    public ReelPiece At(DateTimeOffset at) => Pieces[IndexAt(at)];

    private int IndexAt(DateTimeOffset at)
    {
        for (int i = Pieces.Count - 1; i > 0; i--)
            if (Pieces[i].From <= at) return i;
        return 0;
    }

    private static double[] PlacesOf(IReadOnlyList<ReelPiece> pieces)
    {
        double[] widths = [.. pieces.Select(p => Math.Max(0.001, (p.To - p.From).TotalSeconds))];
        bool isThere = pieces[^1].State is PhoneState.Proved or PhoneState.Registered && pieces.Count > 1;
        if (isThere) widths[^1] = 0;
        double all = widths.Sum();
        for (int i = 0; i < widths.Length; i++)
            widths[i] = Math.Clamp(widths[i], all * LeastShare, all * MostShare);
        if (isThere) widths[^1] = widths.Sum() * EndShare;
        double whole = widths.Sum(), place = 0;
        double[] places = new double[pieces.Count + 1];
        for (int i = 0; i < widths.Length; i++)
        {
            places[i] = place;
            place += widths[i] / whole * Length;
        }

        places[^1] = Length;
        return places;
    }
}

/// <summary>Puts a reel together while a story is told. Not safe for several threads.</summary>
internal sealed class ReelMaker
{
    private readonly List<ReelPiece> _pieces = [];

    internal IReadOnlyList<ReelPiece> Pieces => [.. _pieces];

    /// <summary>Something happened to the phone.</summary>
    /// <param name="at">When.</param>
    /// <param name="phone">The case after it.</param>
    /// <param name="boot">In which of its boots.</param>
    internal void Take(DateTimeOffset at, PhoneCase phone, int boot)
    {
        ReelPiece now = new(boot, PhoneStateJson.StageOf(phone), ExpectedScreen.Of(phone), at, at);
        if (_pieces is [.., var last])
        {
            bool isSame = last.Boot == boot && last.State == now.State && last.Screen == now.Screen;
            // While it loads it restarts by itself only when it has all of it; until it came back nothing is known.
            bool isCut = last.Boot != boot && last.State is PhoneState.Loading;
            if (!isCut) _pieces[^1] = last with { To = at > last.To ? at : last.To };
            if (isSame) return;
            if (isCut) _pieces.Add(new ReelPiece(boot, null, null, last.To, at));
        }

        _pieces.Add(now);
    }

    /// <summary>Forgets the boots before one.</summary>
    internal void Forget(int before) => _pieces.RemoveAll(p => p.Boot < before);
}
