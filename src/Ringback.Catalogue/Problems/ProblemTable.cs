using System.Collections.Frozen;
using Ringback.Catalogue.Tables;

namespace Ringback.Catalogue.Problems;

/// <summary>What the table says of a code.</summary>
/// <param name="Code">The stable code, kebab case.</param>
/// <param name="Severity">How bad it usually is.</param>
/// <param name="Title">What it is, without names.</param>
/// <param name="Advice">What to do about any of them; empty when only the case at hand tells.</param>
/// <param name="Source">Where it is known from: a topic and section of <c>docs/sources.md</c>; <c>-</c> for what this
/// program sees itself.</param>
public sealed record ProblemKind(string Code, ProblemSeverity Severity, string Title, string Advice, string Source);

/// <summary>The one table of all problem codes.</summary>
public sealed class ProblemTable
{
    private readonly FrozenDictionary<string, ProblemKind> _byCode;

    private ProblemTable(IReadOnlyList<ProblemKind> kinds)
    {
        Kinds = kinds;
        _byCode = kinds.ToFrozenDictionary(k => k.Code, StringComparer.Ordinal);
    }

    /// <summary>The table that the program was built with.</summary>
    public static ProblemTable BuiltIn { get; } = new(
    [
        .. EmbeddedTable.Rows(typeof(ProblemTable), "problems.txt").Select(
            r => new ProblemKind(r[0], Enum.Parse<ProblemSeverity>(r[1], ignoreCase: true), r[2], r[3], r[4])),
    ]);

    /// <summary>All, in the table's order.</summary>
    public IReadOnlyList<ProblemKind> Kinds { get; }

    /// <summary>What the table says of a code; null when it has none such.</summary>
    public ProblemKind? Find(string code) => _byCode.GetValueOrDefault(code);
}
