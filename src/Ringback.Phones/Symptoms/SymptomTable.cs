using Ringback.Catalogue.Problems;
using Ringback.Catalogue.Tables;

namespace Ringback.Phones.Symptoms;

/// <summary>
/// What phones show and what people say of them, with what may be behind it: the tables <c>symptoms.txt</c> and
/// <c>symptom-causes.txt</c>.
/// </summary>
internal sealed class SymptomTable
{
    private readonly SymptomPhrase[] _telling;

    private SymptomTable(IReadOnlyList<Symptom> symptoms)
    {
        All = symptoms;
        _telling = [.. symptoms.Where(IsTelling).SelectMany(s => s.Phrases)];
    }

    /// <summary>The tables that the program was built with.</summary>
    internal static SymptomTable BuiltIn { get; } = Read();

    /// <summary>Every symptom, in the order of the table.</summary>
    internal IReadOnlyList<Symptom> All { get; }

    /// <summary>True for a line of a phone's log that says, word for word, that something is wrong.</summary>
    internal bool Tells(string text)
    {
        string plain = SymptomPhrase.Plain(SymptomWords.Of(text));
        return Array.Exists(_telling, p => p.StandsIn(plain));
    }

    /// <summary>The symptoms that a phone's own words are, word for word; those that say most first.</summary>
    internal IEnumerable<Symptom> Said(string text)
    {
        string plain = SymptomPhrase.Plain(SymptomWords.Of(text));
        return All.Where(IsTelling)
            .Select(s => (Symptom: s, Says: s.Phrases.Where(p => p.StandsIn(plain)).Select(p => p.Weight)
                .DefaultIfEmpty().Max()))
            .Where(s => s.Says > 0).OrderByDescending(s => s.Says).Select(s => s.Symptom);
    }

    /// <summary>A display of the phone that is more than a phase which every start has.</summary>
    private static bool IsTelling(Symptom symptom) => symptom.IsShown
        && symptom.Causes[0].Severity >= ProblemSeverity.Warning
        && symptom.Causes[0].Code != ProblemCode.PowerCutWhileWriting
        && !symptom.Id.StartsWith("phase-", StringComparison.Ordinal);

    private static SymptomTable Read()
    {
        ILookup<string, SymptomCause> causes = EmbeddedTable.Rows(typeof(SymptomTable), "symptom-causes.txt")
            .ToLookup(r => r[0], ReadCause);
        return new SymptomTable(
        [
            .. EmbeddedTable.Rows(typeof(SymptomTable), "symptoms.txt").Select(r => new Symptom(r[0], r[1] == "shown",
                [.. r[2].Split(';', StringSplitOptions.TrimEntries).Select(p => new SymptomPhrase(p))],
                [.. causes[r[0]]])),
        ]);
    }

    private static SymptomCause ReadCause(string[] row)
    {
        string[] code = row[2].Split('!');
        ProblemKind kind = ProblemTable.BuiltIn.Find(code[0])
            ?? throw new InvalidOperationException($"symptom-causes.txt names {code[0]}, which is no code.");
        return new SymptomCause(
            row[1].Length == 0 ? SymptomPhones.Any : Enum.Parse<SymptomPhones>(row[1], ignoreCase: true), code[0],
            code.Length == 1 ? kind.Severity : Enum.Parse<ProblemSeverity>(code[1], ignoreCase: true),
            Enum.Parse<ProblemConfidence>(row[3], ignoreCase: true), row[4], row[5], row[6]);
    }
}
