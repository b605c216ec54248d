using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Tables;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Lines.Universal;

/// <summary>One field of the matrix of sources.md 7940-7960 §3.4.</summary>
/// <param name="Recipe">The recipe of §3.3 that the route ends with; null when there is no way.</param>
/// <param name="Via">The loads on the way.</param>
/// <param name="HasDirect">True when some source leaves the loads on the way out.</param>
/// <param name="Basis">What the rule rests on besides the matrix; empty for nothing else.</param>
internal sealed record MatrixField(string? Recipe, IReadOnlyList<Load> Via, bool HasDirect, string Basis)
{
    /// <summary>Where it is written.</summary>
    internal string Source => RouteWords.Guide7940 + (Basis.Length == 0 ? "§3.4" : $"§3.4 ({Basis})");
}

/// <summary>What a 7940 or 7960 is, as far as the matrix minds: a row or a column of it.</summary>
internal readonly record struct LoadKind(PhoneProtocol Protocol, LoadGeneration Generation)
{
    /// <summary>The kind of a load; a universal loader alone stands in the row of any protocol it may start.</summary>
    internal static LoadKind Of(Load load, PhoneProtocol goal) => new(load.Protocol ?? goal, load.Generation!.Value);

    /// <summary>For people: <c>an unsigned SIP load (up to 4.x)</c>.</summary>
    public override string ToString() => Generation switch
    {
        LoadGeneration.Unsigned => $"an unsigned {PhoneProtocolWords.Of(Protocol)} load (up to 4.x)",
        LoadGeneration.Signed when Protocol is PhoneProtocol.Sccp => "a signed SCCP load (5.x)",
        LoadGeneration.Signed => $"a signed {PhoneProtocolWords.Of(Protocol)} load (5.x, 6.x)",
        _ => $"a {PhoneProtocolWords.Of(Protocol)} load with the universal loader",
    };
}

/// <summary>The table <c>universal-matrix.txt</c>.</summary>
internal static class UniversalMatrix
{
    private static readonly Dictionary<(LoadKind From, LoadKind To), MatrixField> Fields = EmbeddedTable
        .Rows(typeof(UniversalMatrix), "universal-matrix.txt").ToDictionary(r => (Kind(r[0]), Kind(r[1])), Read);

    internal static MatrixField Find(LoadKind from, LoadKind to) => Fields[(from, to)];

    private static LoadKind Kind(string text)
    {
        string[] words = text.Split(' ');
        return new LoadKind(
            Enum.Parse<PhoneProtocol>(words[0], ignoreCase: true),
            Enum.Parse<LoadGeneration>(words[1], ignoreCase: true));
    }

    private static MatrixField Read(string[] row) => new(
        row[2] == "no" ? null : row[2],
        [.. row[3].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => Load.Parse(t))],
        row[4] == "direct",
        row[5]);
}
